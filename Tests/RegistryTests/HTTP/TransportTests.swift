import Foundation
import Registry
import RegistryStub
import Subprocess
import Testing

/// Certificates made for a test.
struct Certificates {
  var authority: String
  var identity: StubServer.Identity

  /// An authority and a certificate of it for 127.0.0.1, or `nil` without an `openssl`.
  static func make(
    in directory: TestDirectory,
    name: String = "IP:127.0.0.1"
  ) async throws
    -> Certificates
  {
    func path(_ name: String) -> String { "\(directory.path)/\(name)" }
    let file = try directory.write("names", "subjectAltName=\(name)")
    let subject = ["-subj", "/CN=plimsoll test"]
    try await openssl(
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", path("ca.key")]
        + ["-out", path("ca.pem")] + subject
    )
    try await openssl(
      ["req", "-newkey", "rsa:2048", "-nodes", "-keyout", path("key"), "-out", path("req")]
        + subject
    )
    try await openssl(
      ["x509", "-req", "-in", path("req"), "-CA", path("ca.pem"), "-CAkey", path("ca.key")]
        + ["-CAcreateserial", "-days", "2", "-extfile", file, "-out", path("pem")]
    )
    return Certificates(
      authority: path("ca.pem"),
      identity: .init(certificate: path("pem"), key: path("key"))
    )
  }

  static func openssl(_ arguments: [String]) async throws {
    try await runTool("openssl", arguments)
  }
}

/// Runs a program that a test needs, and gives what it wrote.
@discardableResult
func runTool(_ program: String, _ arguments: [String]) async throws -> [UInt8] {
  do {
    let result = try await Subprocess.run(
      .name(program),
      arguments: Arguments(arguments),
      output: .bytes(limit: 1 << 20),
      error: .bytes(limit: 1 << 20)
    )
    let complaint = String(decoding: result.standardError, as: UTF8.self)
    try #require(result.terminationStatus.isSuccess, "\(program) \(arguments): \(complaint)")
    return result.standardOutput
  } catch let error as SubprocessError where error.code == .executableNotFound {
    try Test.cancel("needs \(program)")
  }
}

@Suite(.timeLimit(.minutes(2))) struct `network of a registry` {
  private let image = RegistryTests.image()

  private func failure(
    _ change: (inout RegistrySetup, Certificates) throws -> Void,
    name: String = "IP:127.0.0.1"
  ) async throws -> RegistryError? {
    var setup = try RegistrySetup()
    let certificates = try await Certificates.make(in: setup.directory, name: name)
    try change(&setup, certificates)
    return try await StubServer.with(identity: certificates.identity, image.answer) { server in
      try await setup.failure("\(server.host)/team/app:1")
    }
  }

  @Test func `trusts an authority of one's own`() async throws {
    let added = try await failure { $0.settings.additionalAuthorities = $1.authority }
    #expect(added == nil)
    let replaced = try await failure { $0.settings.authorities = $1.authority }
    #expect(replaced == nil)
  }

  @Test func `trusts no other, and falls back to nothing`() async throws {
    let error = try await failure { _, _ in }
    #expect(error?.code == .untrusted)
    #expect(error?.description.contains("--ca-file") == true)
  }

  @Test func `trusts no certificate for another name`() async throws {
    let error = try await failure(
      { $0.settings.additionalAuthorities = $1.authority },
      name: "DNS:other.example"
    )
    #expect(error?.code == .untrusted)
  }

  @Test(arguments: ["/no/such/file", "/dev/null", "/etc/hostname"])
  func `says what is wrong with a file of authorities`(path: String) async throws {
    let error = try await failure { setup, _ in setup.settings.additionalAuthorities = path }
    #expect(error?.code == .configuration)
    #expect(error?.description.contains(path) == true)
  }

  @Test func `speaks plain HTTP only where it may`() async throws {
    var setup = try RegistrySetup()
    try await StubServer.with(image.answer) { server in
      let distant = "registry.example:\(server.port)"
      try await StubProxy.with(destination: server.port) { proxy in
        setup.settings.proxies = try ProxySettings(
          environment: ["HTTPS_PROXY": proxy.host, "HTTP_PROXY": "http://me:w%40rd@\(proxy.host)"]
        )
        let refused = try await setup.failure("\(distant)/team/app:1")
        #expect(refused?.code == .insecure)
        #expect(refused?.description.contains("--plain-http \(distant)") == true)
        setup.settings.plainHTTPHosts = [distant]
        let allowed = try await setup.failure("\(distant)/team/app:1")
        #expect(allowed == nil)
        let heads = proxy.requests.map { $0.split(separator: "\r\n").map(String.init) }
        #expect(heads.allSatisfy { $0.first == "CONNECT \(distant) HTTP/1.1" })
        #expect(heads.last?.contains("proxy-authorization: Basic bWU6d0ByZA==") == true)
      }
    }
  }

  @Test(arguments: ["ALL_PROXY", "HTTPS_PROXY", "all_proxy"])
  func `goes through a SOCKS proxy`(variable: String) async throws {
    var setup = try RegistrySetup()
    let certificates = try await Certificates.make(in: setup.directory, name: "DNS:a.example")
    setup.settings.additionalAuthorities = certificates.authority
    try await StubServer.with(identity: certificates.identity, image.answer) { server in
      try await StubSOCKS.with(destination: server.port) { proxy in
        setup.settings.proxies = try ProxySettings(
          environment: [variable: "socks5://\(proxy.host)"]
        )
        let (_, layers) = try await setup.pull("a.example:\(server.port)/team/app:1")
        #expect(layers == [image.layerBytes])
        #expect(Set(proxy.requests) == ["a.example:\(server.port)"])
      }
    }
  }

  @Test func `says that a SOCKS proxy makes no connection`() async throws {
    var setup = try RegistrySetup()
    let error = try await StubSOCKS.with(destination: 1, refuses: true) { proxy in
      setup.settings.proxies = try ProxySettings(
        environment: ["ALL_PROXY": "socks5://\(proxy.host)"]
      )
      return try await setup.failure("registry.example/team/app:1")
    }
    #expect(error?.code == .unreachable)
    #expect(error?.description.contains("the proxy makes no connection") == true)
  }

  @Test func `says that a proxy wants a login`() async throws {
    var setup = try RegistrySetup()
    let error = try await StubProxy.with(destination: 1, refuses: true) { proxy in
      setup.settings.proxies = try ProxySettings(environment: ["HTTPS_PROXY": proxy.host])
      return try await setup.failure("registry.example/team/app:1")
    }
    #expect(error?.description.contains("the proxy wants a login") == true)
  }

  @Test func `says that nobody listens, after some attempts`() async throws {
    let port = try await StubServer.with(image.answer) { $0.port }
    let setup = try RegistrySetup()
    let error = try await setup.failure("127.0.0.1:\(port)/team/app:1")
    #expect(error?.code == .unreachable)
    #expect(error?.description.contains("Connection refused") == true)
    #expect(setup.pauses.all.count == 3)
  }

  @Test func `says that a server does not answer`() async throws {
    var setup = try RegistrySetup()
    setup.settings.stallTimeout = .seconds(1)
    let answer = StubAnswer(200, "{}").stalling(after: 1)
    let error = try await StubServer.with({ $0.path == "/v2/" ? StubAnswer(200) : answer }) {
      try await setup.failure("\($0.host)/team/app:1")
    }
    #expect(error?.code == .timedOut)
  }
}

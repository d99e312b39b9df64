import Artifacts
import AsyncHTTPClient
import Formats
import Foundation
import Model
import NIOCore
import NIOHTTP1
import NIOSSL
import OCI
import Registry
import RegistryStub
import Subprocess
import Testing

/// Debian's `docker-registry`, run for a test.
struct DockerRegistry {
  enum Guard: String, Sendable, CaseIterable {
    case nobody
    case password
    case token
  }

  let host: String
  let origin: String

  /// Runs a registry for the time of `body`, or skips the test where the program is missing.
  static func with(
    _ kind: Guard,
    identity: StubServer.Identity?,
    tokens: TokenService?,
    in directory: TestDirectory,
    _ body: (DockerRegistry) async throws -> Void
  ) async throws {
    try await runTool("docker-registry", ["--version"])
    let port = try await StubServer.with({ _ in StubAnswer(200) }) { $0.port }
    let configuration = try directory.write(
      "registry.yml",
      self.configuration(kind, port, identity, tokens, directory)
    )
    let scheme = identity == nil ? "http" : "https"
    let registry = DockerRegistry(
      host: "127.0.0.1:\(port)",
      origin: "\(scheme)://127.0.0.1:\(port)"
    )
    _ = try await Subprocess.run(
      .name("docker-registry"),
      arguments: ["serve", configuration],
      input: .none,
      output: .discarded,
      error: .discarded
    ) { execution in
      let result: Result<Void, any Error>
      do {
        try await registry.waitUntilUp(port)
        result = .success(try await body(registry))
      } catch {
        result = .failure(error)
      }
      try execution.send(signal: .kill)
      try result.get()
    }
  }

  private func waitUntilUp(_ port: Int) async throws {
    for _ in 0..<100 {
      do {
        _ = try await Client.run("GET", "\(origin)/v2/")
        return
      } catch {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  private static func configuration(
    _ kind: Guard,
    _ port: Int,
    _ identity: StubServer.Identity?,
    _ tokens: TokenService?,
    _ directory: TestDirectory
  ) throws -> String {
    var text = """
      version: 0.1
      log: {level: error}
      storage: {filesystem: {rootdirectory: \(directory.path)/data}}
      http:
        addr: 127.0.0.1:\(port)

      """
    if let identity {
      text += "  tls: {certificate: \(identity.certificate), key: \(identity.key)}\n"
    }
    switch kind {
    case .nobody: break
    case .password:
      // The password is "open sesame".
      let line = "ali:$2b$04$4.G4FKHFaywmD2bSWtF8dO0sgHVAnAyUHSGjTHzwXvoMGtvcEX/3a\n"
      let path = try directory.write("htpasswd", line)
      text += "auth: {htpasswd: {realm: cave, path: \(path)}}\n"
    case .token:
      guard let tokens else { break }
      text += """
        auth:
          token:
            realm: \(tokens.realm)
            service: cave
            issuer: plimsoll test
            rootcertbundle: \(tokens.certificate)

        """
    }
    return text
  }

  /// Puts an image into it, as the protocol has it.
  func push(_ image: StubImage, authorization: String?) async throws {
    for (digest, blob) in image.blobs {
      let start = try await Client.run(
        "POST",
        "\(origin)/v2/\(image.repository)/blobs/uploads/",
        authorization: authorization
      )
      let location = try #require(start.headers["location"].first)
      let joint = location.contains("?") ? "&" : "?"
      let put = try await Client.run(
        "PUT",
        "\(location)\(joint)digest=\(digest)",
        authorization: authorization,
        type: "application/octet-stream",
        body: blob
      )
      try #require(put.status.code == 201)
    }
    for (name, document) in image.manifests {
      let put = try await Client.run(
        "PUT",
        "\(origin)/v2/\(image.repository)/manifests/\(name)",
        authorization: authorization,
        type: document.type,
        body: document.body
      )
      try #require(put.status.code == 201)
    }
  }
}

/// Sends the requests of a test, trusting anybody.
private enum Client {
  static func run(
    _ method: String,
    _ url: String,
    authorization: String? = nil,
    type: String? = nil,
    body: [UInt8] = []
  ) async throws -> HTTPClientResponse {
    var configuration = HTTPClient.Configuration(certificateVerification: .none)
    configuration.connectionPool.retryConnectionEstablishment = false
    return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
      var request = HTTPClientRequest(url: url)
      request.method = .init(rawValue: method)
      if let authorization { request.headers.add(name: "authorization", value: authorization) }
      if let type { request.headers.add(name: "content-type", value: type) }
      if !body.isEmpty { request.body = .bytes(body) }
      let response = try await client.execute(request, timeout: .seconds(20))
      _ = try await response.body.collect(upTo: 1 << 20)
      return response
    }
  }
}

/// A service that signs tokens which the registry trusts (jwt.md of Distribution).
struct TokenService: Sendable {
  var realm: String
  var certificate: String
  var key: String

  /// A token for everything in a repository.
  func token(_ repository: String, actions: [String]) async throws -> String {
    let pem = try String(contentsOfFile: certificate, encoding: .utf8)
    let chain = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    let now = Int(Date().timeIntervalSince1970)
    let allowed = actions.map { #""\#($0)""# }.joined(separator: ",")
    let head = #"{"typ":"JWT","alg":"RS256","x5c":["\#(chain)"]}"#
    let claims = """
      {"iss":"plimsoll test","sub":"ali","aud":"cave","exp":\(now + 300),"nbf":\(now - 10),\
      "iat":\(now - 10),"jti":"1","access":[{"type":"repository","name":"\(repository)",\
      "actions":[\(allowed)]}]}
      """
    let signed = Self.packed(Array(head.utf8)) + "." + Self.packed(Array(claims.utf8))
    let file = certificate + ".signed"
    try Data(signed.utf8).write(to: URL(filePath: file))
    let signature = try await runTool("openssl", ["dgst", "-sha256", "-sign", key, file])
    return signed + "." + Self.packed(signature)
  }

  private static func packed(_ bytes: [UInt8]) -> String {
    Base64.encode(bytes).replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}

@Suite(.serialized, .timeLimit(.minutes(2))) struct `real registry` {
  private static let login = Base64.encode(Array("ali:open sesame".utf8))

  /// Pushes an image to a registry that wants such a login, and pulls it.
  private func pull(
    _ kind: DockerRegistry.Guard,
    isSecure: Bool,
    hasLogin: Bool
  ) async throws
    -> (result: Result<[[UInt8]], any Error>, expected: [UInt8])
  {
    var setup = try RegistrySetup()
    let image = RegistryTests.image(400_000)
    let certificates = try await Certificates.make(in: setup.directory)
    if isSecure { setup.settings.additionalAuthorities = certificates.authority }
    var result: Result<[[UInt8]], any Error> = .success([])
    let tokens = TokenService(
      realm: "",
      certificate: certificates.identity.certificate,
      key: certificates.identity.key
    )
    let push = try await tokens.token(image.repository, actions: ["push", "pull"])
    let read = try await tokens.token(image.repository, actions: ["pull"])
    try await StubServer.with({ request in
      request.authorization == "Basic \(Self.login)"
        ? StubAnswer(200, #"{"token":"\#(read)"}"#) : StubAnswer(401, "{}")
    }) { service in
      var tokens = tokens
      tokens.realm = "\(service.origin)/token"
      try await DockerRegistry.with(
        kind,
        identity: isSecure ? certificates.identity : nil,
        tokens: tokens,
        in: setup.directory
      ) { registry in
        let pushing = [.password: "Basic \(Self.login)", .token: "Bearer \(push)"][kind]
        try await registry.push(image, authorization: pushing)
        if hasLogin {
          let entry = #"{"auths":{"\#(registry.host)":{"auth":"\#(Self.login)"}}}"#
          try setup.directory.write(".docker/config.json", entry)
        }
        do {
          result = .success(try await setup.pull("\(registry.host)/team/app:1").layers)
        } catch {
          result = .failure(error)
        }
      }
    }
    return (result, image.layerBytes)
  }

  @Test(arguments: DockerRegistry.Guard.allCases, [false, true])
  func `gives an image`(kind: DockerRegistry.Guard, isSecure: Bool) async throws {
    let (result, expected) = try await pull(kind, isSecure: isSecure, hasLogin: kind != .nobody)
    let layers = try result.get()
    #expect(layers == [expected])
  }

  @Test(arguments: DockerRegistry.Guard.allCases, [false, true])
  func `takes what is sent`(kind: DockerRegistry.Guard, isSecure: Bool) async throws {
    let (large, small) = (noise(mebibytes: 20), noise(1000))
    let manifest = ImageManifest(
      artifactType: "application/vnd.example",
      layers: [Descriptor(of: large), Descriptor(of: small)],
      annotations: [:]
    ).json
    try await push(kind, isSecure: isSecure) { client in
      for blob in [MediaType.emptyDocument, large, small] {
        #expect(try await client.upload(blob, called: "a layer"))
        #expect(try await !client.upload(blob, called: "a layer"))
      }
      let digest = try await client.put(manifest, type: .ociManifest, as: "1")
      let stored = try await client.manifest(digest.description)
      #expect(stored.bytes == manifest)
      let source = try await client.blob(Descriptor(of: large), index: 0)
      #expect(try await readOnThread(source).get() == large)
    }
  }

  /// Hands out a client that may push.
  private func push(
    _ kind: DockerRegistry.Guard,
    isSecure: Bool,
    _ body: (RegistryClient) async throws -> Void
  ) async throws {
    var setup = try RegistrySetup()
    let certificates = try await Certificates.make(in: setup.directory)
    if isSecure { setup.settings.additionalAuthorities = certificates.authority }
    let identity = certificates.identity
    var tokens = TokenService(realm: "", certificate: identity.certificate, key: identity.key)
    let token = try await tokens.token("team/app", actions: ["push", "pull"])
    try await StubServer.with({ _ in StubAnswer(200, #"{"token":"\#(token)"}"#) }) { service in
      tokens.realm = "\(service.origin)/token"
      try await DockerRegistry.with(
        kind,
        identity: isSecure ? identity : nil,
        tokens: tokens,
        in: setup.directory
      ) { registry in
        let entry = #"{"auths":{"\#(registry.host)":{"auth":"\#(Self.login)"}}}"#
        try setup.directory.write(".docker/config.json", entry)
        try await setup.withClient("\(registry.host)/team/app:1", access: .push, body)
      }
    }
  }

  @Test(arguments: [DockerRegistry.Guard.password, .token])
  func `refuses who has no login`(kind: DockerRegistry.Guard) async throws {
    let (result, _) = try await pull(kind, isSecure: false, hasLogin: false)
    let error = #expect(throws: RegistryError.self) { try result.get() }
    #expect(error?.code == .unauthorized)
  }
}

extension Descriptor {
  fileprivate init(of bytes: [UInt8]) {
    self.init(
      mediaType: MediaType(rawValue: "application/octet-stream"),
      digest: SHA256.digest(of: bytes.span),
      size: Int64(bytes.count)
    )
  }
}

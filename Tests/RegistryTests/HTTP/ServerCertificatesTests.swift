import Foundation
import Registry
import RegistryStub
import Testing

/// A server whose certificate no system trusts, and folders with what is kept for it.
private struct CertificateSetup {
  var setup: RegistrySetup
  var certificates: Certificates
  let image = RegistryTests.image()

  init(wantsIdentity: Bool = false) async throws {
    setup = try RegistrySetup()
    certificates = try await Certificates.make(in: setup.directory)
    if wantsIdentity { certificates.identity.clientAuthority = certificates.authority }
    setup.settings.certificates = ServerCertificates(
      folders: ["\(setup.directory.path)/own", "\(setup.directory.path)/docker"],
      hostFolders: ["\(setup.directory.path)/containerd"]
    )
  }

  func keep(_ file: String, as name: String) throws {
    try setup.directory.write(name, try String(contentsOfFile: file, encoding: .utf8))
  }

  func keepIdentity(in folder: String) throws {
    try keep(certificates.identity.certificate, as: "\(folder)/client.cert")
    try keep(certificates.identity.key, as: "\(folder)/client.key")
  }

  /// - Parameter keeping: what lies there for the server, which is called `HOST:PORT`.
  func failure(
    _ keeping: (CertificateSetup, String) throws -> Void
  ) async throws -> RegistryError? {
    try await StubServer.with(identity: certificates.identity, image.answer) { server in
      try keeping(self, server.host)
      return try await setup.failure("\(server.host)/team/app:1")
    }
  }
}

@Suite(.timeLimit(.minutes(2))) struct `certificates of a server` {
  @Test(arguments: ["own", "docker", "containerd"], ["ca.crt", "company.crt"])
  func `lie in its folder`(folder: String, name: String) async throws {
    let error = try await CertificateSetup().failure { setup, host in
      try setup.keep(setup.certificates.authority, as: "\(folder)/\(host)/\(name)")
    }
    #expect(error == nil)
  }

  @Test(arguments: ["127.0.0.1", "127.0.0.1:1", "_default"])
  func `are of no other server`(name: String) async throws {
    let error = try await CertificateSetup().failure { setup, _ in
      try setup.keep(setup.certificates.authority, as: "docker/\(name)/ca.crt")
    }
    #expect(error?.code == .untrusted)
    #expect(error?.description.contains("/etc/docker/certs.d/127.0.0.1:") == true)
  }

  @Test func `say who we are`() async throws {
    let setup = try await CertificateSetup(wantsIdentity: true)
    let refused = try await setup.failure { setup, host in
      try setup.keep(setup.certificates.authority, as: "docker/\(host)/ca.crt")
    }
    #expect(refused != nil)
    let welcome = try await setup.failure { setup, host in
      try setup.keep(setup.certificates.authority, as: "docker/\(host)/ca.crt")
      try setup.keepIdentity(in: "docker/\(host)")
    }
    #expect(welcome == nil)
  }

  @Test(arguments: [
    "ca = \"ca.pem\"\nclient = [[\"client.cert\", \"client.key\"]]",
    "[host.\"https://HOST\"]\nca = [\"ca.pem\"]\nclient = [[\"client.cert\", \"client.key\"]]",
    "ca = \"ca.pem\"\n[host.\"HOST\"]\nclient = \"both.pem\"",
  ])
  func `are named as containerd has them`(text: String) async throws {
    let setup = try await CertificateSetup(wantsIdentity: true)
    let error = try await setup.failure { setup, host in
      let folder = "containerd/\(host)"
      try setup.keep(setup.certificates.authority, as: "\(folder)/ca.pem")
      try setup.keepIdentity(in: folder)
      let pair = [setup.certificates.identity.certificate, setup.certificates.identity.key]
      let both = try pair.map { try String(contentsOfFile: $0, encoding: .utf8) }
      try setup.setup.directory.write("\(folder)/both.pem", both.joined())
      let text = text.replacingOccurrences(of: "HOST", with: host)
      try setup.setup.directory.write("\(folder)/hosts.toml", text)
    }
    #expect(error == nil)
  }

  @Test(arguments: [
    ("docker/HOST/ca.crt", "nothing", "ca.crt"), ("docker/HOST/a.cert", "x", "without a.key"),
    ("containerd/HOST/hosts.toml", "ca = [", "is not TOML"),
    ("containerd/HOST/hosts.toml", "ca = \"none.pem\"", "none.pem"),
    ("containerd/_default/hosts.toml", "client = \"none.pem\"", "none.pem"),
  ])
  func `are told of where they cannot be used`(
    name: String,
    text: String,
    complaint: String
  ) async throws {
    let error = try await CertificateSetup().failure { setup, host in
      try setup.setup.directory.write(name.replacingOccurrences(of: "HOST", with: host), text)
    }
    #expect(error?.code == .configuration)
    #expect(error?.description.contains(complaint) == true)
  }

  @Test func `lie where others look for them`() {
    let found = ServerCertificates(environment: ["HOME": "/home/ali"])
    #expect(found.folders.first == "/home/ali/.config/containers/certs.d")
    #expect(found.folders.last == "/etc/docker/certs.d")
    #expect(ServerCertificates(environment: [:]).folders.first == "/etc/containers/certs.d")
  }
}

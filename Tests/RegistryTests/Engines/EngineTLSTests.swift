import Model
import RegistryStub
import Testing

@testable import Registry

@Suite(.timeLimit(.minutes(2))) struct `engine over TLS` {
  /// What an engine with a certificate, or without one, answers to a client with these keys.
  private func inspect(
    keys: String?,
    identity: StubServer.Identity?
  ) async throws -> Result<EngineImage, EngineError> {
    try await StubServer.with(
      identity: identity,
      { _ in StubAnswer(200, Inspections.docker) }
    ) { server in
      let tls = keys.map { EngineTLSFiles(directory: $0) }
      let endpoint = EngineEndpoint.tcp(host: "127.0.0.1", port: server.port, tls: tls)
      do {
        return .success(
          try await EngineClient.connected(to: .docker, at: endpoint, limits: .standard) {
            try await $0.inspect(EngineImageName("a:1"), for: nil)
          }
        )
      } catch let error as EngineError {
        return .failure(error)
      }
    }
  }

  /// A folder as `DOCKER_CERT_PATH` names it.
  private func keys(_ certificates: Certificates) async throws -> TestDirectory {
    let folder = try TestDirectory()
    for (name, source) in [
      ("ca.pem", certificates.authority), ("cert.pem", certificates.identity.certificate),
      ("key.pem", certificates.identity.key),
    ] {
      try await runTool("cp", [source, "\(folder.path)/\(name)"])
    }
    return folder
  }

  @Test func `trusts the authority it was given, and no other`() async throws {
    let place = try TestDirectory()
    let otherPlace = try TestDirectory()
    let certificates = try await Certificates.make(in: place)
    let keys = try await keys(certificates)
    let otherKeys = try await self.keys(Certificates.make(in: otherPlace))
    let identity = certificates.identity
    #expect(try await inspect(keys: keys.path, identity: identity).get().tags == ["a:1", "b:2"])
    let refused = try await inspect(keys: otherKeys.path, identity: identity)
    let error = #expect(throws: EngineError.self) { try refused.get() }
    #expect(error?.code == .denied)
    #expect(error?.cause.contains("ca.pem") == true)
  }

  @Test func `is not plain`() async throws {
    let place = try TestDirectory()
    let keys = try await keys(Certificates.make(in: place))
    let answer = try await inspect(keys: keys.path, identity: nil)
    let error = #expect(throws: EngineError.self) { try answer.get() }
    #expect(error?.code == .malformed)
    #expect(error?.cause.contains("does not speak TLS") == true)
  }

  @Test func `needs its keys`() async throws {
    let answer = try await inspect(keys: "/nonexistent", identity: nil)
    let error = #expect(throws: EngineError.self) { try answer.get() }
    #expect(error?.code == .denied)
    #expect(error?.cause.contains("DOCKER_CERT_PATH") == true)
  }

  @Test func `is not needed`() async throws {
    #expect(try await inspect(keys: nil, identity: nil).get().tags == ["a:1", "b:2"])
  }
}

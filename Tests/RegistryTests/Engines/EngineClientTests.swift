import AsyncHTTPClient
import Formats
import Glibc
import Model
import NIOCore
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite(.timeLimit(.minutes(1))) struct `engine client` {
  private func ask<Value>(
    version: String = "1.41",
    _ responder: @escaping EngineStub.Responder,
    _ body: (EngineClient, EngineStub) async throws -> Value
  ) async throws -> Value {
    let ping = EngineStub.answer("OK", headers: ["Api-Version: \(version)"])
    return try await EngineStub.with({ $0 == "/_ping" ? ping : responder($0) }) { stub in
      let endpoint = EngineEndpoint.unix(path: stub.socketPath)
      return try await EngineClient.connected(to: .docker, at: endpoint, limits: .standard) {
        try await body($0, stub)
      }
    }
  }

  /// The error that an answer to an inspection becomes.
  private func refusal(_ answer: [UInt8], for wanted: Platform? = nil) async throws -> EngineError {
    try await ask({ _ in answer }) { client, _ in
      try #require(
        await #expect(throws: EngineError.self) {
          _ = try await client.inspect(EngineImageName("a:1"), for: wanted)
        }
      )
    }
  }

  @Test func `inspects an image by the version the engine speaks`() async throws {
    try await ask({ _ in EngineStub.answer(Inspections.docker) }) { client, stub in
      let image = try await client.inspect(EngineImageName("docker.io/library/a:1"), for: nil)
      #expect(image.tags == ["a:1", "b:2"])
      #expect(stub.paths == ["/_ping", "/v1.41/images/docker.io/library/a:1/json"])
    }
  }

  @Test(arguments: [
    ("1.48", nil, "?manifests=1"),
    ("1.48", Platform.linuxAMD64, "?manifests=1"),
    ("1.49", nil, "?manifests=1"),
    ("1.49", Platform.linuxAMD64, "?platform=%7B%22os%22%3A%22linux%22%2C%22architecture%22"),
  ])
  func `asks newer engines for more`(
    version: String,
    wanted: Platform?,
    query: String
  ) async throws {
    try await ask(version: version, { _ in EngineStub.answer(Inspections.index) }) { client, stub in
      _ = try await client.inspect(EngineImageName("a:1"), for: wanted)
      #expect(stub.paths.last?.hasPrefix("/v\(version)/images/a:1/json" + query) == true)
    }
  }

  @Test func `says that there is no such image`() async throws {
    let answer = EngineStub.answer(#"{"message":"No such image: a:1"}"#, status: 404)
    let error = try await refusal(answer)
    #expect(error.code == .noSuchImage)
    #expect("\(error)".contains("docker pull a:1"))
    #expect(error.leavesOthersToAsk)
  }

  @Test func `says what another platform's image is for`() async throws {
    let error = try await refusal(EngineStub.answer(Inspections.docker), for: .linuxAMD64)
    #expect(error.code == .otherPlatform)
    #expect(error.cause.contains("linux/arm64, not for linux/amd64"))
    #expect(error.cause.contains("docker pull --platform linux/amd64 a:1"))
  }

  @Test func `repeats what the engine complains of`() async throws {
    let error = try await refusal(EngineStub.answer(#"{"message":"disk on fire"}"#, status: 500))
    #expect(error.code == .refused)
    #expect(error.cause.contains("disk on fire"))
    let plain = try await refusal(EngineStub.answer("use\u{1B}[1m TLS", status: 400))
    #expect(plain.code == .refused)
    #expect(plain.cause.hasSuffix("answered 400 to a:1: use [1m TLS"))
  }

  @Test(arguments: ["<html>", "", "{", "[1]", "null"])
  func `knows an answer of something else`(body: String) async throws {
    #expect(try await refusal(EngineStub.answer(body)).code == .malformed)
  }

  @Test func `says that nothing is there`() async throws {
    let folder = try TemporaryFolder()
    let error = try await #require(throws: EngineError.self) {
      try await EngineClient.connected(
        to: .docker,
        at: .unix(path: folder.path + "/none.sock"),
        limits: .standard
      ) { _ in }
    }
    #expect(error.code == .noSocket)
    #expect(error.cause.contains("DOCKER_HOST"))
  }

  @Test(arguments: [
    (EACCES, EngineError.Code.denied), (ENOENT, .noSocket), (ECONNREFUSED, .notRunning),
    (EIO, .interrupted),
  ])
  func `knows what the system says`(number: Int32, code: EngineError.Code) {
    let failure = IOError(errnoCode: number, reason: "connect")
    for engine in EngineKind.allCases {
      let error = EngineError.connecting(to: .unix(path: "/s"), of: engine, failure)
      #expect(error.code == code)
      #expect("\(error)".contains("/s"))
    }
  }
}

@Suite(.timeLimit(.minutes(1))) struct `engine export` {
  /// Reads an image's archive to its end.
  private func export(_ answer: [UInt8]) async throws -> [UInt8] {
    try await EngineStub.with({ path in
      path.hasSuffix("/get") ? answer : EngineStub.answer(Inspections.docker)
    }) { stub in
      let endpoint = EngineEndpoint.unix(path: stub.socketPath)
      return try await EngineClient.connected(to: .docker, at: endpoint, limits: .standard) {
        let name = try EngineImageName("a:1")
        let image = try await $0.inspect(name, for: nil)
        return try await read(try await $0.export(name, image))
      }
    }
  }

  /// Reads on a thread that may block.
  private func read(_ source: sending any ByteSource) async throws -> [UInt8] {
    let box = SourceBox(source)
    return try await onBlockingThread { try readAll(box.source) }
  }

  @Test func `comes in whatever pieces`() async throws {
    let pieces = (1...300).map { [UInt8](repeating: UInt8($0 & 255), count: $0 * 37) }
    #expect(try await export(EngineStub.chunked(pieces)) == pieces.flatMap(\.self))
  }

  @Test func `of nothing is empty`() async throws {
    #expect(try await export(EngineStub.chunked([])).isEmpty)
  }

  @Test func `that breaks off is never a short one`() async throws {
    let pieces = [[UInt8]](repeating: [UInt8](repeating: 1, count: 1 << 20), count: 3)
    let error = await #expect(throws: ByteSourceError.self) {
      try await export(EngineStub.chunked(pieces, isWhole: false))
    }
    guard case .unreadable(let text) = error else {
      Issue.record("another error: \(error as Any)")
      return
    }
    #expect(text.contains("broke off"))
  }

  @Test func `that is refused says so`() async throws {
    let error = await #expect(throws: EngineError.self) {
      try await export(EngineStub.answer("{}", status: 404))
    }
    #expect(error?.code == .noSuchImage)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `response buffer` {
  @Test func `holds the sender back and lets it go again`() async throws {
    let socket = try await SlowReader.run(size: 64 << 20)
    #expect(socket.sentBeforeReading < 16 << 20)
    #expect(socket.received == 64 << 20)
  }

  @Test func `ends the transfer when it is dropped`() async throws {
    #expect(try await SlowReader.dropped(size: 256 << 20) < 64 << 20)
  }
}

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import Registry

/// Runs a suite with real engines that hold the test image, in private network namespaces; those
/// that `scripts/engines` started before are used where `PLIMSOLL_TEST_ENGINES` names their folder.
struct RealEngines: SuiteTrait, TestScoping {
  /// The engines of the running suite, or why there are none.
  @TaskLocal static var current: Result<RealEngines, Missing> = .failure(
    Missing(reason: "needs the suite's trait")
  )

  struct Missing: Error {
    var reason: String
  }

  /// Where the sockets are.
  var folder = ""

  func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    if let given = ProcessInfo.processInfo.environment["PLIMSOLL_TEST_ENGINES"] {
      return try await Self(folder: given).run(function)
    }
    guard geteuid() == 0 else {
      let missing = Missing(reason: "needs root to start engines")
      return try await Self.$current.withValue(.failure(missing), operation: function)
    }
    let folder = "/tmp/plimsoll-engines-\(getpid())"
    let result: Result<Void, any Error>
    do {
      try await Self.command(Self.script, ["up", folder])
      result = .success(try await Self(folder: folder).run(function))
    } catch {
      result = .failure(error)
    }
    try await Self.command(Self.script, ["down", folder])
    try result.get()
  }

  /// Gives the test image to each engine, and runs the suite.
  private func run(_ function: @concurrent @Sendable () async throws -> Void) async throws {
    let archive = folder + "/test-image.tar"
    try Data(TestImage.archive).write(to: URL(filePath: archive))
    for engine in [EngineKind.docker, .podman] where has(engine) {
      try await load(TestImage.archive, into: engine)
    }
    if has(.containerd) {
      try await ctr(["images", "import", archive])
    }
    try await Self.$current.withValue(.success(self), operation: function)
  }

  /// The engines of the suite; cancels the test where this one is missing.
  static func require(_ engine: EngineKind) throws -> RealEngines {
    switch current {
    case .failure(let missing): try skip("\(missing.reason)")
    case .success(let engines):
      guard engines.has(engine) else { try skip("needs \(engine)") }
      return engines
    }
  }

  func endpoint(_ engine: EngineKind) -> EngineEndpoint { .unix(path: socket(engine)) }

  func ctr(_ arguments: [String]) async throws {
    try await Self.command("/usr/bin/ctr", ["-a", socket(.containerd)] + arguments)
  }

  private func socket(_ engine: EngineKind) -> String { "\(folder)/\(engine.rawValue).sock" }

  private func has(_ engine: EngineKind) -> Bool {
    FileManager.default.fileExists(atPath: socket(engine))
  }

  private func load(_ archive: [UInt8], into engine: EngineKind) async throws {
    let client = HTTPClient()
    let path = percentEncoded(socket(engine), keeping: [])
    var request = HTTPClientRequest(url: "http+unix://\(path)/images/load")
    request.method = .POST
    request.headers = ["Host": "localhost", "Content-Type": "application/x-tar"]
    request.body = .bytes(ByteBuffer(bytes: archive))
    let result: Result<String, any Error>
    do {
      let answer = try await client.execute(request, timeout: .seconds(60))
      let body = try await answer.body.collect(upTo: 1 << 20)
      result = .success(String(buffer: body))
    } catch {
      result = .failure(error)
    }
    try await client.shutdown()
    guard try result.get().contains("Loaded image") else {
      throw Missing(reason: "\(engine) does not take the test image: \(try result.get())")
    }
  }

  private static let script = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "scripts/engines").path

  private static func command(_ program: String, _ arguments: [String]) async throws {
    try await onBlockingThread {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = arguments
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw Missing(reason: "\(program) \(arguments.joined(separator: " ")) failed")
      }
    }
  }
}

extension SuiteTrait where Self == RealEngines {
  /// Real engines that hold the test image.
  static var realEngines: RealEngines { RealEngines() }
}

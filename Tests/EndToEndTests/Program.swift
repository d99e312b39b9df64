import Foundation
import TestSupport
import Testing

/// The built program, run as a user would run it, in a folder of its own.
struct Program {
  /// How a run ended.
  struct Outcome {
    var code: Int32
    var output: [UInt8]
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  let folder: ScratchFolder
  /// The whole environment of a run: nothing of the machine's own gets in.
  var environment: [String: String]

  init() throws {
    folder = try ScratchFolder()
    environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
  }

  /// Where `swift build` put the program: beside the tests, which are running.
  static let location: URL = {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: "plimsoll")
  }()

  func process(_ arguments: [String]) throws -> Process {
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.location.path),
      "no program at \(Self.location.path)"
    )
    let process = Process()
    process.executableURL = Self.location
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program to its end.
  func run(_ arguments: String..., input: [UInt8]? = nil) async throws -> Outcome {
    try await run(arguments, input: input)
  }

  func run(_ arguments: [String], input: [UInt8]? = nil) async throws -> Outcome {
    let name = UUID().uuidString
    let process = try process(arguments)
    if let input {
      process.standardInput = try FileHandle(
        forReadingFrom: URL(filePath: try folder.write("\(name).in", input))
      )
    }
    // Files, not pipes: a pipe that nobody empties would hold the program up.
    let output = try FileHandle(forWritingTo: URL(filePath: try folder.write("\(name).out", "")))
    let errors = try FileHandle(forWritingTo: URL(filePath: try folder.write("\(name).err", "")))
    process.standardOutput = output
    process.standardError = errors
    let code = try await finish(process)
    return Outcome(
      code: code,
      output: try folder.read("\(name).out"),
      errors: String(decoding: try folder.read("\(name).err"), as: UTF8.self)
    )
  }

  /// Starts a process and waits for its end; a crash gives its signal, negative.
  func finish(_ process: Process) async throws -> Int32 {
    try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { ended in
        let code = ended.terminationStatus
        continuation.resume(returning: ended.terminationReason == .exit ? code : -code)
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
  }

  /// Runs the program and gives its output, which must have come without a complaint.
  func output(
    _ arguments: String...,
    input: [UInt8]? = nil,
    location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let outcome = try await run(arguments, input: input)
    #expect(outcome.code == 0, sourceLocation: location)
    #expect(outcome.errors == "", sourceLocation: location)
    return outcome.text
  }
}

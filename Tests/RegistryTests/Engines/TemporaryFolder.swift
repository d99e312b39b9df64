import Foundation

/// A folder with a path short enough for sockets, gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = "/tmp/plimsoll-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    // What cannot be removed is left to the system.
    try? FileManager.default.removeItem(atPath: path)
  }
}

package import Foundation

/// A folder for one test, removed with everything in it when the test lets go of it.
package final class ScratchFolder: Sendable {
  package let url: URL

  package init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "plimsoll-test-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    self.url = url
  }

  deinit {
    // What cannot be removed is left to the system's own cleaning of temporary files.
    try? FileManager.default.removeItem(at: url)
  }

  package var path: String { url.path }

  /// The path of something in the folder, there or not.
  package func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file, the folders above it included; gives its path.
  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8], mode: Int = 0o644) throws -> String {
    let file = url.appending(path: name)
    let manager = FileManager.default
    try manager.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
    try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    return file.path
  }

  @discardableResult
  package func write(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    try write(name, Array(text.utf8), mode: mode)
  }

  /// The bytes of a file.
  package func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appending(path: name)))
  }

  /// The paths of all files below, sorted.
  package func listing() -> [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String }
    return (names ?? []).sorted()
  }
}

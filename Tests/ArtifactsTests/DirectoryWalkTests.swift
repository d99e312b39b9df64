import Analysis
import Artifacts
import Foundation
import Model
import Testing

@Suite struct `directory walk` {
  private let root = FileManager.default.temporaryDirectory
    .appending(path: "plimsoll-walk-\(UUID().uuidString)")

  private func write(_ path: String, _ text: String, mode: Int = 0o644) throws {
    let url = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }

  private func walk(_ exclusions: WalkExclusions = .sourceTree()) throws -> LayerInventory {
    let index = FileIndex(view: .both, limits: .standard)
    return try DirectoryWalk(
      root: root.path,
      index: index,
      limits: .standard,
      exclusions: exclusions
    ).run()
  }

  private func paths(_ layer: LayerInventory) -> [String] {
    var all: [String] = []
    var cursor = layer.entries.makeCursor()
    while let entry = cursor.next() { all.append(entry.pathText) }
    return all
  }

  @Test func `lists files in one order and stays inside`() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try write("b/two", "2")
    try write("a", "1")
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path: "up").path,
      withDestinationPath: "/etc"
    )
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path: "b/loop").path,
      withDestinationPath: ".."
    )
    #expect(paths(try walk()) == ["a", "b", "b/loop", "b/two", "up"])
  }

  @Test func `leaves out what is excluded, and says so where the user asked for it`() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try write(".git/config", "")
    try write("node_modules/x/package.json", "{}")
    try write("secret/file", "")
    let layer = try walk(.sourceTree(besides: ["secret"]))
    #expect(paths(layer) == [".git", "node_modules", "secret"])
    #expect(layer.gaps.map(\.path) == ["secret"])
  }

  @Test func `hashes scripts that may be run`() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try write("run", "#!/bin/sh\n", mode: 0o755)
    try write("notes", "#!/bin/sh\n")
    #expect(try walk().facts.keys.sorted() == ["run"])
  }

  @Test func `says that a root is missing`() {
    #expect(throws: (any Error).self) { try walk() }
  }

  @Test func `is not held up by a pipe`() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try write("a", "1")
    let made = unsafe mkfifo(root.appending(path: "pipe.so").path, 0o755)
    #expect(made == 0)
    #expect(paths(try walk()) == ["a", "pipe.so"])
  }
}

package import Foundation

/// The bytes of a file in the folder of shared fixtures, which lies beside the package or where
/// `PLIMSOLL_SHARED` says; `nil` on a machine that has no such folder.
package func sharedFixture(_ path: String) -> [UInt8]? {
  // A missing folder is an answer here, not a failure.
  (try? Data(contentsOf: sharedRoot.appending(path: path))).map { [UInt8]($0) }
}

/// A folder in the folder of shared fixtures; `nil` on a machine that has none.
package func sharedFolder(_ path: String) -> URL? {
  let folder = sharedRoot.appending(path: path)
  // What is no folder cannot be listed.
  let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
  return names == nil ? nil : folder
}

private var sharedRoot: URL {
  let given = ProcessInfo.processInfo.environment["PLIMSOLL_SHARED"]
  let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
  return given.map { URL(filePath: $0) } ?? beside
}

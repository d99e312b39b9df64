import Foundation

/// The bytes of a file in the folder of shared fixtures, which lies beside the package or where
/// `PLIMSOLL_SHARED` says; `nil` on a machine that has no such folder.
package func sharedFixture(_ path: String) -> [UInt8]? {
  let given = ProcessInfo.processInfo.environment["PLIMSOLL_SHARED"]
  let beside = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
  let folder = given.map { URL(filePath: $0) } ?? beside
  // A missing folder is an answer here, not a failure.
  return (try? Data(contentsOf: folder.appending(path: path))).map { [UInt8]($0) }
}

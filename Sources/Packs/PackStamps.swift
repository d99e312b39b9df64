import Artifacts
import Glibc
import Model

/// Which files were hashed and found right, by what the system says of them.
///
/// A pack is hashed when it is first used, and again whenever its size, times or place on the disk
/// are others than then. `plimsoll data verify` hashes all of them in any case.
struct PackStamps {
  private let folder: PackFolder
  private var known: Set<String>

  init(folder: PackFolder) {
    self.folder = folder
    let text = (try? folder.contents(of: "\(folder.path)/.verified")) ?? []
    known = Set(String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  mutating func verify(_ entry: PackManifest.Entry, at path: String) throws(PackError) {
    let stamp = try Self.stamp(entry, path)
    if known.contains(stamp) { return }
    try Self.check(entry, at: path)
    known.insert(stamp)
    let lines = known.filter { line in
      // Of each pack the last stamp only.
      line == stamp || !line.hasPrefix("\(entry.file) ")
    }
    known = lines
    // A folder that cannot be written to costs the time of hashing again.
    try? folder.write(Array(lines.sorted().joined(separator: "\n").utf8), as: ".verified")
  }

  /// Hashes a pack.
  static func check(_ entry: PackManifest.Entry, at path: String) throws(PackError) {
    let (digest, size) = try fileDigest(path)
    guard size == entry.size, digest == entry.digest else {
      throw PackError(
        path,
        "the pack is damaged: its content is not what the signed manifest says; "
          + "build or import the data again"
      )
    }
  }

  private static func stamp(_ entry: PackManifest.Entry, _ path: String) throws(PackError) -> String
  {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw PackError(path, "the pack is missing: \(systemMessage(errno))")
    }
    let times =
      "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)"
    return
      "\(entry.file) \(entry.digest) \(status.st_size) \(status.st_dev) \(status.st_ino) \(times)"
  }
}

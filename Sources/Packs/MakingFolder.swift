import Artifacts
import Formats
import Glibc
import Model

/// A folder for packs that are not whole yet, removed with all that is in it.
final class MakingFolder {
  let path: String

  init(in parent: String) throws(PackError) {
    Self.removeAbandoned(in: parent)
    path = "\(parent)/.making-\(getpid())-\(UInt32.random(in: .min ... .max))"
    guard unsafe mkdir(path, 0o700) == 0 else {
      throw PackError(path, systemMessage(errno))
    }
  }

  deinit { Self.remove(path) }

  /// What a run that was ended from outside left behind.
  private static func removeAbandoned(in parent: String) {
    for name in (directoryNames(parent) ?? []) where name.hasPrefix(".making-") {
      let owner = name.split(separator: "-").dropFirst().first.flatMap { Int32($0) }
      guard let owner, kill(owner, 0) != 0, errno == ESRCH else { continue }
      remove("\(parent)/\(name)")
    }
  }

  private static func remove(_ path: String) {
    for name in (directoryNames(path) ?? []) {
      _ = unsafe unlink("\(path)/\(name)")
    }
    _ = unsafe rmdir(path)
  }
}

/// The digest and size of a file.
func fileDigest(_ path: String) throws(PackError) -> (digest: Digest, size: Int64) {
  do throws(ByteSourceError) {
    let source = try FileSource(path: path)
    var hash = SHA256()
    var size: Int64 = 0
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var window = piece.mutableSpan
      let count = try source.read(into: &window)
      guard count > 0 else { return (hash.finish(), size) }
      hash.update(piece.span.extracting(0..<count))
      size += Int64(count)
    }
  } catch {
    throw PackError(path, error.text)
  }
}

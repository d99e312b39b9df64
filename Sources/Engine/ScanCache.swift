package import Analysis
import Artifacts
import Formats
import Glibc
package import Model

/// Layer inventories kept by content, so that a layer is walked once in its life.
///
/// A file a layer, named by the hash of everything that decides its contents. Writers make a
/// nameless file and link it in when it is whole, so any number of runs may share a cache, and an
/// interrupted one leaves nothing behind. The least recently used entries go when it grows
/// beyond its bound.
package struct ScanCache: Sendable {
  private let directory: String
  private let bound: Int64

  /// - Parameters:
  ///   - directory: made when first written to.
  ///   - bound: the size in bytes the cache is trimmed to.
  package init(directory: String, bound: Int64) {
    self.directory = directory
    self.bound = bound
  }

  /// The name of a layer's entry: what the layer is, who looked at it, and how much of it.
  package static func key(layer: Digest, analyzers: String, limits: Limits) -> String {
    let text = "1\n\(layer)\n\(analyzers)\n\(limits)"
    return SHA256.digest(of: Array(text.utf8).span).hex
  }

  /// The entry, or `nil` where there is none or it is damaged.
  package func inventory(for key: String) -> LayerInventory? {
    guard let file = CacheFile(reading: path(of: key)) else { return nil }
    // Marks the entry as used; a cache on a read-only disk simply keeps its order.
    _ = futimens(file.number, nil)
    guard let bytes = file.contents() else { return nil }
    guard let inventory = LayerInventory(encoded: bytes) else {
      _ = unsafe unlink(path(of: key))
      return nil
    }
    return inventory
  }

  /// Stores an entry.
  ///
  /// A cache that cannot be written to is no reason to fail: the answer says why, and the work
  /// goes on.
  package func store(_ inventory: LayerInventory, for key: String) -> String? {
    let target = path(of: key)
    // 0700: an inventory tells what somebody runs.
    guard makeDirectories(directory, mode: 0o700) else {
      return "\(directory): \(systemMessage(errno))"
    }
    let bytes = inventory.encoded()
    guard let file = NewFile(in: directory, mode: 0o600) else {
      return "\(directory): \(systemMessage(errno))"
    }
    guard file.write(bytes), file.publish(as: target, replacing: false) else {
      return "\(target): \(systemMessage(errno))"
    }
    trim()
    return nil
  }

  /// How many entries there are, and their bytes.
  package func status() -> (entries: Int, bytes: Int64) {
    let found = entries()
    return (found.count, found.reduce(0) { $0 + $1.size })
  }

  /// Removes every entry; gives how many there were.
  package func clear() -> Int {
    let found = entries()
    for entry in found { _ = unsafe unlink("\(directory)/\(entry.name)") }
    return found.count
  }

  private func path(of key: String) -> String { "\(directory)/\(key).layer" }

  private func trim() {
    var found = entries()
    var total = found.reduce(0) { $0 + $1.size }
    guard total > bound else { return }
    // To nine tenths, so that not every run has to trim.
    found.sort { ($0.used, $0.name) < ($1.used, $1.name) }
    for entry in found where total > bound / 10 * 9 {
      if unsafe unlink("\(directory)/\(entry.name)") == 0 { total -= entry.size }
    }
  }

  private struct Entry {
    var name: String
    var size: Int64
    var used: Int
  }

  private func entries() -> [Entry] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var found: [Entry] = []
    // SAFETY: the entry is valid until the next call, and its name ends in a NUL.
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".layer") else { continue }
      var status = stat()
      guard unsafe lstat("\(directory)/\(name)", &status) == 0 else { continue }
      found.append(
        Entry(name: name, size: Int64(status.st_size), used: Int(status.st_mtim.tv_sec))
      )
    }
    return found
  }
}

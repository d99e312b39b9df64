import Formats

/// A path by its hash: what ownership lists are kept as, since an image has some hundred thousand
/// of them.
///
/// The first 64 bits of SHA-256, so that nobody can make a file pass for one that a package owns
/// by choosing its name; making one costs 2^64 hashes.
package struct PathKey: Hashable, Sendable, Comparable {
  package let value: UInt64

  package init(value: UInt64) { self.value = value }

  /// Hashes a normalised path, without its leading slash.
  package init(_ path: some StringProtocol) {
    var text = String(path)
    value = text.withUTF8 { buffer in
      unsafe SHA256.firstWord(of: buffer.span)
    }
  }

  /// Hashes a path given as bytes, without its leading slash.
  package init(bytes: Span<UInt8>) { value = SHA256.firstWord(of: bytes) }

  package static func < (left: PathKey, right: PathKey) -> Bool { left.value < right.value }
}

package import Model

/// Holds bytes, as they pass, against the digest and the size that were promised for them.
package struct DigestCheck: ~Copyable {
  private let expected: Digest?
  private let expectedSize: Int64?
  private let what: String
  private var hash: ContentHash
  /// Bytes passed so far.
  package private(set) var count: Int64 = 0

  /// - Parameters:
  ///   - expected: their digest, when one was promised; a weak one fails the check at its end.
  ///   - kind: the kind of digest to find out where none was promised.
  ///   - size: their number, when one was promised.
  ///   - what: how an error names the bytes, such as `layer sha256:…`.
  package init(
    expected: Digest?,
    kind: Digest.Algorithm = .sha256,
    size: Int64? = nil,
    what: String
  ) {
    self.expected = expected
    expectedSize = size
    self.what = what
    hash = ContentHash(known: expected.map(\.checked) ?? kind)
  }

  package mutating func update(_ bytes: Span<UInt8>) throws(ByteSourceError) {
    hash.update(bytes)
    count += Int64(bytes.count)
    if let expectedSize, count > expectedSize {
      throw .malformed("\(what) is longer than the \(expectedSize) bytes that were promised")
    }
  }

  /// The digest of everything, where it is the promised one; asked once, at the end.
  package mutating func finish() throws(ByteSourceError) -> Digest {
    let found = hash.finish()
    if let expectedSize, count < expectedSize {
      throw .truncated("\(what) ends after \(count) of \(expectedSize) bytes")
    }
    if let expected {
      guard expected.checked == expected.algorithm else {
        throw .unsupported("\(what): digests of type \(expected.algorithm.rawValue)")
      }
      guard expected == found else {
        throw .malformed("\(what) has the digest \(found), not the promised \(expected)")
      }
    }
    return found
  }
}

extension Digest {
  /// What is worked out to check it: SHA-256 in place of an algorithm that vouches for nothing.
  fileprivate var checked: Algorithm { algorithm.vouches ? algorithm : .sha256 }
}

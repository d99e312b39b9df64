package import Model

/// Passes bytes through and checks, at the end, that they were the promised ones.
///
/// The end is reported only after the check, so a reader that reached it has read true bytes.
package final class DigestingSource: ByteSource {
  private let upstream: any ByteSource
  private let expected: Digest?
  private let expectedSize: Int64?
  private let what: String
  private var hash = SHA256()
  /// Bytes passed so far.
  package private(set) var count: Int64 = 0
  /// The SHA-256 of everything, known once the end was reached.
  package private(set) var digest: Digest?

  /// - Parameters:
  ///   - upstream: where the bytes come from.
  ///   - expected: their digest, when one was promised; only SHA-256 is checked here.
  ///   - size: their number, when one was promised.
  ///   - what: how an error names the bytes, such as `layer sha256:…`.
  package init(
    _ upstream: any ByteSource,
    expected: Digest?,
    size: Int64? = nil,
    what: String
  ) {
    self.upstream = upstream
    self.expected = expected
    expectedSize = size
    self.what = what
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let filled = try upstream.read(into: &buffer)
    guard filled > 0 else {
      try finish()
      return 0
    }
    hash.update(buffer.span.extracting(first: filled))
    count += Int64(filled)
    if let expectedSize, count > expectedSize {
      throw .malformed("\(what) is longer than the \(expectedSize) bytes that were promised")
    }
    return filled
  }

  private func finish() throws(ByteSourceError) {
    guard digest == nil else { return }
    let found = hash.finish()
    if let expectedSize, count < expectedSize {
      throw .truncated("\(what) ends after \(count) of \(expectedSize) bytes")
    }
    if let expected {
      guard expected.algorithm == .sha256 else {
        throw .unsupported("\(what): digests of type \(expected.algorithm.rawValue)")
      }
      guard expected == found else {
        throw .malformed("\(what) has the digest \(found), not the promised \(expected)")
      }
    }
    digest = found
  }
}

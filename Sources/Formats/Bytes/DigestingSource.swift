package import Model

/// Passes bytes through and checks, at the end, that they were the promised ones.
///
/// The end is reported only after the check, so a reader that reached it has read true bytes.
package final class DigestingSource: ByteSource {
  private let upstream: any ByteSource
  private var check: DigestCheck
  /// The digest of everything, known once the end was reached.
  package private(set) var digest: Digest?

  /// - Parameters:
  ///   - upstream: where the bytes come from.
  ///   - expected: their digest, when one was promised.
  ///   - kind: the kind of digest to find out where none was promised.
  ///   - size: their number, when one was promised.
  ///   - what: how an error names the bytes, such as `layer sha256:…`.
  package init(
    _ upstream: any ByteSource,
    expected: Digest?,
    kind: Digest.Algorithm = .sha256,
    size: Int64? = nil,
    what: String
  ) {
    self.upstream = upstream
    check = DigestCheck(expected: expected, kind: kind, size: size, what: what)
  }

  /// Bytes passed so far.
  package var count: Int64 { check.count }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let filled = try upstream.read(into: &buffer)
    try pass(buffer.span.extracting(first: filled))
    return filled
  }

  package func lend() throws(ByteSourceError) -> LentBytes? {
    guard let lent = try upstream.lend() else { return nil }
    try pass(lent.bytes.span.extracting(lent.range))
    return lent
  }

  private func pass(_ bytes: Span<UInt8>) throws(ByteSourceError) {
    if !bytes.isEmpty {
      try check.update(bytes)
    } else if digest == nil {
      digest = try check.finish()
    }
  }
}

package import Model

/// Reads JSON as RFC 8259 has it.
///
/// A byte order mark before the text is skipped. An escaped surrogate without its other half
/// becomes U+FFFD, since such names occur and the rest of the document is sound. A number without
/// fraction and exponent that fits is an integer; one too large for a double is infinite, its digits
/// kept.
package enum JSONReader {
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> DataNode {
    var parser = JSONParser(limits: limits, dialect: .strict)
    return try parser.document(in: bytes)
  }

  /// Reads a map and hands its entries over one by one, for documents too large to hold at once.
  ///
  /// Each value may have as many values within as a whole document. What was handed over before an
  /// error stays so.
  package static func forEachEntry(
    _ bytes: Span<UInt8>,
    limits: Limits,
    _ body: (String, DataNode) -> Void
  ) throws(DataError) {
    var parser = JSONParser(limits: limits, dialect: .strict)
    try parser.entries(in: bytes, limit: limits.entries, body)
  }

  /// Reads JSON with `//` and `/* */` comments and a comma allowed after a last element: what
  /// `bun.lock`, `tsconfig.json` and `devcontainer.json` are written in.
  package static func parseWithComments(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> DataNode {
    var parser = JSONParser(limits: limits, dialect: .withComments)
    return try parser.document(in: bytes)
  }
}

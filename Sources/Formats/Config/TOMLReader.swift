package import Model

/// Reads TOML 1.0 and what 1.1 adds to it: line breaks and a last comma in inline tables, `\e` and
/// `\xHH`, and times without seconds.
///
/// Dates and times are text, as they were written.
package enum TOMLReader {
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> DataNode {
    try bytes.checkUTF8(0..<bytes.count)
    var parser = TOMLParser(limits: limits)
    return try parser.document(in: bytes)
  }
}

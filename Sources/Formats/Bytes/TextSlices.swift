// Cuts text at ASCII characters, byte by byte: the standard library's own ways go by grapheme and
// take tens of times longer.

extension StringProtocol where SubSequence == Substring {
  /// The text without ASCII white space at either end.
  package var trimmed: Substring {
    var bytes = self[...].utf8
    while let first = bytes.first, first.isASCIIWhitespace { bytes.removeFirst() }
    while let last = bytes.last, last.isASCIIWhitespace { bytes.removeLast() }
    return Substring(bytes)
  }

  /// What stands before and after the first `separator`, an ASCII character.
  @inlinable package func cut(
    at separator: Unicode.Scalar
  ) -> (before: Substring, after: Substring)? {
    let bytes = self[...].utf8
    guard let at = bytes.firstIndex(of: UInt8(ascii: separator)) else { return nil }
    return (Substring(bytes[..<at]), Substring(bytes[bytes.index(after: at)...]))
  }

  /// What stands before and after the last `separator`, an ASCII character.
  @inlinable package func cut(
    atLast separator: Unicode.Scalar
  ) -> (before: Substring, after: Substring)? {
    let bytes = self[...].utf8
    guard let at = bytes.lastIndex(of: UInt8(ascii: separator)) else { return nil }
    return (Substring(bytes[..<at]), Substring(bytes[bytes.index(after: at)...]))
  }

  /// What stands between the separators, an ASCII character; empty pieces are kept.
  @inlinable package func pieces(on separator: Unicode.Scalar) -> [Substring] {
    self[...].utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// The words between runs of ASCII white space.
  package var words: [Substring] {
    self[...].utf8.split(whereSeparator: \.isASCIIWhitespace).map { Substring($0) }
  }

  /// The text after `prefix`, or `nil` when it does not begin so, byte for byte.
  @inlinable package func dropping(prefix: String) -> Substring? {
    let bytes = self[...].utf8
    guard bytes.starts(with: prefix.utf8) else { return nil }
    return Substring(bytes.dropFirst(prefix.utf8.count))
  }

  /// The text before `suffix`, or `nil` when it does not end so, byte for byte.
  @inlinable package func dropping(suffix: String) -> Substring? {
    let bytes = self[...].utf8
    guard bytes.count >= suffix.utf8.count,
      bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    else { return nil }
    return Substring(bytes.dropLast(suffix.utf8.count))
  }

  /// What follows the first place where `mark` stands, byte for byte; `nil` where it does not.
  ///
  /// For short texts: the standard library's search is general, and takes ten times as long.
  @inlinable package func after(_ mark: String) -> Substring? {
    guard let first = mark.utf8.first else { return self[...] }
    var rest = self[...].utf8
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: mark.utf8) { return Substring(rest.dropFirst(mark.utf8.count)) }
      rest.removeFirst()
    }
    return nil
  }

  /// How many ASCII spaces the text begins with.
  package var indentation: Int {
    var count = 0
    for byte in self[...].utf8 {
      guard byte == UInt8(ascii: " ") else { break }
      count += 1
    }
    return count
  }
}

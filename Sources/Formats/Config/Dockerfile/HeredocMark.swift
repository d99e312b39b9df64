/// A word such as `<<EOF` or `3<<-"END"`, which says that lines follow.
struct HeredocMark {
  var name: String
  /// The name as bytes, to compare lines with.
  var bytes: [UInt8]
  var isExpanded: Bool
  var stripsTabs: Bool
  var position: DataNode.Position

  /// The marks among the words of a text, in order.
  static func marks(in text: SourceText, escape: UInt8) -> [HeredocMark] {
    DockerfileWords.quoted(in: text.bytes, escape: escape).compactMap { range in
      mark(in: text, range)
    }
  }

  /// Without quotes and escapes, each of which keeps variables in the lines from being replaced.
  private static func unquoted(_ written: ArraySlice<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    var isEscaped = false
    for byte in written {
      if isEscaped {
        name.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "'") {
        name.append(byte)
      }
    }
    return name
  }

  /// Digits, two signs, perhaps a dash, and a name without the sign.
  private static func mark(in text: SourceText, _ range: Range<Int>) -> HeredocMark? {
    let bytes = text.bytes
    var at = range.lowerBound
    while at < range.upperBound, bytes[at].isASCIIDigit { at += 1 }
    let sign = UInt8(ascii: "<")
    guard range.upperBound - at > 2, bytes[at] == sign, bytes[at + 1] == sign else { return nil }
    at += 2
    let stripsTabs = bytes[at] == UInt8(ascii: "-")
    if stripsTabs { at += 1 }
    let written = bytes[at..<range.upperBound]
    guard !written.isEmpty, !written.contains(sign) else { return nil }
    let name = unquoted(written)
    return HeredocMark(
      name: String(decoding: name, as: UTF8.self),
      bytes: name,
      isExpanded: name.count == written.count,
      stripsTabs: stripsTabs,
      position: text.position(at: range.lowerBound)
    )
  }
}

import Formats

/// The names in a relation field: `Depends: libc6 (>= 2.34), default-mta | mail-transport-agent`.
///
/// Source: Debian policy, chapter 7. Of alternatives all are taken: which of them is there
/// the database as a whole tells, and a name that nothing has makes no edge. Versions,
/// architectures (`[amd64]`), profiles (`<!nocheck>`) and qualifiers (`:any`) are left out.
func relationNames(_ range: Range<Int>, of bytes: Span<UInt8>) -> [String] {
  var names: [String] = []
  var start = range.lowerBound
  while start < range.upperBound {
    var end = start
    while end < range.upperBound, !isSeparator(bytes[end]) { end += 1 }
    let relation = bytes.trimmed(start..<end)
    var nameEnd = relation.lowerBound
    while nameEnd < relation.upperBound, isNameByte(bytes[nameEnd]) { nameEnd += 1 }
    if nameEnd > relation.lowerBound, let name = bytes.text(in: relation.lowerBound..<nameEnd) {
      names.append(name)
    }
    start = end + 1
  }
  return names
}

private func isSeparator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|")
}

/// Letters, digits, `+ - .` and what other producers put into names, but nothing that begins a
/// restriction.
private func isNameByte(_ byte: UInt8) -> Bool {
  !byte.isASCIIWhitespace && !"([<:=".utf8.contains(byte) && byte > 0x20
}

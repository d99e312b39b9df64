/// Stanzas of `Field: value` lines: dpkg and opkg databases, Debian control files, and the headers
/// of Python's METADATA.
///
/// Source: deb822(5). Fields are compared without regard to case; a line that begins with a blank
/// continues the field above it; an empty line ends the stanza. A line of blanks alone does not end
/// it, as Python's tools write such lines inside fields.
///
/// ```swift
/// var cursor = Deb822.Cursor()
/// while let stanza = cursor.next(in: bytes) {
///   let name = try stanza.text("Package", in: bytes)
/// }
/// ```
package enum Deb822 {
  /// One stanza, its fields as ranges, so that no text is made of those that nobody asks for.
  package struct Stanza: Sendable {
    /// A field by the places of its name and value.
    package struct Field: Hashable, Sendable {
      package var name: Range<Int>
      /// From behind the colon to the end of the last line.
      package var value: Range<Int>
    }

    package fileprivate(set) var fields: [Field] = []
    /// The line it begins in, counted from 1.
    package fileprivate(set) var line = 0
    /// The first line that is no field, where there is one; the others are here all the same.
    package fileprivate(set) var fault: DataError?
  }

  /// Walks the stanzas of a buffer; a stanza with a fault does not end the walk.
  package struct Cursor: Sendable {
    private var lines = LineCursor()

    package init() {}

    /// The next stanza; `nil` at the end.
    package mutating func next(in bytes: Span<UInt8>) -> Stanza? {
      var stanza = Stanza()
      while let range = lines.line(in: bytes) {
        if range.isEmpty {
          if stanza.line == 0 { continue }
          return stanza
        }
        if bytes[range.lowerBound] == UInt8(ascii: "#") { continue }
        if stanza.line == 0 {
          stanza.line = lines.number
          stanza.fields.reserveCapacity(24)
        }
        stanza.add(range, line: lines.number, of: bytes)
      }
      return stanza.line == 0 ? nil : stanza
    }
  }
}

extension Deb822.Stanza {
  /// Where a field's value stands, without the blank space around it; `nil` if it is missing.
  package func value(_ name: StaticString, in bytes: Span<UInt8>) -> Range<Int>? {
    for field in fields where field.name.count == name.utf8CodeUnitCount {
      if bytes.holds(name, at: field.name.lowerBound, ignoringCase: true) {
        return bytes.trimmed(field.value)
      }
    }
    return nil
  }

  /// A field's value as text, its lines joined by newlines and without the blanks around each.
  package func text(
    _ name: StaticString,
    in bytes: Span<UInt8>
  ) throws(DataError) -> String? {
    guard let range = value(name, in: bytes) else { return nil }
    return try Self.unfolded(range, in: bytes)
  }

  /// The values of all fields with this name, as METADATA repeats `Classifier`.
  package func texts(
    _ name: StaticString,
    in bytes: Span<UInt8>
  ) throws(DataError) -> [String] {
    var texts: [String] = []
    for field in fields where field.name.count == name.utf8CodeUnitCount {
      guard bytes.holds(name, at: field.name.lowerBound, ignoringCase: true) else { continue }
      texts.append(try Self.unfolded(bytes.trimmed(field.value), in: bytes))
    }
    return texts
  }

  private static func unfolded(
    _ range: Range<Int>,
    in bytes: Span<UInt8>
  ) throws(DataError) -> String {
    var end = range.lowerBound
    while end < range.upperBound, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    guard end < range.upperBound else { return try bytes.text(range) }
    var text = ""
    var start = range.lowerBound
    while true {
      text += try bytes.text(bytes.trimmed(start..<end))
      guard end < range.upperBound else { return text }
      text += "\n"
      start = end + 1
      end = start
      while end < range.upperBound, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    }
  }

  fileprivate mutating func add(_ range: Range<Int>, line: Int, of bytes: Span<UInt8>) {
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      guard let last = fields.indices.last else {
        return note("a line that continues no field", line: line)
      }
      fields[last].value = fields[last].value.lowerBound..<range.upperBound
      return
    }
    var colon = range.lowerBound
    while colon < range.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < range.upperBound, colon > range.lowerBound else {
      return note("a line that is no field", line: line)
    }
    let name = bytes.trimmed(range.lowerBound..<colon)
    fields.append(Field(name: name, value: colon + 1..<range.upperBound))
  }

  private mutating func note(_ what: String, line: Int) {
    fault = fault ?? .malformed(what, line: line, column: 1)
  }
}

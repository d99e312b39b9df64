import Formats

/// One stanza of a control file, as dpkg and opkg keep their databases: fields by their ranges, so
/// that no text is made of the many that nobody asks for.
///
/// Source: deb822(5). Field names are compared without regard to case; a line that begins with
/// blank space continues the field above it.
struct ControlStanza {
  /// Where a field's name and its value stand; the value goes to the end of its last line.
  struct Field {
    var name: Range<Int>
    var value: Range<Int>
  }

  fileprivate(set) var fields: [Field] = []
  /// The line it begins in, counted from 1.
  fileprivate(set) var line = 0
  /// What is wrong with it, where something is.
  fileprivate(set) var fault: String?

  /// The value of a field without the blank space around it; `nil` where it is missing.
  func value(_ name: StaticString, in bytes: Span<UInt8>) -> Range<Int>? {
    for field in fields where field.name.count == name.utf8CodeUnitCount {
      if bytes.equals(name, at: field.name.lowerBound) { return bytes.trimmed(field.value) }
    }
    return nil
  }

  /// The value of a field as text; empty where it is missing or not UTF-8.
  func text(_ name: StaticString, in bytes: Span<UInt8>) -> String {
    value(name, in: bytes).flatMap { bytes.text(in: $0) } ?? ""
  }
}

/// Walks the stanzas of a control file.
struct ControlCursor {
  private var lines = LineCursor()

  /// The next stanza, with a fault where a line of it is no field; `nil` at the end.
  mutating func stanza(in bytes: Span<UInt8>) -> ControlStanza? {
    var stanza = ControlStanza()
    while let range = lines.line(in: bytes) {
      if bytes.trimmed(range).isEmpty {
        if stanza.fields.isEmpty, stanza.fault == nil { continue }
        return stanza
      }
      if bytes[range.lowerBound] == UInt8(ascii: "#") { continue }
      if stanza.line == 0 { stanza.line = lines.number }
      add(range, of: bytes, to: &stanza)
    }
    return stanza.line == 0 ? nil : stanza
  }

  private func add(_ range: Range<Int>, of bytes: Span<UInt8>, to stanza: inout ControlStanza) {
    let first = bytes[range.lowerBound]
    if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      if let last = stanza.fields.indices.last {
        let start = stanza.fields[last].value.lowerBound
        stanza.fields[last].value = start..<range.upperBound
      } else {
        stanza.fault = stanza.fault ?? "line \(lines.number) continues no field"
      }
      return
    }
    guard let colon = bytes.position(of: UInt8(ascii: ":"), in: range), colon > range.lowerBound
    else {
      stanza.fault = stanza.fault ?? "line \(lines.number) is no field"
      return
    }
    stanza.fields.append(
      ControlStanza.Field(
        name: range.lowerBound..<colon,
        value: (colon + 1)..<range.upperBound
      )
    )
  }
}

extension Span<UInt8> {
  /// Where `byte` first stands in a range.
  func position(of byte: UInt8, in range: Range<Int>) -> Int? {
    var at = range.lowerBound
    while at < range.upperBound {
      if self[at] == byte { return at }
      at += 1
    }
    return nil
  }

  /// Whether an ASCII text stands at `start`, without regard to case.
  func equals(_ text: StaticString, at start: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length <= count - start else { return false }
    // SAFETY: a static string lives for ever, and its length goes with it.
    return text.withUTF8Buffer { wanted in
      for step in 0..<length
      where unsafe wanted[step].asciiLowercased != self[start + step].asciiLowercased {
        return false
      }
      return true
    }
  }
}

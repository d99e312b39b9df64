// The manifest of a Java archive, META-INF/MANIFEST.MF.
//
//   Manifest-Version: 1.0
//   Implementation-Title: a value that goes
//     on after a newline and one space
//   (an empty line ends the main section; sections about single entries follow)
//
// Source: JAR File Specification, "JAR Manifest". Lines are at most 72 bytes there; longer ones are
// read too, since tools write them.

/// The main section of a manifest.
package struct JarManifest: Hashable, Sendable {
  private var values: [String: String] = [:]

  package init() {}

  /// Reads the main section; lines that are no attribute are passed over, as Java's tools do for
  /// archives they do not verify.
  package init(_ bytes: Span<UInt8>) {
    var line: [UInt8] = []
    var cursor = 0
    var hasAttributes = false
    while cursor < bytes.count {
      let start = cursor
      while cursor < bytes.count, bytes[cursor] != 0x0A, bytes[cursor] != 0x0D { cursor += 1 }
      let end = cursor
      // One of CR LF, LF and CR ends a line.
      if cursor < bytes.count {
        let isPair = bytes[cursor] == 0x0D && cursor + 1 < bytes.count && bytes[cursor + 1] == 0x0A
        cursor += isPair ? 2 : 1
      }
      if start == end {
        if hasAttributes { break }
        continue
      }
      hasAttributes = true
      if bytes[start] == UInt8(ascii: " ") {
        append(bytes, start + 1..<end, to: &line)
      } else {
        add(line)
        line.removeAll(keepingCapacity: true)
        append(bytes, start..<end, to: &line)
      }
    }
    add(line)
  }

  /// The value of an attribute, whatever the case of its name; `nil` where it is missing or empty.
  package subscript(name: String) -> String? { values[name.lowercased()] }

  private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to line: inout [UInt8]) {
    for index in range { line.append(bytes[index]) }
  }

  /// Adds a whole line, put together before it is read as text: a line may break within a letter.
  private mutating func add(_ line: [UInt8]) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    let value = line[(colon + 1)...].drop { $0.isASCIIWhitespace }
    let text = String(decoding: value, as: UTF8.self)
    let end = text.utf8.reversed().drop { $0.isASCIIWhitespace }.count
    guard end > 0 else { return }
    values[name] = String(text.utf8.prefix(end)) ?? text
  }
}

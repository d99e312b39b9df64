import Formats

/// The fields of an opam file that hold strings: what stands in quotes, in order, without what is
/// only for building, testing, developing or documenting.
///
/// Layout: `field: value`, a value being a string, a list in square brackets, or either with
/// conditions in braces behind; `#` and `(* *)` begin comments; sections have braces of their own.
/// Source: opam manual, "File formats", "Common file format".
struct OpamFile {
  private var fields: [String: [String]] = [:]

  /// The strings of a field, those in conditions left out.
  subscript(field: String) -> [String] { fields[field] ?? [] }

  init(_ text: String) {
    var rest = text[...].utf8
    var field = ""
    var word: [UInt8] = []
    var braces = 0
    var brackets = 0
    var condition: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "#"): rest = rest.drop { $0 != UInt8(ascii: "\n") }
      case UInt8(ascii: "(") where rest.first == UInt8(ascii: "*"):
        rest = OpamFile.behind("*)", in: rest)
      case UInt8(ascii: "\""):
        let string = OpamFile.string(&rest)
        if braces == 0, !field.isEmpty { fields[field, default: []].append(string) }
      case UInt8(ascii: "{"): braces += 1
      case UInt8(ascii: "}"):
        braces -= 1
        if braces == 0, isForDevelopment(condition), fields[field]?.isEmpty == false {
          fields[field]?.removeLast()
        }
        if braces == 0 { condition = [] }
      case UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: "]"): brackets -= 1
      case UInt8(ascii: ":") where braces == 0 && brackets == 0:
        field = String(decoding: word, as: UTF8.self)
      default: break
      }
      if braces > 0, byte != UInt8(ascii: "{") { condition.append(byte) }
      let isWordPart = byte.isASCIILetter || byte.isASCIIDigit || "-_+".utf8.contains(byte)
      // Blanks may stand between a name and its colon.
      if isWordPart {
        if lastWasBlank { word = [] }
        word.append(byte)
      } else if !byte.isASCIIWhitespace {
        word = []
      }
      lastWasBlank = byte.isASCIIWhitespace
    }
  }

  private var lastWasBlank = false

  /// Whether a condition such as `build & >= "2.0"` keeps a package out of what runs.
  private func isForDevelopment(_ condition: [UInt8]) -> Bool {
    let words = String(decoding: condition, as: UTF8.self).pieces(on: "&").map(\.trimmed)
    return ["build", "with-test", "with-doc", "with-dev-setup"].contains { words.contains($0[...]) }
  }

  /// Reads a string whose first quote is behind us: `…"`, or `""…"""` for three quotes.
  private static func string(_ rest: inout Substring.UTF8View) -> String {
    if rest.starts(with: "\"\"".utf8) {
      let start = rest.dropFirst(2)
      let end = behind("\"\"\"", in: start)
      let length = max(0, start.count - end.count - 3)
      rest = end
      return String(Substring(start.prefix(length)))
    }
    var text: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
        text.append(escaped == UInt8(ascii: "n") ? UInt8(ascii: "\n") : escaped)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What stands behind the first such text; nothing where there is none.
  private static func behind(
    _ end: String,
    in rest: Substring.UTF8View
  ) -> Substring.UTF8View {
    var rest = rest
    while !rest.isEmpty, !rest.starts(with: end.utf8) { rest.removeFirst() }
    return rest.dropFirst(end.utf8.count)
  }
}

/// Makes text of an artifact safe to print on a terminal.
///
/// Control characters could move the cursor or change colours, line breaks could forge rows, and
/// marks of writing direction could turn what is read around. All of them are shown, not obeyed.
package enum SafeText {
  /// The text with every character that is not printable written out.
  package static func clean(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 &- 0x20 < 0x5F }) { return String(text) }
    guard text.unicodeScalars.contains(where: isUnsafe) else { return String(text) }
    var clean = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        clean += escape(scalar)
      } else {
        clean.unicodeScalars.append(scalar)
      }
    }
    return clean
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  /// How many columns of a terminal a clean text takes.
  static func width(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // The wide ranges of Unicode's East Asian Width, and emoji.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text in at most `columns`, with an ellipsis where something is missing.
  static func fit(_ text: String, in columns: Int, cutting end: Cut) -> String {
    guard width(text) > columns else { return text }
    guard columns > 1 else { return String(repeating: "…", count: max(0, columns)) }
    var kept: [Character] = []
    var used = 1
    for character in end == .tail ? AnySequence(text) : AnySequence(text.reversed()) {
      used += width(String(character))
      guard used <= columns else { break }
      kept.append(character)
    }
    return end == .tail ? String(kept) + "…" : "…" + String(kept.reversed())
  }

  /// Clean text in lines of at most `columns`, broken between words where there are any.
  package static func wrap(_ text: String, in columns: Int?) -> [String] {
    guard let columns, width(text) > columns else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let word = fit(String(word), in: columns, cutting: .tail)
      if line.isEmpty {
        line = word
      } else if width(line) + 1 + width(word) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    return lines + [line]
  }

  /// Which end is cut: of paths the beginning tells least, of everything else the end.
  package enum Cut {
    case head
    case tail
  }
}

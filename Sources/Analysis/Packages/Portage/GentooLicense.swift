import Formats
import Model

/// Turns the licence of an installed Gentoo package into an SPDX expression where every name in it
/// is known, and else into the same words on one line.
///
/// Source: PMS 8, "Dependency specification format": names side by side all hold, of `|| ( … )`
/// one does. The conditions on USE flags were decided at installation.
struct GentooLicense {
  private static let deepest = 16
  /// Gentoo's `BSD` is the text with three clauses.
  private static let names = ["BSD": "BSD-3-Clause"]

  private var words: ArraySlice<Substring>
  private var isKnown = true

  static func expression(_ text: String) -> String? {
    let words = text.words
    guard !words.isEmpty, words.count <= 200 else { return nil }
    var parser = GentooLicense(words: words[...])
    let terms = parser.terms(depth: 0)
    guard parser.words.isEmpty, parser.isKnown, !terms.isEmpty else {
      return words.joined(separator: " ")
    }
    return terms.joined(separator: " AND ")
  }

  /// What stands up to the closing bracket.
  private mutating func terms(depth: Int) -> [String] {
    var terms: [String] = []
    while let word = words.first, word != ")" {
      words.removeFirst()
      if word == "||" || word == "(" {
        if word == "||", words.popFirst() != "(" { isKnown = false }
        terms += group(joint: word == "||" ? " OR " : " AND ", depth: depth)
      } else {
        terms.append(name(word))
      }
    }
    return terms
  }

  private mutating func group(joint: String, depth: Int) -> [String] {
    guard depth < Self.deepest else {
      isKnown = false
      words = []
      return []
    }
    let inner = terms(depth: depth + 1)
    if words.popFirst() != ")" { isKnown = false }
    return inner.count < 2 ? inner : ["(\(inner.joined(separator: joint)))"]
  }

  private mutating func name(_ word: Substring) -> String {
    let license = Self.names[String(word)] ?? normalizedLicense(String(word))
    if SPDXExpression(license) == nil { isKnown = false }
    return license
  }
}

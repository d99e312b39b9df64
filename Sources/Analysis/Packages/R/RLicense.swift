import Formats
import Model

/// Licences as R packages state them.
///
/// Source: "Writing R Extensions", section 1.1.2: alternatives divided by `|`, each a name with an
/// optional version in brackets, `GPL (>= 2)`, and after a `+` the file with additional terms.
enum RLicense {
  /// The SPDX expression; the text itself where a part of it has none.
  static func normalized(_ text: String) -> String {
    let alternatives = text.pieces(on: "|").map { alternative(String($0.trimmed)) }
    let known = alternatives.compactMap(\.self)
    return known.isEmpty || known.count < alternatives.count
      ? text : known.joined(separator: " OR ")
  }

  private static func alternative(_ text: String) -> String? {
    // `MIT + file LICENSE` gives the names of the holders; `file LICENSE` alone may say anything.
    let name = text.pieces(on: "+")[0].trimmed
    guard let license = spelledOut(name) else { return nil }
    let normalized = normalizedLicense(license)
    return SPDXExpression(normalized) == nil ? nil : normalized
  }

  /// `GPL (>= 2)` as `GPL 2 or later`, `Apache License (== 2.0)` as `Apache License 2.0`.
  private static func spelledOut(_ text: Substring) -> String? {
    guard let (name, rest) = text.cut(at: "(") else {
      // R's own names for two licences that need a file beside them.
      switch text {
      case "BSD_2_clause": return "BSD-2-Clause"
      case "BSD_3_clause": return "BSD-3-Clause"
      default: return String(text)
      }
    }
    guard let range = rest.trimmed.dropping(suffix: ")") else { return nil }
    if let version = range.trimmed.dropping(prefix: ">=") {
      return "\(name.trimmed) \(version.trimmed) or later"
    }
    if let version = range.trimmed.dropping(prefix: "==") {
      return "\(name.trimmed) \(version.trimmed)"
    }
    return nil
  }
}

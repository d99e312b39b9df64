/// A licence expression, such as `MIT OR Apache-2.0`, with its identifiers checked.
///
/// Source: SPDX 2.3, annex D. Identifiers and operators are taken in any case and given in their
/// own; identifiers that are not on the list are refused, but for references (`LicenseRef-…`).
package struct SPDXExpression: Hashable, Sendable {
  /// The canonical text.
  package let text: String
  /// Every `LicenseRef-…` in it, in order of appearance.
  package let references: [String]
  /// Whether it is one identifier of the list and nothing else.
  package let isIdentifier: Bool

  package init?(_ text: String) {
    var parser = Parser(text)
    guard let canonical = parser.parse() else { return nil }
    self.text = canonical
    references = parser.references
    isIdentifier = SPDXLicenses.identifier(canonical) == canonical
  }
}

extension SPDXExpression {
  private struct Parser {
    /// Parentheses within parentheses; real expressions have two or three.
    private static let maximumDepth = 32

    private var tokens: [Substring] = []
    private var next = 0
    private(set) var references: [String] = []

    init(_ text: String) {
      var start = text.startIndex
      for place in text.indices {
        let character = text[place]
        let isBracket = character == "(" || character == ")"
        guard isBracket || character.isWhitespace else { continue }
        if start < place { tokens.append(text[start..<place]) }
        start = text.index(after: place)
        if isBracket { tokens.append(text[place..<start]) }
      }
      if start < text.endIndex { tokens.append(text[start...]) }
    }

    mutating func parse() -> String? {
      guard let text = alternatives(depth: 0), next == tokens.count else { return nil }
      return text
    }

    private mutating func alternatives(depth: Int) -> String? {
      list(of: "OR") { parser in
        parser.list(of: "AND") { $0.license(depth: depth) }
      }
    }

    /// Reads parts with an operator between them.
    private mutating func list(
      of operation: String,
      part: (inout Parser) -> String?
    ) -> String? {
      guard var text = part(&self) else { return nil }
      while take(operation) {
        guard let right = part(&self) else { return nil }
        text += " \(operation) \(right)"
      }
      return text
    }

    private mutating func license(depth: Int) -> String? {
      if take("(") {
        guard depth < Self.maximumDepth, let inner = alternatives(depth: depth + 1), take(")")
        else { return nil }
        return "(\(inner))"
      }
      guard next < tokens.count, let simple = simple(tokens[next]) else { return nil }
      next += 1
      guard take("WITH") else { return simple }
      guard next < tokens.count, let exception = SPDXLicenses.exception(tokens[next]) else {
        return nil
      }
      next += 1
      return "\(simple) WITH \(exception)"
    }

    private mutating func simple(_ token: Substring) -> String? {
      if let identifier = SPDXLicenses.identifier(token) { return identifier }
      if token.hasSuffix("+"), let identifier = SPDXLicenses.identifier(token.dropLast()) {
        return identifier + "+"
      }
      guard Self.isReference(token) else { return nil }
      references.append(String(token))
      return String(token)
    }

    /// `LicenseRef-x`, or `DocumentRef-y:LicenseRef-x` in another document.
    private static func isReference(_ token: Substring) -> Bool {
      var parts = token.split(separator: ":", omittingEmptySubsequences: false)
      guard let license = parts.popLast(), license.hasPrefix("LicenseRef-"),
        isName(license.dropFirst("LicenseRef-".count))
      else { return false }
      guard let document = parts.popLast() else { return true }
      return parts.isEmpty && document.hasPrefix("DocumentRef-")
        && isName(document.dropFirst("DocumentRef-".count))
    }

    private static func isName(_ text: Substring) -> Bool {
      !text.isEmpty && text.utf8.allSatisfy { $0.isASCIILetterOrDigit || ".-".utf8.contains($0) }
    }

    private mutating func take(_ word: String) -> Bool {
      guard next < tokens.count, tokens[next].uppercased() == word else { return false }
      next += 1
      return true
    }
  }
}

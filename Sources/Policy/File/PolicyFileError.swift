package import Formats

/// Why a policy cannot be followed; a policy is never followed in part.
package enum PolicyFileError: Error, Hashable {
  case unreadable(DataError)
  /// More than one YAML document.
  case severalDocuments
  case unknownKey(String, line: Int, allowed: [String])
  case wrongType(key: String, line: Int, expected: String)
  /// A waiver without something that it needs.
  case missing(String, line: Int)
  case failOn(FailOnError, line: Int)
  case pattern(PatternError, text: String, line: Int)
  case value(String, key: String, line: Int, expected: String)
}

extension PolicyFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.sentence
    case .severalDocuments: "a policy is one YAML document, not several"
    case .unknownKey(let key, let line, let allowed):
      "line \(line): unknown key '\(key)'" + Self.suggestion(key, allowed)
        + "; allowed here: \(allowed.joined(separator: ", "))"
    case .wrongType(let key, let line, let expected):
      "line \(line): \(key) must be \(expected)"
    case .missing(let what, let line): "line \(line): a waiver needs \(what)"
    case .failOn(let error, let line): "line \(line): \(error)"
    case .pattern(let error, let text, let line):
      "line \(line): '\(text)' is no pattern: \(error)"
    case .value(let text, let key, let line, let expected):
      "line \(line): '\(text)' is no \(key); write \(expected)"
    }
  }

  private static func suggestion(_ key: String, _ allowed: [String]) -> String {
    func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter } }
    guard let meant = allowed.first(where: { plain($0) == plain(key) }) else { return "" }
    return ", did you mean '\(meant)'?"
  }
}

extension DataError {
  /// What is wrong, in words, with the line where that is known.
  package var sentence: String {
    switch self {
    case .malformed(let what, let line, let column): "line \(line), column \(column): \(what)"
    case .truncated(let line): "line \(line): the document ends in the middle of a value"
    case .notUTF8(let offset): "it is not UTF-8 at byte \(offset)"
    case .limit(let what): "it has too many or too deep \(what)"
    }
  }
}

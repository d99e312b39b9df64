/// Why a text says nothing that a gate could ask for.
package enum FailOnError: Error, Hashable {
  /// Nothing at all, or nothing between two commas.
  case empty(String)
  case unknownWord(String)
  /// `epss` or `risk` without a comparison.
  case missingNumber(String)
  /// A comparison that is not `>=`.
  case wrongOperator(String)
  case outOfRange(String, upTo: Int)
  case secondSeverity(String)
  case noneAmongOthers(String)
}

extension FailOnError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty(let text):
      "'\(text)' has nothing where a condition should be; write for example high,fixed"
    case .unknownWord(let word):
      "'\(word)' is no condition; write a severity (any, negligible, low, medium, high, critical), "
        + "a kind (vulnerability, secret, privilege, surface, misconfiguration, malware), fixed, "
        + "exploited, epss>=0.1 or risk>=70, with commas between"
    case .missingNumber(let name):
      "'\(name)' needs a number: \(name == "epss" ? "epss>=0.1" : "risk>=70")"
    case .wrongOperator(let word): "'\(word)' must compare with >="
    case .outOfRange(let word, let limit): "the number in '\(word)' is not from 0 to \(limit)"
    case .secondSeverity(let text):
      "'\(text)' names two severities; one includes all above it, and alternatives are given apart"
    case .noneAmongOthers(let text): "'none' stands alone, not in '\(text)'"
    }
  }
}

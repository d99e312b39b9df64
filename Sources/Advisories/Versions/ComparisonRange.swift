import Formats

/// A range of comparisons: `>= 1.0, < 2.0 || = 3.1`.
///
/// The language of schemes that have none but operators: commas and blanks are *and*, `||` is *or*,
/// and a version without an operator is meant itself. Debian's `(>= 1.0)`, `<<` and `>>` are
/// understood. `<` is strict in every scheme: dpkg takes it for `<=` and calls that obsolete.
struct ComparisonRange {
  /// What a version is asked of another.
  enum Operator: String {
    case equal = "="
    case unequal = "!="
    case before = "<"
    case notAfter = "<="
    case after = ">"
    case notBefore = ">="
    /// Begins like it, as apk's `~`.
    case alike = "~"
    case alikeOrBefore = "<~"
    case alikeOrAfter = ">~"

    init?(spelling: String) {
      switch spelling {
      case "", "=", "==", "===": self = .equal
      case "<<": self = .before
      case ">>": self = .after
      case "=~", "~=": self = .alike
      case "<~", "<=~": self = .alikeOrBefore
      case ">~", ">=~": self = .alikeOrAfter
      default: self.init(rawValue: spelling)
      }
    }

    /// Whether versions in this order answer.
    func holds(_ order: VersionOrder) -> Bool {
      switch self {
      case .equal, .alike: order == .same
      case .unequal: order != .same
      case .before: order == .before
      case .notAfter, .alikeOrBefore: order != .after
      case .after: order == .after
      case .notBefore, .alikeOrAfter: order != .before
      }
    }

    /// Whether a version that begins like the other counts as the same.
    var isFuzzy: Bool { self == .alike || self == .alikeOrBefore || self == .alikeOrAfter }
  }

  /// One comparison.
  struct Term {
    var comparison: Operator
    var version: String
  }

  /// Alternatives, each of which wants all its terms.
  var alternatives: [[Term]]
  private let text: String

  init(_ text: String) throws(VersionError) {
    self.text = text
    alternatives = []
    var rest = text[...]
    while true {
      let bar = rest.firstRange(of: "||")
      alternatives.append(try Self.terms(of: rest[..<(bar?.lowerBound ?? rest.endIndex)], text))
      guard let bar else { return }
      rest = rest[bar.upperBound...]
    }
  }

  private static func terms(of part: Substring, _ text: String) throws(VersionError) -> [Term] {
    var terms: [Term] = []
    var bytes = part.utf8[...]
    while true {
      bytes = bytes.drop(while: \.isGap)
      guard !bytes.isEmpty else { break }
      let sign = bytes.prefix(while: \.isComparison)
      bytes = bytes[sign.endIndex...].drop(while: \.isASCIIWhitespace)
      let version = bytes.prefix { !$0.isGap && !$0.isComparisonStart }
      bytes = bytes[version.endIndex...]
      guard let comparison = Operator(spelling: String(Substring(sign))) else {
        throw .invalidRange(text)
      }
      if sign.isEmpty, version.elementsEqual("*".utf8) { continue }
      guard !version.isEmpty else { throw .invalidRange(text) }
      terms.append(Term(comparison: comparison, version: String(Substring(version))))
    }
    guard !terms.isEmpty || part.utf8.contains(UInt8(ascii: "*")) else {
      throw .invalidRange(text)
    }
    return terms
  }

  /// Whether one of the alternatives holds a version, by an order of versions.
  func contains(
    _ version: String,
    by compare: (String, String) throws(VersionError) -> VersionOrder
  ) throws(VersionError) -> Bool {
    try contains(version) { (term) throws(VersionError) in
      guard !term.comparison.isFuzzy else { throw .invalidRange(text) }
      return try compare(version, term.version)
    }
  }

  /// Whether one of the alternatives holds a version, by its order to what a term names.
  func contains(
    _ version: String,
    orderTo: (Term) throws(VersionError) -> VersionOrder
  ) throws(VersionError) -> Bool {
    for terms in alternatives {
      var holds = true
      for term in terms where holds { holds = term.comparison.holds(try orderTo(term)) }
      if holds { return true }
    }
    return false
  }
}

extension UInt8 {
  /// What lies between terms.
  fileprivate var isGap: Bool {
    isASCIIWhitespace || self == UInt8(ascii: ",") || self == UInt8(ascii: "(")
      || self == UInt8(ascii: ")")
  }

  /// What operators are written with.
  fileprivate var isComparison: Bool {
    isComparisonStart || self == UInt8(ascii: "~")
  }

  /// What no version holds: a term begins, even without a blank before it.
  fileprivate var isComparisonStart: Bool {
    self == UInt8(ascii: "<") || self == UInt8(ascii: ">") || self == UInt8(ascii: "=")
      || self == UInt8(ascii: "!")
  }
}

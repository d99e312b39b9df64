import Formats

/// A range of semantic versions as npm and Cargo write it, taken apart into comparisons.
///
/// `^1.2 || >=3 <4`, `1.x`, `1.2 - 2.3`. Source: node-semver's README; doc.rust-lang.org/cargo,
/// "Specifying Dependencies".
struct NpmRange {
  /// What differs from one tool to the other.
  enum Dialect {
    /// A version alone means itself, and what it leaves out anything.
    case npm
    /// A version alone means what is compatible with it.
    case cargo
  }

  /// One comparison; versions are compared by precedence.
  struct Comparison {
    var sign: ComparisonRange.Operator
    var version: NpmVersion

    func holds(_ candidate: NpmVersion) -> Bool { sign.holds(candidate.compare(to: version)) }
  }

  /// Alternatives, each of which wants all its comparisons; `nil` where nothing can answer.
  private var alternatives: [[Comparison]?]

  init(_ text: String, dialect: Dialect) throws(VersionError) {
    alternatives = []
    var rest = text[...]
    while true {
      let bar = rest.firstRange(of: "||")
      var parser = NpmRangeParser(
        String(rest[..<(bar?.lowerBound ?? rest.endIndex)]),
        dialect: dialect,
        whole: text
      )
      alternatives.append(try parser.parse())
      guard let bar else { break }
      rest = rest[bar.upperBound...]
    }
    // node-semver drops all other alternatives when one is "any version": what they say of
    // pre-releases is lost.
    if alternatives.contains(where: { $0?.isEmpty == true }) { alternatives = [[]] }
  }

  /// Whether one of the alternatives holds a version.
  ///
  /// A pre-release answers only where a comparison names a pre-release of the same three numbers.
  func contains(_ version: NpmVersion) -> Bool {
    alternatives.contains { comparisons in
      guard let comparisons, comparisons.allSatisfy({ $0.holds(version) }) else { return false }
      guard version.isPreRelease else { return true }
      return comparisons.contains {
        $0.version.isPreRelease && $0.version.numbers == version.numbers
      }
    }
  }
}

/// Reads one alternative of a range.
struct NpmRangeParser {
  private let words: [String]
  private let dialect: NpmRange.Dialect
  private let whole: String
  private var comparisons: [NpmRange.Comparison] = []
  private var isImpossible = false

  init(_ text: String, dialect: NpmRange.Dialect, whole: String) {
    // Commas are Cargo's; npm has none, and its advisories do.
    words = text.split { $0.isWhitespace || $0 == "," }.map(String.init)
    self.dialect = dialect
    self.whole = whole
  }

  /// Comparisons; none for any version, `nil` where nothing can answer.
  mutating func parse() throws(VersionError) -> [NpmRange.Comparison]? {
    if words.count == 3, words[1] == "-" {
      try addHyphen(partial(words[0]), partial(words[2]))
      return comparisons
    }
    var sign = ""
    for word in words {
      let mark = word.prefix { "<>=~^".contains($0) }
      if mark.count == word.count {
        sign += mark
        continue
      }
      sign += mark
      try add(sign, word.dropFirst(mark.count))
      sign = ""
    }
    guard sign.isEmpty else { throw .invalidRange(whole) }
    return isImpossible ? nil : comparisons
  }

  private func partial(_ text: some StringProtocol) throws(VersionError) -> NpmPartial {
    guard let partial = NpmPartial(String(text)) else { throw .invalidRange(whole) }
    return partial
  }

  private mutating func add(_ sign: String, _ text: Substring) throws(VersionError) {
    let version = try partial(text)
    // A second equals sign says nothing: `>==1`, `~=1`.
    switch sign {
    case "" where dialect == .cargo && !version.hasWildcard: addCaret(version)
    case "", "=", "==", "===": addEqual(version)
    case "^", "^=": addCaret(version)
    case "~", "~>", "~=", "~>=": addTilde(version)
    case ">": addAfter(version)
    case ">=", ">==": addNotBefore(version)
    case "<": addBefore(version)
    case "<=", "<==": addNotAfter(version)
    default: throw .invalidRange(whole)
    }
  }

  private mutating func require(_ sign: ComparisonRange.Operator, _ version: NpmVersion) {
    // `>=0.0.0` says nothing.
    if sign == .notBefore, version.text == "0.0.0" { return }
    comparisons.append(NpmRange.Comparison(sign: sign, version: version))
  }

  /// Below the first pre-release of a version.
  private mutating func requireBelow(_ numbers: SemverNumbers) {
    require(.before, NpmVersion(numbers, preRelease: "0"))
  }

  private mutating func addEqual(_ version: NpmPartial) {
    switch version.count {
    case 0: break
    case 1:
      require(.notBefore, version.least)
      requireBelow(version.numbers.nextMajor)
    case 2:
      require(.notBefore, version.least)
      requireBelow(version.numbers.nextMinor)
    default: require(.equal, version.least)
    }
  }

  private mutating func addCaret(_ version: NpmPartial) {
    guard version.count > 0 else { return }
    let numbers = version.numbers
    require(.notBefore, version.least)
    if numbers.major != .zero || version.count == 1 {
      requireBelow(numbers.nextMajor)
    } else if numbers.minor != .zero || version.count == 2 {
      requireBelow(numbers.nextMinor)
    } else {
      requireBelow(numbers.nextPatch)
    }
  }

  private mutating func addTilde(_ version: NpmPartial) {
    guard version.count > 0 else { return }
    require(.notBefore, version.least)
    requireBelow(version.count == 1 ? version.numbers.nextMajor : version.numbers.nextMinor)
  }

  private mutating func addAfter(_ version: NpmPartial) {
    switch version.count {
    case 0: isImpossible = true
    case 1: require(.notBefore, NpmVersion(version.numbers.nextMajor))
    case 2: require(.notBefore, NpmVersion(version.numbers.nextMinor))
    default: require(.after, version.least)
    }
  }

  private mutating func addNotBefore(_ version: NpmPartial) {
    if version.count > 0 { require(.notBefore, version.least) }
  }

  private mutating func addBefore(_ version: NpmPartial) {
    switch version.count {
    case 0: isImpossible = true
    case 1, 2: requireBelow(version.numbers)
    default: require(.before, version.least)
    }
  }

  private mutating func addNotAfter(_ version: NpmPartial) {
    switch version.count {
    case 0: break
    case 1: requireBelow(version.numbers.nextMajor)
    case 2: requireBelow(version.numbers.nextMinor)
    default: require(.notAfter, version.least)
    }
  }

  /// `1.2 - 2.3`: from the first to the last, each with what it leaves out.
  private mutating func addHyphen(_ first: NpmPartial, _ last: NpmPartial) {
    addNotBefore(first)
    addNotAfter(last)
  }
}

/// A version of a range, which may leave numbers out or have `x` or `*` in their place.
struct NpmPartial {
  var numbers: SemverNumbers
  /// How many numbers it says.
  var count: Int
  var hasWildcard: Bool
  /// The lowest version it means.
  var least: NpmVersion

  init?(_ text: String) {
    var bytes = text.utf8[...].drop { $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "=") }
    var found: [VersionNumber?] = []
    while true {
      if let first = bytes.first, first.isWildcard {
        found.append(nil)
        bytes.removeFirst()
      } else {
        let digits = bytes.prefix(while: \.isASCIIDigit)
        guard !digits.isEmpty else { return nil }
        found.append(VersionNumber(digits: digits))
        bytes = bytes[digits.endIndex...]
      }
      guard found.count < 3, bytes.first == UInt8(ascii: ".") else { break }
      bytes.removeFirst()
    }
    hasWildcard = found.contains(nil)
    let said = found.prefix { $0 != nil }.compactMap(\.self)
    count = said.count
    numbers = SemverNumbers(
      major: count > 0 ? said[0] : .zero,
      minor: count > 1 ? said[1] : .zero,
      patch: count > 2 ? said[2] : .zero
    )
    guard bytes.isEmpty || found.count == 3, let tag = Self.tag(bytes) else { return nil }
    least = NpmVersion(numbers, preRelease: count == 3 ? tag : "")
  }

  /// The pre-release after the numbers, which is checked; `nil` for what is none.
  private static func tag(_ bytes: Substring.UTF8View) -> String? {
    let body = bytes.prefix { $0 != UInt8(ascii: "+") }
    let build = bytes[body.endIndex...]
    if !build.isEmpty, !isIdentifiers(build.dropFirst()) { return nil }
    guard !body.isEmpty else { return "" }
    let name = body.first == UInt8(ascii: "-") ? body.dropFirst() : body
    return isIdentifiers(name) ? String(Substring(name)) : nil
  }

  private static func isIdentifiers(_ bytes: Substring.UTF8View) -> Bool {
    bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty
        && $0.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter || $0 == UInt8(ascii: "-") }
    }
  }
}

extension UInt8 {
  fileprivate var isWildcard: Bool {
    self == UInt8(ascii: "x") || self == UInt8(ascii: "X") || self == UInt8(ascii: "*")
  }
}

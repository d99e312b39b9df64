/// Versions of Hex packages (Elixir, Erlang): semantic ones, with Elixir's requirements.
///
/// Source: hexdocs.pm/elixir/Version.html.
enum HexVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    try SemverVersions.compare(left, right)
  }

  static func isValid(_ version: String) -> Bool { SemverVersions.isValid(version) }

  /// `~> 1.2 and != 1.3.0 or == 2.0.0`.
  ///
  /// Pre-releases count as any version. Advisories' commas are read as `and`.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    guard SemverParts(version.utf8.span) != nil else { throw .invalidVersion(version) }
    var words = range.replacing(",", with: " and ").replacing("||", with: " or ")
      .split(separator: " ").map(String.init)[...]
    // `and` binds closer than `or`.
    var isInside = false
    var holds = true
    while true {
      if try !isHeld(version, by: term(&words, range), range) { holds = false }
      let word = words.popFirst()
      guard word == nil || word == "or" || word == "and" else { throw .invalidRange(range) }
      if word == "and" { continue }
      isInside = isInside || holds
      holds = true
      if word == nil { return isInside }
    }
  }

  private struct Term {
    var sign: String
    var version: String
  }

  /// The next comparison, whose operator may stand apart from its version.
  private static func term(
    _ words: inout ArraySlice<String>,
    _ range: String
  ) throws(VersionError) -> Term {
    guard let word = words.popFirst() else { throw .invalidRange(range) }
    let sign = String(word.prefix { "<>=!~".contains($0) })
    if sign.utf8.count < word.utf8.count {
      return Term(sign: sign, version: String(word.dropFirst(sign.count)))
    }
    guard let version = words.popFirst() else { throw .invalidRange(range) }
    return Term(sign: sign, version: version)
  }

  private static func isHeld(
    _ version: String,
    by term: Term,
    _ range: String
  ) throws(VersionError) -> Bool {
    guard SemverParts(term.version.utf8.span) != nil else { throw .invalidRange(range) }
    let order = try compare(version, term.version)
    switch term.sign {
    case "", "=", "==": return order == .same
    case "!=", "!": return order != .same
    case ">": return order == .after
    case ">=": return order != .before
    case "<": return order == .before
    case "<=": return order != .after
    case "~>":
      if order == .before { return false }
      return try isBelowNext(version, term.version)
    default: throw .invalidRange(range)
    }
  }

  /// Whether a version lies below the next minor version of `1.2.3`, the next major one of `1.2`.
  private static func isBelowNext(
    _ version: String,
    _ least: String
  ) throws(VersionError) -> Bool {
    let base = try NpmVersion(least)
    let end = base.count < 3 ? base.numbers.nextMajor : base.numbers.nextMinor
    return try compare(version, "\(end)-0") == .before
  }
}

import Formats

/// Versions of Bitnami's components: semantic ones with a revision after the hyphen.
///
/// Source: github.com/bitnami/go-version, README. A revision makes a version newer: 1.2.3-1 comes
/// after 1.2.3. Two things are read as Bitnami's advisories mean them, which are ranges of semantic
/// versions: revision 0 is the version itself, and `-rc1` and the like come before it.
enum BitnamiVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try BitnamiVersion(left)
    return BitnamiVersion.compare(first, try BitnamiVersion(right))
  }

  /// Three numbers, and a revision as pre-releases are written.
  static func isValid(_ version: String) -> Bool { SemverVersions.isValid(version) }

  /// `>= 1.2, < 2.0 || ^3.1`; numbers that are left out stand for any: `<= 11` holds 11.4.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    let candidate = try BitnamiVersion(version)
    var isContained = false
    for alternative in range.alternatives {
      var holds = true
      for term in OperatorTerm.terms(of: alternative) where holds {
        holds = try self.holds(candidate, term, range)
      }
      if holds { isContained = true }
    }
    return isContained
  }

  private static func holds(
    _ version: BitnamiVersion,
    _ term: OperatorTerm,
    _ range: String
  ) throws(VersionError) -> Bool {
    var numbers = term.version.split(separator: ".", omittingEmptySubsequences: false)
    while let last = numbers.last, last == "*" || last == "x" { numbers.removeLast() }
    if numbers.isEmpty { return term.sign != "!=" }
    guard let low = try? BitnamiVersion(numbers.joined(separator: ".")) else {
      throw .invalidRange(range)
    }
    // The first version that the term does not name, where it leaves numbers out.
    let high = low.numbers.count < 3 ? low.raised(at: low.numbers.count - 1) : nil
    let order = BitnamiVersion.compare(version, low)
    let isPast = high.map { BitnamiVersion.compare(version, $0) != .before } ?? (order == .after)
    let isBefore = BitnamiVersion.compare(version, high == nil ? low : low.first) == .before
    switch term.sign {
    case "", "=", "==": return !isBefore && !isPast
    case "!=": return isBefore || isPast
    case "<": return isBefore || high != nil && order == .before
    case "<=": return !isPast
    case ">": return isPast
    case ">=": return !isBefore
    case "~":
      let limit = low.raised(at: low.numbers.count > 1 ? 1 : 0)
      return order != .before && BitnamiVersion.compare(version, limit) == .before
    case "^":
      let place = low.numbers.firstIndex { $0 != .zero } ?? low.numbers.count - 1
      return order != .before && BitnamiVersion.compare(version, low.raised(at: place)) == .before
    default: throw .invalidRange(range)
    }
  }
}

/// A version of a Bitnami component taken apart.
struct BitnamiVersion {
  var numbers: [VersionNumber]
  private var revision: [NaturalVersion.Part]

  private init(numbers: [VersionNumber]) {
    self.numbers = numbers
    revision = []
  }

  init(_ text: String) throws(VersionError) {
    let version = text.trimmingBlanks.prefix { $0 != "+" }
    var release = version.prefix { $0 != "-" }
    if release.first == "v" { release.removeFirst() }
    guard let numbers = VersionNumber.list(String(release), { $0 == UInt8(ascii: ".") }) else {
      throw .invalidVersion(text)
    }
    self.numbers = numbers
    revision = NaturalVersion(version[release.endIndex...]).parts
  }

  /// The first version that begins with the same numbers.
  var first: BitnamiVersion { BitnamiVersion(numbers: numbers) }

  func raised(at place: Int) -> BitnamiVersion {
    BitnamiVersion(numbers: Array(numbers[..<place]) + [numbers[place].next])
  }

  static func compare(_ left: BitnamiVersion, _ right: BitnamiVersion) -> VersionOrder {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let number = index < left.numbers.count ? left.numbers[index] : .zero
      let other = index < right.numbers.count ? right.numbers[index] : .zero
      if number != other { return VersionOrder(number, other) }
    }
    return NaturalVersion.compare(left.revision, right.revision)
  }
}

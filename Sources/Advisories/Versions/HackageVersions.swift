import Formats

/// Versions of Haskell packages: numbers between dots (the Package Versioning Policy).
///
/// Source: pvp.haskell.org; cabal.readthedocs.io, "build-depends". The shorter of two that are
/// otherwise the same comes first: 1.0 before 1.0.0.
enum HackageVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try numbers(of: left)
    return VersionOrder(lists: first, try numbers(of: right))
  }

  /// Numbers of at most nine digits without zeros in front, as Cabal reads them.
  static func isValid(_ version: String) -> Bool {
    version.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      (1...9).contains($0.count) && $0.allSatisfy(\.isASCIIDigit)
        && ($0.count == 1 || $0.first != UInt8(ascii: "0"))
    }
  }

  /// `>=1.2 && <1.3 || ^>=2.0`, `==1.2.*`, `^>= { 1.0, 2.1 }`, parentheses, `-any`, `-none`.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    var parser = CabalRange(range, version: try numbers(of: version))
    return try parser.parse()
  }

  static func numbers(of version: String) throws(VersionError) -> [VersionNumber] {
    guard let numbers = VersionNumber.list(version, { $0 == UInt8(ascii: ".") }) else {
      throw .invalidVersion(version)
    }
    return numbers
  }
}

/// Reads a range of Cabal and asks it of a version at once.
private struct CabalRange {
  private let text: String
  private let version: [VersionNumber]
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  init(_ text: String, version: [VersionNumber]) {
    self.text = text
    self.version = version
    rest = Array(text.utf8)[...]
  }

  mutating func parse() throws(VersionError) -> Bool {
    let holds = try alternatives()
    skipBlanks()
    guard rest.isEmpty else { throw .invalidRange(text) }
    return holds
  }

  private mutating func alternatives() throws(VersionError) -> Bool {
    var holds = try conjunction()
    // Commas are read as in lists of advisories: all of them.
    while take("||") {
      let other = try conjunction()
      holds = holds || other
    }
    return holds
  }

  private mutating func conjunction() throws(VersionError) -> Bool {
    var holds = try term()
    while take("&&") || take(",") {
      let other = try term()
      holds = holds && other
    }
    return holds
  }

  private mutating func term() throws(VersionError) -> Bool {
    if take("(") {
      depth += 1
      guard depth <= 32 else { throw .invalidRange(text) }
      let holds = try alternatives()
      guard take(")") else { throw .invalidRange(text) }
      depth -= 1
      return holds
    }
    if take("-any") || take("*") { return true }
    if take("-none") { return false }
    for sign in ["^>=", "==", ">=", "<=", ">", "<"] where take(sign) {
      return try comparison(sign)
    }
    return try comparison("==")
  }

  private mutating func comparison(_ sign: String) throws(VersionError) -> Bool {
    if sign == "==" || sign == "^>=", take("{") {
      var holds = false
      repeat {
        let one = try single(sign)
        holds = holds || one
      } while take(",")
      guard take("}") else { throw .invalidRange(text) }
      return holds
    }
    return try single(sign)
  }

  private mutating func single(_ sign: String) throws(VersionError) -> Bool {
    skipBlanks()
    var name = rest.prefix { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
    rest = rest[name.endIndex...]
    if sign == "==", name.last == UInt8(ascii: "."), take("*") {
      name.removeLast()
      let bound = try numbers(name)
      return version.count >= bound.count && version.starts(with: bound)
    }
    let bound = try numbers(name)
    let order = VersionOrder(lists: version, bound)
    return switch sign {
    case "==": order == .same
    case ">=": order != .before
    case "<=": order != .after
    case ">": order == .after
    case "<": order == .before
    default: order != .before && VersionOrder(lists: version, nextMajor(bound)) == .before
    }
  }

  private func numbers(_ bytes: ArraySlice<UInt8>) throws(VersionError) -> [VersionNumber] {
    guard
      let numbers = VersionNumber.list(
        String(decoding: bytes, as: UTF8.self),
        { $0 == UInt8(ascii: ".") }
      )
    else { throw .invalidRange(text) }
    return numbers
  }

  /// Major versions have two numbers: the first that differs from 1.2.3 is 1.3.
  private func nextMajor(_ bound: [VersionNumber]) -> [VersionNumber] {
    guard bound.count > 1 else { return bound + [VersionNumber.zero.next] }
    return [bound[0], bound[1].next]
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isASCIIWhitespace) }

  private mutating func take(_ sign: String) -> Bool {
    skipBlanks()
    guard rest.starts(with: sign.utf8) else { return false }
    rest = rest.dropFirst(sign.utf8.count)
    return true
  }
}

// Requirements on versions as package managers write them: constraints such as `>= 1.2`, all of which
// must hold where commas or blanks stand between them, and any of which where `||` does.
//
//          Ruby                  Cargo                 npm                   Composer
//   1.2    exactly               ^1.2                  1.2.x                 exactly
//   ^1.2   –                     below the next number after the first that is not 0
//   ~1.2   ~> 1.2: below 2       below 1.3             below 1.3             below 2
//   1.2.*  –                     below 1.3             below 1.3 (also x)    below 1.3

import Formats

/// Reads requirements into sets of versions.
struct Requirement {
  /// Whose way of writing it is.
  enum Language: Sendable {
    case ruby
    case cargo
    case npm
    case composer

    var scheme: VersionScheme {
      switch self {
      case .ruby: .gem
      case .cargo: .semver
      case .npm: .npm
      case .composer: .composer
      }
    }
  }

  let language: Language
  /// Whether ends of what it says are where a fix begins.
  var marksFixes = false

  /// The versions that a text allows.
  func versions(_ text: some StringProtocol) throws(VersionError) -> VersionSet {
    let text = Substring(text)
    guard text.utf8.count <= 4096 else { throw .invalidRange(String(text.prefix(64))) }
    let parts = alternatives(text)
    guard parts.count <= 64 else { throw .invalidRange(String(text.prefix(64))) }
    var result = VersionSet.none(language.scheme)
    for part in parts { result = try result.union(conjunction(part)) }
    return result
  }

  /// The versions that any of several texts allows.
  func versions(anyOf texts: [String]) throws(VersionError) -> VersionSet {
    var result = VersionSet.none(language.scheme)
    guard texts.count <= 256 else { throw .invalidRange("\(texts.count) alternatives") }
    for text in texts { result = try result.union(versions(text)) }
    return result
  }

  /// The versions that all of several texts allow.
  func versions(allOf texts: [String]) throws(VersionError) -> VersionSet {
    var result = VersionSet.all(language.scheme)
    guard texts.count <= 256 else { throw .invalidRange("\(texts.count) constraints") }
    for text in texts { result = try result.intersection(versions(text)) }
    return result
  }

  private func alternatives(_ text: Substring) -> [Substring] {
    guard language != .ruby, language != .cargo else { return [text] }
    let parts = text.pieces(on: "|").filter { !$0.isEmpty }
    // No text at all is a requirement as well, where npm reads it: any version.
    return parts.isEmpty ? [text] : parts
  }

  private func conjunction(_ text: Substring) throws(VersionError) -> VersionSet {
    var tokens = text.pieces(on: ",").flatMap(\.words)
    // `1.0 - 2.0`, which only npm and Composer have.
    if tokens.count == 3, tokens[1] == "-", language == .npm || language == .composer {
      return try range(tokens[0], tokens[2])
    }
    guard tokens.count <= 64 else { throw .invalidRange(String(text.prefix(64))) }
    var result = VersionSet.all(language.scheme)
    guard !tokens.isEmpty else {
      guard language == .npm else { throw .invalidRange(String(text.prefix(64))) }
      return result
    }
    while !tokens.isEmpty {
      var token = tokens.removeFirst()
      // A blank may stand after the operator.
      if token.utf8.allSatisfy(Self.isOperator), !tokens.isEmpty { token += tokens.removeFirst() }
      result = try result.intersection(constraint(token))
    }
    return result
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "~"),
      UInt8(ascii: "^"), UInt8(ascii: "!"):
      true
    default: false
    }
  }

  private static func isPartOfVersion(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte.isASCIIDigit || "._-+*~:@/#".utf8.contains(byte)
  }

  private func constraint(_ token: Substring) throws(VersionError) -> VersionSet {
    let operation = Substring(token.utf8.prefix(while: Self.isOperator))
    var version = Substring(token.utf8.dropFirst(operation.utf8.count))
    if version.utf8.first.map({ $0 | 0x20 == UInt8(ascii: "v") }) == true {
      version = Substring(version.utf8.dropFirst())
    }
    let release = Release(version)
    guard !version.isEmpty, version.utf8.allSatisfy(Self.isPartOfVersion) else {
      throw .invalidRange(String(token))
    }
    if release.isAny { return .all(language.scheme) }
    let lower = release.lower
    switch operation {
    case ">=": return try set(from: lower)
    case "<": return try set(to: lower)
    case ">":
      return isPartial(release) ? try set(from: release.next) : try set(after: lower)
    case "<=":
      return isPartial(release) ? try set(to: bumped(release.next)) : try set(upTo: lower)
    case "!=", "<>": return try exactly(lower).complement()
    case "^": return try set(from: lower, to: bumped(release.caret))
    case "~>": return try set(from: lower, to: bumped(release.pessimistic))
    case "~":
      let upper = language == .composer ? release.pessimistic : release.tilde
      return try set(from: lower, to: bumped(upper))
    case "=", "==":
      guard isPartial(release) else { return try exactly(lower) }
      return try set(from: lower, to: bumped(release.next))
    case "": return try bare(release)
    default: throw .invalidRange(String(token))
    }
  }

  private func bare(_ release: Release) throws(VersionError) -> VersionSet {
    if language == .cargo, !release.hasWildcard {
      return try set(from: release.lower, to: bumped(release.caret))
    }
    guard isPartial(release) else { return try exactly(release.lower) }
    return try set(from: release.lower, to: bumped(release.next))
  }

  private func range(_ from: Substring, _ to: Substring) throws(VersionError) -> VersionSet {
    let last = Release(to)
    let lower = try set(from: Release(from).lower)
    return try lower.intersection(
      isPartial(last) ? set(to: bumped(last.next)) : set(upTo: last.lower)
    )
  }

  /// Whether it stands for all versions that begin so.
  private func isPartial(_ release: Release) -> Bool {
    release.hasWildcard || (language == .npm || language == .cargo) && release.numbers.count < 3
  }

  /// The first of all versions that begin with these numbers, its development versions included.
  private func bumped(_ numbers: String) -> String {
    switch language {
    case .ruby: numbers + ".a"
    case .cargo, .npm: numbers + "-0"
    case .composer: numbers + "-dev"
    }
  }
}

extension Requirement {
  private func set(from lower: String, to upper: String) throws(VersionError) -> VersionSet {
    let from = VersionBound(version: lower, isIncluded: true, isFix: marksFixes)
    // Where a line of development ends no fix begins.
    let to = VersionBound(version: upper, isIncluded: false)
    return try VersionSet(VersionStretch(lower: from, upper: to), language.scheme)
  }

  private func set(from version: String) throws(VersionError) -> VersionSet {
    let bound = VersionBound(version: version, isIncluded: true, isFix: marksFixes)
    return try VersionSet(VersionStretch(lower: bound), language.scheme)
  }

  private func set(after version: String) throws(VersionError) -> VersionSet {
    let bound = VersionBound(version: version, isIncluded: false, isFix: marksFixes)
    return try VersionSet(VersionStretch(lower: bound), language.scheme)
  }

  private func set(to version: String) throws(VersionError) -> VersionSet {
    let bound = VersionBound(version: version, isIncluded: false, isFix: marksFixes)
    return try VersionSet(VersionStretch(upper: bound), language.scheme)
  }

  private func set(upTo version: String) throws(VersionError) -> VersionSet {
    let bound = VersionBound(version: version, isIncluded: true)
    return try VersionSet(VersionStretch(upper: bound), language.scheme)
  }

  private func exactly(_ version: String) throws(VersionError) -> VersionSet {
    let bound = VersionBound(version: version, isIncluded: true, isFix: marksFixes)
    return try VersionSet(VersionStretch(lower: bound, upper: bound), language.scheme)
  }
}

/// The numbers a version begins with, and what can be made of them.
private struct Release {
  /// As written, without wildcards.
  var numbers: [String] = []
  /// All of the version, where it has no wildcard.
  let text: String
  var hasWildcard = false

  init(_ version: Substring) {
    for part in Substring(
      version.utf8.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
    )
    .pieces(on: ".") {
      if part == "*" || part == "x" || part == "X" {
        hasWildcard = true
        break
      }
      guard !part.isEmpty, part.utf8.allSatisfy(\.isASCIIDigit), numbers.count < 16 else { break }
      numbers.append(String(part))
    }
    text = hasWildcard ? numbers.joined(separator: ".") : String(version)
  }

  var isAny: Bool { hasWildcard && numbers.isEmpty }

  /// The first version it stands for.
  var lower: String { text.isEmpty ? "0" : text }

  /// `1.3` for `1.2`: the first that does not begin so.
  var next: String { bump(at: numbers.count - 1) }

  /// `2` for `1.2.3`, `0.3` for `0.2.3`, `0.0.4` for `0.0.3`.
  var caret: String {
    bump(
      at: numbers.firstIndex { $0.utf8.contains { $0 != UInt8(ascii: "0") } } ?? numbers.count - 1
    )
  }

  /// `1.3` for `1.2.3` and `1.2`, `2` for `1`.
  var tilde: String { bump(at: min(1, numbers.count - 1)) }

  /// `1.3` for `1.2.3`, `2` for `1.2` and `1`.
  var pessimistic: String { bump(at: max(0, numbers.count - 2)) }

  private func bump(at place: Int) -> String {
    guard numbers.indices.contains(place), let number = Int(numbers[place]), number < .max else {
      return "0"
    }
    return (numbers[..<place] + [String(number + 1)]).joined(separator: ".")
  }
}

/// The names of flaws that records are about, and which of them name the same one.
package enum FlawNames {
  /// The flaws a record is about, each with all names the record has for it.
  ///
  /// A notice of a distribution covers several flaws. A record with two CVE aliases is about two:
  /// one CVE is one flaw. One that is called by a CVE is about that alone, whatever its aliases
  /// say: those that came with another CVE are likely to be that one's.
  package static func flaws(of advisory: Advisory) -> [[String]] {
    if !advisory.covers.isEmpty { return advisory.covers.map { [$0] } }
    let names = [advisory.id] + advisory.aliases
    let numbers = names.filter(isCVE)
    guard numbers.count > 1 else { return [names] }
    if isCVE(advisory.id) { return [[advisory.id]] }
    return numbers.map { [$0] }
  }

  package static func isCVE(_ name: String) -> Bool { name.hasPrefix("CVE-") }

  /// In the order in which a flaw is called by them: CVE, GHSA, then the publishers' own.
  static func sorted(_ names: some Sequence<String>) -> [String] {
    Set(names).sorted { (order(of: $0), $0) < (order(of: $1), $1) }
  }

  private static func order(of name: String) -> Int {
    if isCVE(name) { return 0 }
    return name.hasPrefix("GHSA-") ? 1 : 2
  }
}

/// Which things are about the same flaw: joined by the names they share, but never two CVEs into
/// one, since alias lists have errors.
struct FlawGroups {
  private var parents: [String: String] = [:]
  private var numbers: [String: String] = [:]

  /// Says that all these name one flaw.
  mutating func join(_ names: [String]) {
    guard let first = names.first else { return }
    for name in names.dropFirst() { join(first, name) }
    if names.count == 1 { _ = root(of: first) }
  }

  /// The name that stands for a flaw.
  mutating func root(of name: String) -> String {
    guard let parent = parents[name] else {
      parents[name] = name
      if FlawNames.isCVE(name) { numbers[name] = name }
      return name
    }
    guard parent != name else { return name }
    let found = root(of: parent)
    parents[name] = found
    return found
  }

  private mutating func join(_ left: String, _ right: String) {
    let first = root(of: left)
    let second = root(of: right)
    guard first != second else { return }
    if let one = numbers[first], let other = numbers[second], one != other { return }
    parents[second] = first
    if let number = numbers[second] { numbers[first] = number }
  }
}

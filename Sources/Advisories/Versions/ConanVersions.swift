import Formats

/// Versions of Conan packages: parts between dots, a pre-release after `-`, a build after `+`.
///
/// Source: docs.conan.io/2, "Version ranges", and Conan's `Version`. A part that begins with digits
/// is compared by its number first, then by what follows: Conan compares such parts as text, by
/// which `1.1.1w` would come after `1.1.10`, and has cycles there.
enum ConanVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    ConanVersion.compare(ConanVersion(left), ConanVersion(right))
  }

  static func isValid(_ version: String) -> Bool {
    !version.isEmpty
      && version.utf8.allSatisfy { $0.isAlphanumeric || "_+.-".utf8.contains($0) }
  }

  /// `>=1.2 <2 || ~3.1 || ^4.0.1`, with `, include_prerelease` where pre-releases may answer.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    let parts = range.split(separator: ",", omittingEmptySubsequences: false)
    let allowsPreReleases = parts.dropFirst().contains { $0.contains("include_prerelease") }
    guard
      parts.dropFirst().allSatisfy({ String($0).trimmingBlanks.utf8.first?.isASCIILetter == true })
    else { throw .invalidRange(range) }
    let candidate = ConanVersion(version)
    var isContained = false
    for alternative in String(parts.first ?? "").alternatives {
      let bounds = try ConanBound.bounds(of: alternative, range)
      guard !candidate.isPreRelease || allowsPreReleases else { continue }
      if bounds.allSatisfy({ $0.holds(candidate) }) { isContained = true }
    }
    return isContained
  }
}

/// A version of Conan taken apart.
struct ConanVersion {
  /// A part between dots: the number it begins with, then the rest.
  struct Part: Comparable {
    /// `nil` for those that begin otherwise, which come last.
    var number: VersionNumber?
    var rest: String

    init(_ text: Substring) {
      let digits = text.utf8.prefix(while: \.isASCIIDigit)
      number = digits.isEmpty ? nil : VersionNumber(digits: digits)
      rest = String(text[digits.endIndex...])
    }

    init(_ number: VersionNumber) {
      self.number = number
      rest = ""
    }

    static func < (left: Part, right: Part) -> Bool {
      switch (left.number, right.number) {
      case (let number?, let other?) where number != other: number < other
      case (_?, nil): true
      case (nil, _?): false
      default: left.rest.utf8.lexicographicallyPrecedes(right.rest.utf8)
      }
    }
  }

  /// As written.
  var main: [Part]
  var pre: [Part]?
  var build: [Part]?
  let text: String

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    build = nil
    pre = nil
    if let plus = rest.lastIndex(of: "+") {
      build = Self.parts(rest[rest.index(after: plus)...])
      rest = rest[..<plus]
    }
    if let hyphen = rest.firstIndex(of: "-") {
      pre = Self.parts(rest[rest.index(after: hyphen)...])
      rest = rest[..<hyphen]
    }
    main = Self.parts(rest)
  }

  private init(main: [Part]) {
    self.main = main
    // Before every pre-release of the version.
    pre = [Part("")]
    build = nil
    text = ""
  }

  var isPreRelease: Bool { pre != nil }

  private static func parts(_ text: Substring) -> [Part] {
    text.split(separator: ".", omittingEmptySubsequences: false).map(Part.init)
  }

  /// The first version after all that begin with the parts before a place and the one there; `nil`
  /// when there is no number at that place.
  func upperBound(at place: Int) -> ConanVersion? {
    guard place < main.count, let number = main[place].number, main[place].rest.isEmpty else {
      return nil
    }
    return ConanVersion(main: Array(main[..<place]) + [Part(number.next)])
  }

  /// The same version before all its pre-releases.
  var beforePreReleases: ConanVersion { ConanVersion(main: main) }

  static func compare(_ left: ConanVersion, _ right: ConanVersion) -> VersionOrder {
    let order = VersionOrder(lists: left.main.trimmingZeros, right.main.trimmingZeros)
    if order != .same { return order }
    switch (left.pre, right.pre) {
    case (nil, nil): break
    case (_?, nil): return .before
    case (nil, _?): return .after
    case (let pre?, let other?):
      let order = self.order(pre, other)
      if order != .same { return order }
    }
    switch (left.build, right.build) {
    case (nil, nil): return .same
    case (nil, _?): return .before
    case (_?, nil): return .after
    case (let build?, let other?): return self.order(build, other)
    }
  }

  private static func order(_ left: [Part], _ right: [Part]) -> VersionOrder {
    let (first, second) = (left.trimmingZeros, right.trimmingZeros)
    // An empty part, which ranges end with, comes before any that says something.
    let (isOpen, isOtherOpen) = (first == [Part("")], second == [Part("")])
    if isOpen != isOtherOpen, !first.isEmpty, !second.isEmpty { return isOpen ? .before : .after }
    return VersionOrder(lists: first, second)
  }
}

extension [ConanVersion.Part] {
  fileprivate var trimmingZeros: [ConanVersion.Part] {
    Array(reversed().drop { $0 == ConanVersion.Part(.zero) }.reversed())
  }
}

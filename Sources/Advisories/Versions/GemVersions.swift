import Formats

/// Versions of Ruby gems: numbers and words between dots, as RubyGems orders them.
///
/// Source: guides.rubygems.org/specification-reference and `Gem::Version`, `Gem::Requirement`. Words
/// come before numbers and make a pre-release; a hyphen is read as `.pre.`, but for the platform
/// of a built gem (`1.15.4-x86_64-linux`), which is no part of the version.
enum GemVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try GemVersion(left)
    return GemVersion.compare(first, try GemVersion(right))
  }

  static func isValid(_ version: String) -> Bool { GemVersion.isWellFormed(version) }

  /// `~> 2.2, < 3`: all of them; alternatives stand between `||`.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    let candidate = try GemVersion(version)
    var isContained = false
    for alternative in range.alternatives where try holds(candidate, alternative, range) {
      isContained = true
    }
    return isContained
  }

  private static func holds(
    _ version: GemVersion,
    _ requirements: String,
    _ range: String
  ) throws(VersionError) -> Bool {
    let terms = OperatorTerm.terms(of: requirements)
    guard !terms.isEmpty else { throw .invalidRange(range) }
    var holds = true
    for term in terms {
      guard let bound = try? GemVersion(term.version) else { throw .invalidRange(range) }
      let order = GemVersion.compare(version, bound)
      switch term.sign {
      case "", "=": holds = holds && order == .same
      case "!=": holds = holds && order != .same
      case ">": holds = holds && order == .after
      case ">=": holds = holds && order != .before
      case "<": holds = holds && order == .before
      case "<=": holds = holds && order != .after
      case "~>":
        let isBelow = GemVersion.compare(version.release, bound.bumped) == .before
        holds = holds && order != .before && isBelow
      default: throw .invalidRange(range)
      }
    }
    return holds
  }
}

/// A version of a gem taken apart.
struct GemVersion {
  private enum Segment: Hashable {
    case number(VersionNumber)
    case word(String)
  }

  /// As written.
  private let segments: [Segment]

  private init(segments: [Segment]) { self.segments = segments }

  init(_ text: String) throws(VersionError) {
    let version = Self.withoutPlatform(text.trimmingBlanks)
    // RubyGems refuses more than this; what begins with a number can still be compared.
    guard version.utf8.first?.isASCIIDigit == true else { throw .invalidVersion(text) }
    var segments: [Segment] = []
    var bytes = Array(version.utf8)[...]
    while let byte = bytes.first {
      if byte.isASCIIDigit {
        let digits = bytes.prefix(while: \.isASCIIDigit)
        segments.append(.number(VersionNumber(digits: digits)))
        bytes = bytes[digits.endIndex...]
      } else if byte.isASCIILetter {
        let letters = bytes.prefix(while: \.isASCIILetter)
        segments.append(.word(String(decoding: letters, as: UTF8.self)))
        bytes = bytes[letters.endIndex...]
      } else {
        if byte == UInt8(ascii: "-") { segments.append(.word("pre")) }
        bytes.removeFirst()
      }
    }
    self.segments = segments
  }

  /// Numbers and words between dots, the first a number; then perhaps a hyphen and the like, where
  /// hyphens may stand too.
  static func isWellFormed(_ text: String) -> Bool {
    let version = withoutPlatform(text.trimmingBlanks)
    let hyphen = version.firstIndex(of: "-") ?? version.endIndex
    let parts = version[..<hyphen].utf8.split(
      separator: UInt8(ascii: "."),
      omittingEmptySubsequences: false
    )
    guard let first = parts.first, !first.isEmpty, first.allSatisfy(\.isASCIIDigit) else {
      return false
    }
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isAlphanumeric) }) else { return false }
    guard hyphen < version.endIndex else { return true }
    let rest = version[version.index(after: hyphen)...].utf8
    return rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
    }
  }

  /// The version without the platform that a gem was built for.
  private static func withoutPlatform(_ version: String) -> String {
    guard let hyphen = version.firstIndex(of: "-") else { return version }
    let platform = version[version.index(after: hyphen)...]
    let name = platform.prefix { $0 != "-" }
    let isPlatform =
      platforms.contains(String(platform)) || name != platform && processors.contains(String(name))
    return isPlatform ? String(version[..<hyphen]) : version
  }

  private static let platforms: Set<String> = [
    "dalvik", "dotnet", "java", "jruby", "mingw32", "mswin32", "mswin64", "ruby", "truffleruby",
  ]

  private static let processors: Set<String> = [
    "aarch64", "arm", "arm64", "armv6l", "armv7l", "i386", "i486", "i586", "i686", "mips",
    "powerpc", "powerpc64", "powerpc64le", "ppc64le", "riscv64", "s390x", "sparc", "universal",
    "x64", "x86", "x86_64",
  ]

  /// Without the words: what a pre-release comes before.
  var release: GemVersion {
    let word = segments.firstIndex { if case .word = $0 { true } else { false } }
    return GemVersion(segments: Array(segments[..<(word ?? segments.endIndex)]))
  }

  /// The first version that `~>` does not allow: the last but one number raised.
  var bumped: GemVersion {
    var numbers = release.segments
    if numbers.count > 1 { numbers.removeLast() }
    if case .number(let number)? = numbers.popLast() { numbers.append(.number(number.next)) }
    return GemVersion(segments: numbers)
  }

  /// Without zeros at the end, and before the first word.
  private var canonical: [Segment] {
    let numbers = release.segments
    let words = segments[numbers.count...]
    return [numbers[...], words].flatMap { part in
      part.reversed().drop { $0 == .number(.zero) }.reversed()
    }
  }

  static func compare(_ left: GemVersion, _ right: GemVersion) -> VersionOrder {
    let (first, second) = (left.canonical, right.canonical)
    for index in 0..<max(first.count, second.count) {
      let segment = index < first.count ? first[index] : .number(.zero)
      let other = index < second.count ? second[index] : .number(.zero)
      switch (segment, other) {
      case (.number(let number), .number(let otherNumber)) where number != otherNumber:
        return VersionOrder(number, otherNumber)
      case (.word(let word), .word(let otherWord)) where word != otherWord:
        return word.utf8.lexicographicallyPrecedes(otherWord.utf8) ? .before : .after
      case (.word, .number): return .before
      case (.number, .word): return .after
      default: continue
      }
    }
    return .same
  }
}

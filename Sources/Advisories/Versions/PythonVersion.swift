import Formats

/// A version by PEP 440: `[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]`.
struct PythonVersion: Comparable {
  /// What comes before a release.
  enum Phase: Int {
    case alpha
    case beta
    case candidate
  }

  struct PreRelease: Comparable {
    var phase: Phase
    var number: VersionNumber

    static func < (left: PreRelease, right: PreRelease) -> Bool {
      left.phase == right.phase
        ? left.number < right.number : left.phase.rawValue < right.phase.rawValue
    }
  }

  /// A part of a local version: numbers come after words.
  enum LocalPart: Comparable {
    case word(String)
    case number(VersionNumber)
  }

  var epoch = VersionNumber.zero
  var release: [VersionNumber] = []
  var pre: PreRelease?
  var post: VersionNumber?
  var dev: VersionNumber?
  var local: [LocalPart] = []

  /// Whether it is numbers alone.
  var isRelease: Bool { pre == nil && post == nil && dev == nil && local.isEmpty }

  /// Without its local part.
  var `public`: PythonVersion {
    var version = self
    version.local = []
    return version
  }

  /// Itself for a pre-release, the first development version of it for any other: what `<` ends
  /// before.
  var firstPreRelease: PythonVersion {
    var version = self.public
    if version.pre == nil, version.dev == nil { version.dev = .zero }
    return version
  }

  /// Whether the first numbers are the same, those left out being zero.
  func begins(like other: PythonVersion, _ count: Int) -> Bool {
    guard epoch == other.epoch else { return false }
    return (0..<count).allSatisfy { number(at: $0) == other.number(at: $0) }
  }

  private func number(at index: Int) -> VersionNumber {
    index < release.count ? release[index] : .zero
  }

  static func == (left: PythonVersion, right: PythonVersion) -> Bool {
    !(left < right) && !(right < left)
  }

  static func < (left: PythonVersion, right: PythonVersion) -> Bool {
    if left.epoch != right.epoch { return left.epoch < right.epoch }
    for index in 0..<max(left.release.count, right.release.count) {
      let (first, second) = (left.number(at: index), right.number(at: index))
      if first != second { return first < second }
    }
    if left.stage != right.stage { return left.stage < right.stage }
    if let first = left.pre, let second = right.pre, first != second { return first < second }
    if left.post != right.post {
      guard let first = left.post else { return true }
      guard let second = right.post else { return false }
      return first < second
    }
    if left.dev != right.dev {
      guard let first = left.dev else { return false }
      guard let second = right.dev else { return true }
      return first < second
    }
    return left.local.lexicographicallyPrecedes(right.local)
  }

  /// Development versions of the release itself, pre-releases, the rest.
  private var stage: Int { pre != nil ? 1 : post == nil && dev != nil ? 0 : 2 }
}

extension PythonVersion {
  init?(_ text: String) {
    var reader = PythonVersionReader(text)
    guard let version = reader.read() else { return nil }
    self = version
  }
}

/// Reads a version by PEP 440, appendix B, whatever the case.
private struct PythonVersionReader {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) {
    let bytes = text.utf8.drop(while: \.isASCIIWhitespace)
    let end = bytes.lastIndex { !$0.isASCIIWhitespace }
    rest = end.map { bytes[...$0] }.map { Array($0.map(\.asciiLowercased))[...] } ?? []
  }

  mutating func read() -> PythonVersion? {
    var version = PythonVersion()
    if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
    guard let first = number() else { return nil }
    version.release = [first]
    if take("!") {
      version.epoch = first
      guard let number = number() else { return nil }
      version.release = [number]
    }
    while rest.first == UInt8(ascii: "."), rest.dropFirst().first?.isASCIIDigit == true {
      rest.removeFirst()
      if let number = number() { version.release.append(number) }
    }
    version.pre = preRelease()
    version.post = postRelease()
    version.dev = tagged(["dev"])?.number
    if take("+") {
      guard let parts = local() else { return nil }
      version.local = parts
    }
    return rest.isEmpty ? version : nil
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let bytes = "\(text)".utf8
    guard rest.starts(with: bytes) else { return false }
    rest = rest.dropFirst(bytes.count)
    return true
  }

  private mutating func number() -> VersionNumber? {
    let digits = rest.prefix(while: \.isASCIIDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    return VersionNumber(digits: digits)
  }

  private mutating func separator() {
    if let first = rest.first, first.isSeparator { rest.removeFirst() }
  }

  /// A word with a number, which is zero when left out; separators may stand around the word.
  private mutating func tagged(_ words: [String]) -> (word: Int, number: VersionNumber)? {
    let start = rest
    separator()
    for (index, word) in words.enumerated() where rest.starts(with: word.utf8) {
      rest = rest.dropFirst(word.utf8.count)
      separator()
      return (index, number() ?? .zero)
    }
    rest = start
    return nil
  }

  private mutating func preRelease() -> PythonVersion.PreRelease? {
    let words = ["alpha", "beta", "preview", "pre", "a", "b", "c", "rc"]
    guard let (word, number) = tagged(words) else { return nil }
    let phase: PythonVersion.Phase =
      switch word {
      case 0, 4: .alpha
      case 1, 5: .beta
      default: .candidate
      }
    return PythonVersion.PreRelease(phase: phase, number: number)
  }

  private mutating func postRelease() -> VersionNumber? {
    // `1.0-1` is `1.0.post1`.
    if rest.first == UInt8(ascii: "-"), rest.dropFirst().first?.isASCIIDigit == true {
      rest.removeFirst()
      return number()
    }
    return tagged(["post", "rev", "r"])?.number
  }

  private mutating func local() -> [PythonVersion.LocalPart]? {
    var parts: [PythonVersion.LocalPart] = []
    while true {
      let part = rest.prefix { $0.isASCIIDigit || $0.isASCIILetter }
      guard !part.isEmpty else { return nil }
      rest = rest[part.endIndex...]
      parts.append(
        part.allSatisfy(\.isASCIIDigit)
          ? .number(VersionNumber(digits: part))
          : .word(String(decoding: Array(part), as: UTF8.self))
      )
      guard let next = rest.first, next.isSeparator else { return parts }
      rest.removeFirst()
    }
  }
}

/// A version that PEP 440 does not know, as setuptools compared it: pieces of digits and letters.
struct LegacyPythonVersion {
  private var pieces: [String] = []

  init(_ text: String) {
    var rest = Array(text.utf8.map(\.asciiLowercased))[...]
    while let first = rest.first {
      let piece =
        first.isASCIIDigit
        ? rest.prefix(while: \.isASCIIDigit)
        : first.isASCIILetter
          ? rest.prefix(while: \.isASCIILetter)
          : first.isLegacySeparator
            ? rest.prefix(1)
            : rest.prefix { !$0.isASCIIDigit && !$0.isASCIILetter && !$0.isLegacySeparator }
      rest = rest[piece.endIndex...]
      append(String(decoding: Array(piece), as: UTF8.self))
    }
    append("final")
  }

  private mutating func append(_ piece: String) {
    guard piece != ".", let first = piece.utf8.first else { return }
    if first.isASCIIDigit {
      pieces.append(String(repeating: "0", count: max(0, 8 - piece.utf8.count)) + piece)
      return
    }
    let word =
      switch piece {
      case "pre", "preview", "rc": "*c"
      case "-": "*final-"
      case "dev": "*@"
      default: "*" + piece
      }
    // A hyphen before a pre-release means nothing, nor do zeros before any word.
    if word < "*final" { while pieces.last == "*final-" { pieces.removeLast() } }
    while pieces.last == "00000000" { pieces.removeLast() }
    pieces.append(word)
  }

  func compare(to other: LegacyPythonVersion) -> VersionOrder {
    for (left, right) in zip(pieces, other.pieces) where left != right {
      return left < right ? .before : .after
    }
    return VersionOrder(pieces.count, other.pieces.count)
  }
}

extension UInt8 {
  fileprivate var isSeparator: Bool {
    self == UInt8(ascii: ".") || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }

  fileprivate var isLegacySeparator: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: "-") }
}

/// One comparison of a version range of Conan.
struct ConanBound {
  private enum Sign {
    case equal
    case before
    case notAfter
    case after
    case notBefore
    /// Begins with the text.
    case alike
  }

  private var sign: Sign
  private var version: ConanVersion

  /// `>=` and `<` of a release count its pre-releases as parts of it.
  private init(_ sign: Sign, _ version: ConanVersion) {
    self.sign = sign
    let isEdge = sign == .notBefore || sign == .before
    let isPlain = !version.isPreRelease && version.build == nil
    self.version = isEdge && isPlain ? version.beforePreReleases : version
  }

  func holds(_ candidate: ConanVersion) -> Bool {
    let order = ConanVersion.compare(candidate, version)
    return switch sign {
    case .equal: order == .same
    case .before: order == .before
    case .notAfter: order != .after
    case .after: order == .after
    case .notBefore: order != .before
    case .alike: candidate.text.hasPrefix(version.text)
    }
  }

  /// The comparisons of one alternative, all of which must hold.
  static func bounds(
    of alternative: String,
    _ range: String
  ) throws(VersionError) -> [ConanBound] {
    var bounds: [ConanBound] = []
    for word in alternative.split(whereSeparator: { $0 == " " || $0 == "\t" }) where word != "*" {
      guard let found = single(word) else { throw .invalidRange(range) }
      bounds += found
    }
    // Anything: from zero on.
    return bounds.isEmpty ? [ConanBound(.notBefore, ConanVersion("0"))] : bounds
  }

  private static func single(_ word: Substring) -> [ConanBound]? {
    let spellings: [(String, Sign)] = [
      (">=", .notBefore), ("<=", .notAfter), (">", .after), ("<", .before), ("=", .equal),
    ]
    for (spelling, sign) in spellings where word.hasPrefix(spelling) {
      return version(word.dropFirst(spelling.count)).map { [ConanBound(sign, $0)] }
    }
    switch word.first {
    case "~":
      guard let version = version(word.dropFirst()) else { return nil }
      let start = version.isPreRelease ? version : version.beforePreReleases
      return between(start, version.upperBound(at: version.main.count > 1 ? 1 : 0))
    case "^":
      guard let version = version(word.dropFirst()) else { return nil }
      let zero = ConanVersion.Part(.zero)
      let place = version.main.firstIndex { $0 != zero } ?? version.main.count
      return between(version, version.upperBound(at: place))
    default:
      if word.last == "*" { return [ConanBound(.alike, ConanVersion(String(word.dropLast())))] }
      return version(word).map { [ConanBound(.equal, $0)] }
    }
  }

  private static func between(_ low: ConanVersion, _ high: ConanVersion?) -> [ConanBound]? {
    guard let high else { return nil }
    return [ConanBound(.notBefore, low), ConanBound(.before, high)]
  }

  private static func version(_ text: Substring) -> ConanVersion? {
    guard let first = text.first, !"<>=~^*".contains(first) else { return nil }
    return ConanVersion(String(text))
  }
}

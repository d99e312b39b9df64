import Formats

/// Asks one form about the place where its keyword stands.
enum SecretMatcher {
  /// What fits, and the name it is given to.
  struct Match {
    var range: Range<Int>
    var name: Range<Int>

    init(_ range: Range<Int>, named name: Range<Int>? = nil) {
      self.range = range
      self.name = name ?? range.lowerBound..<range.lowerBound
    }
  }

  static func match(
    _ form: SecretForm,
    at keyword: Range<Int>,
    in bytes: Span<UInt8>,
    _ kind: TextKind
  ) -> Match? {
    switch form.shape {
    case .token(let before, let after):
      token(before, keyword, after, form.checks, in: bytes, kind)
    case .named(let value, let needsRole):
      named(value, needsRole: needsRole, keyword, form.checks, in: bytes, kind)
    case .generic(let secret):
      kind == .documentation
        ? nil
        : GenericSecretMatcher.match(
          secret,
          keyword,
          in: bytes,
          kind,
          isKnownFile: !form.paths.isEmpty
        )
    case .privateKey(let wanted): PrivateKeyMatcher.match(wanted, keyword, in: bytes)
    case .puttyKey(let isEncrypted):
      PrivateKeyMatcher.puttyKey(keyword, isEncrypted: isEncrypted, in: bytes)
    case .webToken(let wanted): WebTokenMatcher.match(wanted, at: keyword.lowerBound, in: bytes)
    case .address: AddressMatcher.match(keyword, in: bytes)
    case .file: nil
    }
  }

  private static func token(
    _ before: [SecretPart],
    _ keyword: Range<Int>,
    _ after: [SecretPart],
    _ checks: [SecretCheck],
    in bytes: Span<UInt8>,
    _ kind: TextKind
  ) -> Match? {
    guard let end = bytes.end(of: after, from: keyword.upperBound),
      let start = bytes.start(of: before, to: keyword.lowerBound),
      kind == .binary || bytes.isStart(start), isEnd(end, of: after.last, in: bytes),
      SecretChecks.hold(
        checks,
        for: bytes.copy(start..<end),
        after: before.isEmpty ? keyword.count : 0
      )
    else { return nil }
    return Match(start..<end)
  }

  private static func named(
    _ value: [SecretPart],
    needsRole: Bool,
    _ keyword: Range<Int>,
    _ checks: [SecretCheck],
    in bytes: Span<UInt8>,
    _ kind: TextKind
  ) -> Match? {
    guard let given = SecretAssignment(around: keyword, in: bytes),
      let end = bytes.end(of: value, from: given.value), isEnd(end, of: value.last, in: bytes),
      !needsRole || hasRole(given.name, in: bytes)
    else { return nil }
    // Documents show names with made up values; only what is random in every way counts there.
    if kind == .documentation, given.quote == nil, end < bytes.count, bytes[end] > 0x20 {
      return nil
    }
    let secret = bytes.copy(given.value..<end)
    guard SecretChecks.hold(checks, for: secret, after: 0) else { return nil }
    return Match(given.value..<end, named: given.name)
  }

  /// Whether nothing follows that would make it a part of something longer.
  private static func isEnd(_ end: Int, of part: SecretPart?, in bytes: Span<UInt8>) -> Bool {
    guard end < bytes.count else { return true }
    switch part {
    case .run(let set, _): return bytes.isEnd(end) && !set.contains(bytes[end])
    case .text(let text):
      // A sign ends it whatever follows.
      let last = text.utf8.last ?? 0
      return bytes.isEnd(end) || !(last.isASCIILetter || last.isASCIIDigit)
    case .choice, nil: return bytes.isEnd(end)
    }
  }

  private static func hasRole(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let lower = bytes.copy(name).map(\.asciiLowercased)
    return roles.contains { lower.holds($0) }
  }

  private static let roles = [
    "key", "token", "secret", "pass", "pwd", "auth", "credential", "api", "bearer", "pat",
  ].map { Array($0.utf8) }
}

extension SecretForm {
  /// How sure the form is, the surest first.
  var rank: Int {
    switch shape {
    case .token, .privateKey, .puttyKey, .webToken: 0
    case .named: paths.isEmpty ? 2 : 1
    case .address: 2
    case .file: 3
    case .generic: paths.isEmpty ? 5 : 4
    }
  }

  /// A keyword as it is looked for.
  func word(_ keyword: String) -> LiteralSet.Word {
    let isAtStart =
      switch shape {
      case .token(let before, _): before.isEmpty
      case .webToken: true
      default: false
      }
    return LiteralSet.Word(keyword, mindsCase: mindsCase, isAtStart: isAtStart)
  }

  /// Whether it is looked for in programs and other data too.
  var isForBinaries: Bool {
    switch shape {
    case .token, .privateKey: true
    default: false
    }
  }

  /// Whether it is looked for in a file with this path.
  func isFor(_ path: String) -> Bool {
    paths.isEmpty || paths.contains { path.hasPathSuffix($0) }
  }
}

extension String {
  /// Whether the path ends like this: whole components, or the end of a name where the tail begins
  /// with a dot or a star.
  fileprivate func hasPathSuffix(_ tail: String) -> Bool {
    if tail.utf8.first == UInt8(ascii: "*") {
      let end = tail.utf8.dropFirst()
      return utf8.count >= end.count && utf8.suffix(end.count).elementsEqual(end)
    }
    let (mine, wanted) = (utf8, tail.utf8)
    guard mine.count >= wanted.count, mine.suffix(wanted.count).elementsEqual(wanted) else {
      return false
    }
    return mine.count == wanted.count
      || mine.dropLast(wanted.count).last == UInt8(ascii: "/")
  }
}

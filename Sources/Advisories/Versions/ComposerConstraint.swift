import Formats

/// One comparison that a constraint of Composer comes down to.
struct ComposerConstraint {
  private let sign: String
  private let version: ComposerVersion

  private init(_ sign: String, _ version: ComposerVersion) {
    self.sign = sign
    self.version = version
  }

  /// Branches answer only to themselves.
  func holds(_ candidate: ComposerVersion) -> Bool {
    if candidate.isBranch || version.isBranch {
      let isSame = candidate.text == version.text
      return sign == "==" && isSame || sign == "!=" && !isSame
    }
    let order = ComposerVersion.compare(candidate, version)
    return switch sign {
    case "==": order == .same
    case "!=": order != .same
    case "<": order == .before
    case "<=": order != .after
    case ">": order == .after
    default: order != .before
    }
  }

  /// The comparisons of one alternative, all of which must hold; `nil` for what is no constraint.
  static func terms(of alternative: Substring) -> [ComposerConstraint]? {
    var words = OperatorTerm.terms(of: alternative)[...]
    guard !words.isEmpty else { return nil }
    var constraints: [ComposerConstraint] = []
    while let word = words.popFirst() {
      if words.first?.version == "-", words.first?.sign == "", word.sign == "" {
        words.removeFirst()
        guard let end = words.popFirst(), end.sign == "" else { return nil }
        guard let range = hyphenRange(word.version, end.version) else { return nil }
        constraints += range
        continue
      }
      if words.first == OperatorTerm(sign: "", version: "as") {
        words.removeFirst(min(2, words.count))
      }
      guard let range = single(word) else { return nil }
      constraints += range
    }
    return constraints
  }

  private static func single(_ word: OperatorTerm) -> [ComposerConstraint]? {
    let (flagless, stability) = word.version.withoutStabilityFlag
    let text = flagless.isEmpty && stability != nil ? "*" : flagless.withoutReference
    switch word.sign {
    case "~": return tilde(text)
    case "^": return caret(text)
    case "" where text.isAnyVersion:
      return text == "*" || text.lowercased() == "x" ? [] : comparison(">=", "0.0.0.0-dev")
    case "": return wildcard(text) ?? basic("==", text, stability)
    case "=", "==": return basic("==", text, stability)
    case "<>", "!=": return basic("!=", text, stability)
    case "<", "<=", ">", ">=": return basic(word.sign, text, stability)
    default: return nil
    }
  }

  private static func comparison(_ sign: String, _ text: String) -> [ComposerConstraint] {
    [ComposerConstraint(sign, ComposerVersion(raw: text))]
  }

  /// A comparison as written; `<` and `>=` of a release count its pre-releases as before it.
  private static func basic(
    _ sign: String,
    _ text: String,
    _ stability: String?
  ) -> [ComposerConstraint]? {
    var version = ComposerVersion(normalizing: text)
    if version == nil, text.hasSuffix("-dev") {
      version = ComposerVersion(normalizing: "dev-" + text.dropLast(4))
    }
    guard let version else { return nil }
    let isPlain = !version.text.contains("-")
    if sign != "==", let stability, stability != "stable", isPlain {
      return comparison(sign, version.text + "-" + stability)
    }
    if sign == "<" || sign == ">=", !version.isBranch, !text.hasHyphenModifier {
      return comparison(sign, version.text + "-dev")
    }
    return [ComposerConstraint(sign, version)]
  }

  /// `~1.2.3`: the last number but one stays.
  private static func tilde(_ text: String) -> [ComposerConstraint]? {
    guard let partial = Partial(text) else { return nil }
    let position = partial.numbers.count + (partial.isOpenBranch ? 1 : 0)
    return between(text, partial, raised: max(1, position - 1))
  }

  /// `^1.2.3`: the first number that is not zero stays.
  private static func caret(_ text: String) -> [ComposerConstraint]? {
    guard let partial = Partial(text) else { return nil }
    let numbers = partial.numbers
    let position =
      if numbers[0] != "0" || numbers.count == 1 {
        1
      } else if numbers[1] != "0"
        || numbers.count == 2
      { 2 } else { 3 }
    return between(text, partial, raised: position)
  }

  private static func between(
    _ text: String,
    _ partial: Partial,
    raised position: Int
  ) -> [ComposerConstraint]? {
    guard let low = ComposerVersion(normalizing: text + (partial.isPlain ? "-dev" : "")) else {
      return nil
    }
    return [ComposerConstraint(">=", low)]
      + comparison("<", partial.raised(at: position) + "-dev")
  }

  /// `1.2.*`.
  private static func wildcard(_ text: String) -> [ComposerConstraint]? {
    var numbers = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    let count = numbers.count
    while let last = numbers.last, last == "*" || last == "x" { numbers.removeLast() }
    guard (1...3).contains(numbers.count), numbers.count < count else { return nil }
    guard let partial = Partial(numbers.joined(separator: ".")), partial.isPlain,
      partial.numbers.count == numbers.count
    else { return nil }
    let low = partial.padded(to: numbers.count) + "-dev"
    let high = comparison("<", partial.raised(at: numbers.count) + "-dev")
    return low == "0.0.0.0-dev" ? high : comparison(">=", low) + high
  }

  /// `1.0 - 2.0`: up to all that begins with the second where that is short.
  private static func hyphenRange(_ from: String, _ to: String) -> [ComposerConstraint]? {
    guard let low = Partial(from), let high = Partial(to),
      let lower = ComposerVersion(normalizing: from),
      let upper = ComposerVersion(normalizing: to)
    else { return nil }
    let start = comparison(">=", lower.text + (low.isPlain ? "-dev" : ""))
    guard high.isPlain, high.numbers.count < 3 else {
      return start + [ComposerConstraint("<=", upper)]
    }
    return start + comparison("<", high.raised(at: high.numbers.count) + "-dev")
  }

  /// Numbers with perhaps a modifier, as ranges are made from.
  private struct Partial {
    var numbers: [String]
    /// Whether it ends with `.x-dev`.
    var isOpenBranch: Bool
    /// Whether it has neither stability nor `dev`.
    var isPlain: Bool

    init?(_ text: String) {
      let bytes = Array(text.lowercased().utf8)
      var rest = bytes[...]
      if let plus = rest.firstIndex(of: UInt8(ascii: "+")), plus + 1 < rest.endIndex {
        rest = rest[..<plus]
      }
      if rest.first == UInt8(ascii: "v") { rest.removeFirst() }
      guard let found = ComposerParts.numbers(&rest) else { return nil }
      numbers = found
      if let modifier = ComposerParts.modifier(rest) {
        isOpenBranch = false
        isPlain = modifier.stability.isEmpty && !modifier.isDev
        return
      }
      isOpenBranch = [".x-dev", ".x.dev", ".xdev", ".*-dev", ".*.dev", ".*dev"].contains {
        rest.elementsEqual($0.utf8)
      }
      isPlain = false
      guard isOpenBranch else { return nil }
    }

    /// All four numbers, those after a place as zero.
    func padded(to place: Int) -> String {
      let kept = numbers.prefix(place)
      return (kept + Array(repeating: "0", count: 4 - kept.count)).joined(separator: ".")
    }

    /// The same with the number at a place, counted from 1, raised by one.
    func raised(at place: Int) -> String {
      var raised = self
      raised.numbers += Array(repeating: "0", count: 4 - numbers.count)
      let number = VersionNumber(digits: raised.numbers[place - 1].utf8)
      raised.numbers[place - 1] = number.next.description
      return raised.padded(to: place)
    }
  }
}

extension String {
  /// The text without the commit after `#` that branches may name.
  fileprivate var withoutReference: String {
    guard let mark = firstIndex(of: "#"), mark > startIndex else { return self }
    let name = String(self[..<mark])
    let isBranch = name.hasPrefix("dev-") || name.hasSuffix(".x-dev")
    return isBranch ? name : self
  }

  /// `*`, `x.x`, `v*`.
  fileprivate var isAnyVersion: Bool {
    var text = lowercased()[...]
    if text.hasPrefix("v") { text = text.dropFirst() }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
      $0 == "*" || $0 == "x"
    }
  }

  /// Whether a hyphen with a modifier, or with nothing, ends it.
  fileprivate var hasHyphenModifier: Bool {
    let bytes = Array(lowercased().utf8)
    // The last two hyphens are enough: a modifier has at most two, the second before `dev`.
    let hyphens = bytes.indices.filter { bytes[$0] == UInt8(ascii: "-") }
    return hyphens.suffix(8).contains { ComposerParts.modifier(bytes[($0 + 1)...]) != nil }
  }
}

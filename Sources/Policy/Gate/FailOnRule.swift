package import Model

/// What `--fail-on` says: the conditions that a finding must all meet to deny the artifact.
///
/// Several of these stand side by side: a finding that meets all conditions of any one decides.
/// Malware decides whatever they say.
package struct FailOnRule: Hashable, Sendable {
  /// One condition, between two commas.
  package enum Condition: Hashable, Sendable {
    /// At least this bad.
    case severity(Severity)
    /// There is a fix to install; anything but a vulnerability is in the user's own hands and meets
    /// it.
    case fixed
    /// On a list of flaws that are used in attacks.
    case exploited
    /// Likely to be used within 30 days: from 0 to 1.
    case likelihood(Double)
    /// From 0 to 100.
    case risk(Double)
    /// Published to do harm.
    case malware
    /// Of this family.
    case kind(Finding.Kind)
  }

  /// In the order they were given, none twice.
  package let conditions: [Condition]

  /// Reads `high`, `critical,fixed`, `exploited`, `medium,epss>=0.1`, `risk>=70`, `malware`.
  package init(_ text: String) throws(FailOnError) {
    var conditions: [Condition] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let condition = try Condition(Self.trimmed(word), in: text)
      if case .severity = condition, conditions.contains(where: \.isSeverity) {
        throw .secondSeverity(text)
      }
      if !conditions.contains(condition) { conditions.append(condition) }
    }
    self.conditions = conditions
  }

  /// Reads several, as options given several times; `none` alone means that nothing is asked.
  package static func parse(_ texts: [String]) throws(FailOnError) -> [FailOnRule] {
    if texts.count == 1, trimmed(texts[0][...]).lowercased() == "none" { return [] }
    var rules: [FailOnRule] = []
    for text in texts {
      let rule = try FailOnRule(text)
      if !rules.contains(rule) { rules.append(rule) }
    }
    return rules
  }

  private static func trimmed(_ word: Substring) -> String {
    var word = word
    while word.first?.isWhitespace == true { word.removeFirst() }
    while word.last?.isWhitespace == true { word.removeLast() }
    return String(word)
  }

  /// Whether a finding denies the artifact.
  package func holds(for finding: Finding) -> Bool {
    finding.kind == .malware || conditions.allSatisfy { $0.holds(for: finding) }
  }
}

extension FailOnRule: CustomStringConvertible {
  package var description: String { conditions.map(\.description).joined(separator: ",") }
}

extension FailOnRule.Condition {
  fileprivate init(_ word: String, in text: String) throws(FailOnError) {
    if let sign = word.firstIndex(where: { "<>=".contains($0) }) {
      self = try Self.comparison(word, sign: sign)
      return
    }
    switch word.lowercased() {
    case "": throw .empty(text)
    case "any", "all": self = .severity(.unknown)
    case "fixed": self = .fixed
    case "exploited", "kev": self = .exploited
    case "malware": self = .malware
    case "none": throw .noneAmongOthers(text)
    case "moderate": self = .severity(.medium)
    case "important": self = .severity(.high)
    case let name:
      if let severity = Severity(rawValue: name) {
        self = .severity(severity)
      } else if let kind = Finding.Kind(rawValue: name) {
        self = .kind(kind)
      } else if ["epss", "risk"].contains(name) {
        throw .missingNumber(name)
      } else {
        throw .unknownWord(word)
      }
    }
  }

  private static func comparison(
    _ word: String,
    sign: String.Index
  ) throws(FailOnError) -> Self {
    let name = word[..<sign].lowercased().filter { !$0.isWhitespace }
    let operation = word[sign...].prefix { "<>=".contains($0) }
    let digits = word[operation.endIndex...].filter { !$0.isWhitespace }
    guard ["epss", "risk"].contains(name) else { throw .unknownWord(word) }
    guard operation == ">=" else { throw .wrongOperator(word) }
    let limit = name == "epss" ? 1.0 : 100.0
    guard let value = number(digits), (0...limit).contains(value) else {
      throw .outOfRange(word, upTo: Int(limit))
    }
    return name == "epss" ? .likelihood(value) : .risk(value)
  }

  /// Plain decimals, and per cent: `0.1`, `10%`; not what else a `Double` can be written as.
  private static func number(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard !digits.isEmpty, digits.utf8.count <= 20,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E })
    else { return nil }
    return Double(digits).map { isPercent ? $0 / 100 : $0 }
  }

  fileprivate var isSeverity: Bool {
    if case .severity = self { true } else { false }
  }

  fileprivate func holds(for finding: Finding) -> Bool {
    switch self {
    case .severity(let least): finding.severity >= least
    case .fixed: finding.vulnerability?.hasFixToInstall ?? true
    case .exploited: finding.vulnerability?.exploited != nil
    case .likelihood(let least): (finding.vulnerability?.likelihood?.probability ?? -1) >= least
    case .risk(let least): (finding.vulnerability?.risk ?? -1) >= least
    case .malware: finding.kind == .malware
    case .kind(let kind): finding.kind == kind
    }
  }

  fileprivate var description: String {
    switch self {
    case .severity(.unknown): "any"
    case .severity(let least): least.rawValue
    case .fixed: "fixed"
    case .exploited: "exploited"
    case .likelihood(let least): "epss>=\(least)"
    case .risk(let least): "risk>=\(least)"
    case .malware: "malware"
    case .kind(let kind): kind.rawValue
    }
  }
}

extension VulnerabilityDetail {
  /// Whether there is a version with the fix that can be had without a subscription.
  package var hasFixToInstall: Bool { fixState == .fixed && fixChannel.isEmpty }
}

import Formats
package import Model

/// The short beginnings that are worth looking for in programs.
private let shortWordsForBinaries: Set<[UInt8]> = Set(
  ["AKIA", "AIza", "ghp_", "gho_", "ghs_", "npm_", "hvs."].map { Array($0.utf8) }
)

/// Looks for secrets in bytes, by the rules of a table.
///
/// All keywords of all rules are looked for at once (`LiteralSet`); what the rules say is only
/// asked where one stands. What is given back says where a secret is, never what it is.
package struct SecretScanner: Sendable {
  /// What was found in one file.
  package struct Result: Hashable, Sendable {
    /// In the order of their places.
    package var traces: [SecretTrace] = []
    /// Whether there were more than are kept.
    package var isCut = false

    package init() {}
  }

  /// A form with the number of its rule.
  private final class Use: Sendable {
    let rule: Int
    let form: SecretForm

    init(rule: Int, form: SecretForm) {
      self.rule = rule
      self.form = form
    }
  }

  /// Words to look for, and what to ask where one stands.
  private final class Words: Sendable {
    let set: LiteralSet
    let lengths: [Int]
    let uses: [[Use]]
    let gates: [SecretGate]

    init(_ uses: [LiteralSet.Word: [Use]]) {
      let words = uses.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
      set = LiteralSet(words)
      lengths = words.map(\.bytes.count)
      self.uses = words.map { uses[$0] ?? [] }
      gates = self.uses.map { SecretGate($0.map(\.form)) }
    }
  }

  /// Raised when the same bytes would now give another result.
  package static let version = 1
  /// Secrets that are kept of one file.
  package static let traceLimit = 100
  /// Bytes in which a NUL tells that a file is no text.
  package static let headSize = 8192
  private let rules: [SecretRule]
  private let text: Words
  /// What no program holds by chance.
  private let binary: Words
  private let fileUses: [Use]

  /// The scanner for all rules, made when first asked for.
  package static let standard = SecretScanner(allSecretRules)

  package init(_ rules: [SecretRule]) {
    self.rules = rules
    var uses: [LiteralSet.Word: [Use]] = [:]
    var fileUses: [Use] = []
    for (number, rule) in rules.enumerated() {
      for form in rule.forms {
        let use = Use(rule: number, form: form)
        if form.keywords.isEmpty { fileUses.append(use) }
        for keyword in form.keywords {
          uses[form.word(keyword), default: []].append(use)
        }
      }
    }
    self.fileUses = fileUses
    text = Words(uses)
    var certain: [LiteralSet.Word: [Use]] = [:]
    for (word, uses) in uses
    where word.bytes.count >= 5 || shortWordsForBinaries.contains(word.bytes) {
      let some = uses.filter(\.form.isForBinaries)
      // What goes before a text in a program may be its length.
      if !some.isEmpty { certain[word.anywhere, default: []] += some }
    }
    binary = Words(certain)
  }

  /// Whether bytes are taken for a program or other data, and not for text.
  package static func isBinary(_ bytes: Span<UInt8>) -> Bool {
    bytes.extracting(0..<min(bytes.count, headSize)).firstIndex(of: [0]) != nil
  }

  /// The secrets in the contents of a file.
  ///
  /// - Parameter path: tells settings from documents, and the files that are secrets by name.
  package func scan(_ bytes: Span<UInt8>, path: String) -> Result {
    let isBinary = Self.isBinary(bytes)
    let words = isBinary ? binary : text
    let kind = isBinary ? TextKind.binary : TextKind(path: path)
    var hits: [SecretHit] = []
    // Most forms do not ask for the path, and those that do ask once for each file.
    var known: [Int: Bool] = [:]
    func fits(_ use: Use) -> Bool {
      if use.form.paths.isEmpty { return true }
      if let answer = known[use.rule] { return answer }
      let answer = use.form.isFor(path)
      known[use.rule] = answer
      return answer
    }
    words.set.forEach(in: bytes) { word, place in
      guard hits.count < Self.traceLimit * 4 else { return }
      let keyword = place..<place + words.lengths[word]
      guard words.gates[word].isOpen(keyword, in: bytes) else { return }
      for use in words.uses[word] where fits(use) {
        guard let found = SecretMatcher.match(use.form, at: keyword, in: bytes, kind) else {
          continue
        }
        hits.append(
          SecretHit(rule: use.rule, range: found.range, name: found.name, rank: use.form.rank)
        )
      }
    }
    if !isBinary { hits += fileHits(in: bytes, path: path) }
    return traces(of: settled(hits), in: bytes, path: path)
  }

  private func fileHits(in bytes: Span<UInt8>, path: String) -> [SecretHit] {
    var hits: [SecretHit] = []
    for use in fileUses where use.form.isFor(path) {
      guard case .file(let kind) = use.form.shape else { continue }
      for found in SecretFile.secrets(of: kind, in: bytes, limit: Self.traceLimit + 1) {
        hits.append(
          SecretHit(rule: use.rule, range: found.range, name: found.name, rank: use.form.rank)
        )
      }
    }
    return hits
  }

  /// Of texts that overlap, what the surest form says of them; in the order of their places.
  private func settled(_ hits: [SecretHit]) -> [SecretHit] {
    let ranked = hits.sorted {
      ($0.rank, $0.range.lowerBound, $1.range.upperBound, $0.rule)
        < ($1.rank, $1.range.lowerBound, $0.range.upperBound, $1.rule)
    }
    var kept: [SecretHit] = []
    for hit in ranked where !kept.contains(where: { $0.range.overlaps(hit.range) }) {
      kept.append(hit)
    }
    return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func traces(of hits: [SecretHit], in bytes: Span<UInt8>, path: String) -> Result {
    var result = Result()
    result.isCut = hits.count > Self.traceLimit
    var (line, lineStart, counted) = (1, 0, 0)
    for hit in hits.prefix(Self.traceLimit) {
      while counted < hit.range.lowerBound {
        if bytes[counted] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, counted + 1) }
        counted += 1
      }
      let rule = rules[hit.rule]
      let column = hit.range.lowerBound - lineStart + 1
      var trace = SecretTrace(rule: rule.id, path: path, line: line, column: column)
      trace.name = SecretMask.name(bytes.copy(hit.name))
      let secret = bytes.copy(hit.range)
      trace.masked = SecretMask.masked(secret, of: rule)
      trace.fingerprint = SecretMask.fingerprint(secret, named: trace.name, of: rule)
      result.traces.append(trace)
    }
    return result
  }
}

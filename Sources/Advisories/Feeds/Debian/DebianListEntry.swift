import Formats
import Model

/// One entry of a list of Debian's security team, as far as it was read.
struct DebianListEntry {
  private var advisory: Advisory
  /// Whether it is about a flaw: then lines without a release hold for all.
  private let isOfFlaw: Bool
  /// What is said of all releases but those named, by package.
  private var general: [(package: String, state: Substring, note: String)] = []
  private var isReserved = false

  /// `nil` for lines that begin no entry.
  init?(_ line: Substring) {
    if line.hasPrefix("CVE-") || line.hasPrefix("TEMP-") {
      let cut = line.cut(at: " ")
      advisory = Advisory(id: String(cut?.before ?? line), feed: DebianListFeed.name)
      advisory.summary = OneLine.text(Self.inBrackets(cut?.after.trimmed ?? ""))
      isOfFlaw = true
      return
    }
    guard line.hasPrefix("["), let date = line.dropFirst().cut(at: "]"),
      let title = date.after.trimmed.cut(at: " ")
    else { return nil }
    advisory = Advisory(id: String(title.before), feed: DebianListFeed.name)
    advisory.summary = OneLine.text(String(title.after))
    advisory.published = Self.day(date.before)
    isOfFlaw = false
  }

  private static func inBrackets(_ text: Substring) -> String {
    let inner = text.dropping(prefix: "(")?.dropping(suffix: ")") ?? text
    // The parts of a description that is not there yet.
    return ["RESERVED", "REJECTED"].contains(inner) ? "" : String(inner)
  }

  /// `29 Mar 2023` as `2023-03-29`; empty for anything else.
  private static func day(_ text: Substring) -> String {
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let words = text.words
    guard words.count == 3, let day = Int(words[0]), (1...31).contains(day), words[2].count == 4,
      let month = months.firstIndex(of: String(words[1])), Int(words[2]) != nil
    else { return "" }
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(words[2])-\(pad(month + 1))-\(pad(day))"
  }

  /// Takes in a line below the first.
  mutating func add(_ line: Substring) {
    if line == "REJECTED" || line == "RESERVED" {
      isReserved = true
    } else if let names = line.dropping(prefix: "{")?.dropping(suffix: "}") {
      let names = names.words.map(String.init)
      if isOfFlaw { advisory.related += names } else { advisory.covers += names }
    } else if let rest = line.dropping(prefix: "- ") {
      guard let (package, state, note) = Self.statement(rest) else { return }
      if isOfFlaw {
        general.append((package, state, note))
      }
    } else if let cut = line.dropping(prefix: "[")?.cut(at: "]"),
      let rest = cut.after.trimmed.dropping(prefix: "- "),
      let (package, state, note) = Self.statement(rest)
    {
      add(package, state, note, release: DebianReleases.number(of: String(cut.before)))
    }
  }

  /// A package, its state or version, and the remark in brackets.
  private static func statement(_ text: Substring) -> (String, Substring, String)? {
    let words = text.words
    guard words.count >= 2 else { return nil }
    let remark = text.cut(at: "(").map { $0.after.dropping(suffix: ")") ?? $0.after }
    return (String(words[0]), words[1], OneLine.text(String(remark ?? "")))
  }

  private mutating func add(_ package: String, _ state: Substring, _ note: String, release: String)
  {
    var row = AffectedPackage(AdvisorySpace("debian", release), package, nameKind: .source)
    row.ranges = [VersionInterval(.open)]
    row.note = note
    switch state {
    case "<not-affected>":
      row.fixState = .notAffected
      row.ranges = []
    case "<unfixed>", "<removed>": row.fixState = .notFixed
    case "<no-dsa>", "<postponed>": row.fixState = .deferred
    case "<ignored>": row.fixState = .willNotFix
    case "<end-of-life>": row.fixState = .endOfLife
    case "<undetermined>": row.fixState = .underInvestigation
    default:
      // Not in Debian yet (<itp>), or a state that is new.
      guard !state.hasPrefix("<") else { return }
      row.note = ""
      row.ranges = [VersionInterval(.fixed(String(state)))]
    }
    if let urgency = Self.urgency(note) {
      row.severities = [SeverityStatement(word: urgency, source: "debian")]
    }
    advisory.affected.append(row)
  }

  /// Remarks begin with the urgency where there is one: `(unimportant; bug #1)`.
  private static func urgency(_ note: String) -> String? {
    let words = ["unimportant", "low", "medium", "high"]
    return note.pieces(on: ";").lazy.map { String($0.trimmed) }.first { words.contains($0) }
  }

  /// Adds what was read to a list of advisories, if it says anything of a package.
  mutating func finish(into advisories: inout [Advisory]) {
    for (package, state, note) in general {
      let own = Set(advisory.affected.filter { $0.name == package }.map(\.space.release))
      for release in DebianReleases.lookedAfter where !own.contains(release) {
        add(package, state, note, release: release)
      }
    }
    guard !advisory.affected.isEmpty, !isReserved else { return }
    if isOfFlaw { advisory.affected = advisory.affected.withDebianSuccession() }
    let isSecurity =
      isOfFlaw || !advisory.covers.isEmpty || advisory.summary.hasSuffix("security update")
    advisory.kind = isSecurity ? .vulnerability : .notice
    advisories.append(advisory)
  }
}

import Formats
import Model

/// What a file of the tracker says, as far as it was read.
struct UbuntuFlaw {
  private var flaw: Advisory
  private let day: String
  private var heading = Heading.other
  private var priority = ""
  /// Priorities of packages, and of packages in a release, by what stands behind the underscore.
  private var priorities: [String: String] = [:]
  /// Rows, with what the line was named by.
  private var rows: [(name: Substring, row: AffectedPackage)] = []
  private var places: [String: UbuntuReleases.Place?] = [:]
  private(set) var unknown: [String] = []
  /// Whether a candidate was named, as every file does.
  private(set) var isOne = false

  /// What one line at most speaks of.
  private struct Line: Hashable {
    var space: AdvisorySpace
    var channel: String
    var name: String
  }

  private enum Heading {
    case description
    case other
    case references
    case scores
  }

  init(id: String, day: String) {
    flaw = Advisory(id: id, feed: UbuntuTrackerFeed.name)
    flaw.modified = day
    self.day = day
  }

  mutating func add(_ line: Range<Int>, in bytes: Span<UInt8>) throws(DataError) {
    guard let first = line.isEmpty ? nil : bytes[line.lowerBound] else { return }
    if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      guard heading != .other else { return }
      add(text: try bytes.text(bytes.trimmed(line)))
      return
    }
    guard first != UInt8(ascii: "#") else { return }
    var colon = line.lowerBound
    while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < line.upperBound else { return }
    let value = bytes.trimmed(colon + 1..<line.upperBound)
    heading = .other
    if first &- 0x41 < 26 {
      add(heading: try bytes.text(line.lowerBound..<colon), try bytes.text(value))
      return
    }
    // Most lines say that a release does not have the package.
    guard !bytes.holds("DNE", at: value.lowerBound) else { return }
    try add(status: try bytes.text(line.lowerBound..<colon), bytes.text(value))
  }

  private mutating func add(heading name: String, _ value: String) {
    switch name {
    case "Candidate":
      isOne = true
      if value.hasPrefix("CVE-"), value.utf8.count <= 64 { flaw.id = value }
    case "PublicDate": flaw.published = Day.text(value)
    case "References": heading = .references
    case "Description": heading = .description
    case "CVSS": heading = .scores
    case "Priority": priority = Self.word(value)
    default:
      if let package = name.dropping(prefix: "Priority_") {
        priorities[String(package)] = Self.word(value)
      }
    }
  }

  private static func word(_ text: String) -> String {
    text.words.first.map(String.init) ?? ""
  }

  private mutating func add(text: String) {
    switch heading {
    case .description:
      if flaw.summary.isEmpty {
        flaw.summary = text
      } else if flaw.summary.utf8.count < 200 {
        flaw.summary += " " + text
      }
    case .references:
      if flaw.references.count < 10, text.hasPrefix("http"), text.utf8.count <= 512 {
        flaw.references.append(text)
      }
    case .scores:
      guard let cut = text.cut(at: ":"), let vector = cut.after.words.first else { return }
      let source = String(cut.before)
      if let statement = SeverityStatement(vector: String(vector), source: source) {
        flaw.severities.append(statement)
      }
    case .other: break
    }
  }

  private mutating func add(status name: String, _ value: String) throws(DataError) {
    guard let cut = name.cut(at: "_"), !cut.after.isEmpty else { return }
    guard let place = place(of: String(cut.before)) else { return }
    let state = value.cut(at: "(")
    let detail = state.map { $0.after.dropping(suffix: ")") ?? $0.after } ?? ""
    var row = AffectedPackage(
      AdvisorySpace("ubuntu", place.release),
      String(cut.after),
      nameKind: .source
    )
    row.channel = place.channel
    let word = String((state?.before ?? value[...]).trimmed)
    switch UbuntuStatus.read(word, detail.trimmed, into: &row) {
    case .known: rows.append((name[...], row))
    case .absent: break
    case .unknown: if unknown.count < 10 { unknown.append(OneLine.text(word, limit: 40)) }
    }
  }

  private mutating func place(of text: String) -> UbuntuReleases.Place? {
    if let known = places[text] { return known }
    let place = UbuntuReleases.place(of: text, day: day)
    places[text] = place
    return place
  }

  /// The advisory; `nil` when no release of Ubuntu has the package.
  func advisory() -> Advisory? {
    guard !rows.isEmpty else { return nil }
    var advisory = flaw
    advisory.summary = OneLine.text(flaw.summary)
    let isRejected = ["** REJECT", "Rejected reason"].contains { flaw.summary.hasPrefix($0) }
    if isRejected { advisory.withdrawn = day.isEmpty ? flaw.published : day }
    if !priority.isEmpty {
      advisory.severities.append(SeverityStatement(word: priority, source: "ubuntu"))
    }
    // The same line twice: the later one counts. `devel` may be a release that has a line as well.
    var known: [Line: Int] = [:]
    for (name, row) in rows {
      var row = row
      row.severities = severities(of: row, name)
      let key = Line(space: row.space, channel: row.channel, name: row.name)
      if let place = known[key] {
        if !name.hasPrefix("devel_") { advisory.affected[place] = row }
      } else {
        known[key] = advisory.affected.count
        advisory.affected.append(row)
      }
    }
    advisory.affected = advisory.affected.boundByUbuntuPro()
    return advisory
  }

  /// A priority of this package, or of it in this release.
  private func severities(of row: AffectedPackage, _ name: Substring) -> [SeverityStatement] {
    guard !priorities.isEmpty, let release = name.cut(at: "_")?.before else { return [] }
    guard let word = priorities["\(row.name)_\(release)"] ?? priorities[row.name] else { return [] }
    return [SeverityStatement(word: word, source: "ubuntu")]
  }
}

import Advisories
import ArgumentParser
import Model
import Packs
import Reports
import Starter

/// Tells what the data says of a flaw or of a package.
struct DataSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Tell what the data says of a flaw or a package."
  )

  @Argument(help: "An identifier such as CVE-2021-44228, or the name of a package.")
  var word: String

  @Option(help: "Only in these packs, such as debian-12; may be given more than once.")
  var pack: [String] = []

  @OptionGroup var location: DataLocation

  func run() throws {
    let manifest = try location.manifest()
    var lines: [String] = []
    try told {
      if let manifest { lines = try foundInPacks(manifest) }
      if pack.isEmpty { lines += try foundInStarter(besides: manifest) }
    }
    guard !lines.isEmpty else {
      throw Failure("the data says nothing of \(word); 'plimsoll data status' tells what it covers")
    }
    let text = lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
    try StandardOutput.write(Array(text.utf8))
  }

  private func foundInPacks(_ manifest: PackManifest) throws -> [String] {
    let set = PackSet(location.folder, manifest)
    let packs = manifest.packs.filter { pack.isEmpty || pack.contains($0.name) }
    var lines: [String] = []
    for entry in packs where !entry.space.isEmpty {
      lines += try found(in: try set.open(entry), AdvisorySpace(rawValue: entry.space))
    }
    for entry in packs where entry.facts > 0 {
      if let facts = try set.open(entry).facts(of: word) { lines += describe(facts, entry.name) }
    }
    return lines
  }

  /// What is built in, of the spaces that there is no pack for.
  private func foundInStarter(besides manifest: PackManifest?) throws -> [String] {
    let archive = try starterArchive()
    var lines: [String] = []
    for entry in archive.entries where manifest?.entry(for: entry.space.rawValue) == nil {
      lines += try found(in: try archive.shelf(of: entry), entry.space, mark: ", starter")
    }
    if manifest?.packs.contains(where: { $0.facts > 0 }) != true,
      let facts = try archive.facts()[word]
    {
      lines += describe(facts, "starter")
    }
    return lines
  }

  private func found(
    in pack: some AdvisoryShelf,
    _ space: AdvisorySpace,
    mark: String = ""
  ) throws -> [String] {
    var lines: [String] = []
    for number in try pack.advisories(called: word) {
      let advisory = try pack.advisory(number)
      lines.append(headline(advisory, space, mark))
      lines += try pack.packages(of: number, in: space).map { "  \(describe($0))" }
    }
    let name = PackageNaming.normalized(word, in: space)
    for candidate in try pack.candidates(named: name, in: space) {
      let advisory = try pack.advisory(candidate.key.number)
      lines.append(headline(advisory, space, mark))
      lines.append("  \(describe(candidate.affected))")
    }
    return lines
  }

  private func headline(
    _ advisory: Advisory,
    _ space: AdvisorySpace,
    _ mark: String
  ) -> String {
    let names = [advisory.id] + advisory.aliases + advisory.covers
    let state = advisory.withdrawn.isEmpty ? "" : "  withdrawn \(advisory.withdrawn)"
    return "\(space.rawValue)  \(names.joined(separator: " "))  (\(advisory.feed)\(mark))\(state)"
  }

  private func describe(_ part: AffectedPackage) -> String {
    let ranges = part.ranges.map { $0.describe() } + part.versions.prefix(5).map { "= \($0)" }
    let words = [
      part.name, part.channel, part.module, part.fixState.rawValue,
      ranges.joined(separator: " || "), part.note,
    ]
    return words.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private func describe(_ facts: FlawFacts, _ pack: String) -> [String] {
    var lines = ["\(pack)  \(facts.id)"]
    lines += facts.severities.map { statement in
      "  \(statement.source)  \(statement.text)  \(statement.severity.rawValue)"
    }
    if let likelihood = facts.likelihood {
      lines.append(
        "  likely to be exploited within 30 days: \(likelihood.probability) (\(likelihood.date))"
      )
    }
    if let exploited = facts.exploited {
      lines.append("  exploited, known since \(exploited.added)")
    }
    return lines
  }
}

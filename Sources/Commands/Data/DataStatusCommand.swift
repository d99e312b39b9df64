import Advisories
import ArgumentParser
import Packs
import Reports

/// Tells what the data covers and how old it is.
struct DataStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tell what the data covers and how old it is."
  )

  @OptionGroup var location: DataLocation

  func run() throws {
    let today = ProcessEnvironment().now
    let manifest = try location.manifest()
    var lines = manifest.map { packLines($0, today) } ?? []
    lines += StarterStatus(besides: manifest, today).lines
    if manifest == nil {
      lines.append(
        "There is no data of your own in \(location.folder.path): 'plimsoll data update' "
          + "fetches it from publishers."
      )
    }
    let text = lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
    try StandardOutput.write(Array(text.utf8))
  }

  private func packLines(_ manifest: PackManifest, _ today: Timestamp) -> [String] {
    var table = TextTable([
      TextTable.Column(title: "PACK"), TextTable.Column(title: "RECORDS", isNumber: true),
      TextTable.Column(title: "PACKAGES", isNumber: true),
      TextTable.Column(title: "SIZE", isNumber: true),
      TextTable.Column(title: "DATE"), TextTable.Column(title: "AGE", isNumber: true),
      TextTable.Column(title: "FEEDS"),
    ])
    for pack in manifest.packs {
      let date = pack.feeds.map(\.date).max() ?? ""
      table.add([
        pack.name,
        String(max(pack.advisories, pack.facts)),
        String(pack.affected),
        pack.size.inMebibytes,
        date.isEmpty ? "-" : date,
        today.age(of: date),
        pack.feeds.map(\.name).joined(separator: ", "),
      ])
    }
    var lines = table.lines(width: nil)
    if !manifest.absent.isEmpty {
      let shown = manifest.absent.prefix(5).joined(separator: ", ")
      lines.append(
        "\(manifest.absent.count) packs were not fetched: \(shown)\(manifest.absent.count > 5 ? ", …" : "")"
      )
    }
    let gaps = manifest.packs.flatMap(\.feeds).reduce(0) { $0 + $1.gapCount }
    if gaps > 0 { lines.append("\(gaps) records could not be read when the packs were made") }
    let missing = Set(allFeeds.map { type(of: $0).name })
      .subtracting(manifest.packs.flatMap(\.feeds).map(\.name))
    if !missing.isEmpty {
      lines.append("not covered: \(missing.sorted().joined(separator: ", "))")
    }
    return lines
  }
}

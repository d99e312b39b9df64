import Advisories
import ArgumentParser

/// Lists the feeds that are read, where in a copy they are looked for and where they come from.
struct DataFeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds that can be read, their files and addresses."
  )

  @Flag(help: "Only addresses, a line each: the file in a copy, a tab, the address.")
  var addresses = false

  func run() throws {
    var lines: [String] = []
    for feed in allFeeds {
      let kind = type(of: feed)
      if addresses {
        lines += kind.addresses.map { "\($0.path)\t\($0.url)" }
        continue
      }
      lines.append("\(kind.name)  \(kind.summary)")
      lines.append("  publisher  \(kind.publisher)")
      lines.append("  licence    \(kind.license)")
      lines.append("  files      \(kind.files.joined(separator: "  "))")
    }
    try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}

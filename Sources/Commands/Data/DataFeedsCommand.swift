import Advisories
import ArgumentParser

/// Lists the feeds that are read, where in a copy they are looked for and where they come from.
struct DataFeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds",
    abstract: "List the feeds that can be read, their files and addresses."
  )

  @Flag(
    help: """
      Only addresses, a line each: the file in a copy, a tab, the address; where that only leads \
      to the file, another tab and how.
      """
  )
  var addresses = false

  func run() throws {
    var lines: [String] = []
    for feed in allFeeds {
      let kind = type(of: feed)
      if addresses {
        lines += kind.addresses.map { "\($0.path)\t\($0.url)\($0.lead.remark)" }
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

extension FeedAddress.Lead {
  fileprivate var remark: String {
    switch self {
    case .file: ""
    case .name: "\tthe name of the file beside it"
    case .repositories: "\ta list of repositories"
    }
  }
}

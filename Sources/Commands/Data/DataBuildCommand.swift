import ArgumentParser

/// Makes packs from a local copy of publishers' files.
struct DataBuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make packs from publishers' files.",
    discussion: """
      The folder is laid out as 'plimsoll data feeds' tells: osv/npm/all.zip, debian/tracker.json
      and so on; archives stay packed. Packs of other names stay as they are; those made anew
      replace the old ones all at once.

      Examples:
        plimsoll data build --from feeds/
        plimsoll data build --from feeds/ --key team.key
      """
  )

  @Option(name: [.customLong("from"), .customLong("feeds")], help: "The folder with the files.")
  var source: String

  @Option(help: "The private key to sign with (default: one of this installation's own).")
  var key: String?

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell every record that could not be read.")
  var verbose = false

  @OptionGroup var location: DataLocation

  func run() async throws {
    var builder = FeedPackBuilder(location: location, quiet: quiet, verbose: verbose)
    builder.key = key
    try await builder.build(from: source, givenUp: [], isFuller: false)
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

extension Double {
  /// With one digit after the point.
  var inTenths: String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

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

      Instead of a folder, addresses may be named: of a folder laid out in the same way, or of one
      file. What they have is fetched, and nobody else is asked.

      Examples:
        plimsoll data build --from feeds/
        plimsoll data build --from https://mirror.example/feeds/
        plimsoll data build --from https://vuln.go.dev/vulndb.zip
        plimsoll data build --from osv/npm/all.zip=https://files.example/npm.zip
        plimsoll data build --from feeds/ --key team.key
      """
  )

  @Option(
    name: [.customLong("from"), .customLong("feeds")],
    help: "The folder with the files, or addresses to fetch them from; those may be several."
  )
  var sources: [String]

  @Option(help: "The largest file that is fetched, in MiB (default: 4096).")
  var maxSize: Int64?

  @Option(help: "The private key to sign with (default: one of this installation's own).")
  var key: String?

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell every record that could not be read.")
  var verbose = false

  @OptionGroup var location: DataLocation
  @OptionGroup var network: NetworkOptions

  func run() async throws {
    if let maxSize, !(1...1_048_576).contains(maxSize) {
      throw Failure("--max-size must be from 1 to 1048576")
    }
    let isFetched = sources.contains { $0.contains("://") && !isThere($0) }
    guard isFetched || sources.count == 1, let source = sources.first else {
      throw Failure("--from takes one folder, or addresses alone")
    }
    var builder = FeedPackBuilder(location: location, quiet: quiet, verbose: verbose)
    builder.key = key
    guard isFetched else {
      try await builder.build(from: source, givenUp: [], isFuller: false)
      return
    }
    let fetch = NamedFetch(
      addresses: sources,
      network: network,
      location: location,
      quiet: quiet,
      verbose: verbose,
      limit: (maxSize ?? 4096) << 20
    )
    let (copy, failures) = try await fetch.run()
    try await builder.build(from: copy, givenUp: [], isFuller: true)
    guard failures.isEmpty else { throw Failure(NamedFetch.text(of: failures)) }
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

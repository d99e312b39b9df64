import ArgumentParser
import Model
import Packs
import Registry
import Updates

/// Brings the data up to what publishers have now, or others who made packs of it.
struct DataUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Bring the data up to date: from publishers, a mirror, or ready packs of others.",
    discussion: """
      Without --from or --feeds, publishers are asked for their files, which are kept in a copy on
      this machine; what did not change is not fetched again, and what broke goes on where it
      broke. Packs are then made from the copy. A file that cannot be had leaves the older one, and
      the packs made from it, as they are. sources.yaml beside the packs names other addresses,
      mirrors and feeds to leave out.

      Examples:
        plimsoll data update
        plimsoll data update --only debian-12,npm       what these packs are made from
        plimsoll data update --only kev,epss            these feeds
        plimsoll data update --for docker:app:1.4       what this image needs
        plimsoll data update --mirror https://mirror.example/feeds
        plimsoll data update --feeds feeds/             from a copy, asking nobody
        plimsoll data update --from https://mirror.example/packs

      Exit codes: 0 everything is up to date; 2 something could not be had, or not be made into
      packs. What could be done was done.
      """
  )

  @Option(
    help: "Ready packs, as for 'plimsoll data pull': https://…, a folder, or an artifact's name."
  )
  var from: String?

  @Option(help: "A copy of publishers' files on this machine; nobody is asked.")
  var feeds: String?

  @Option(help: "A server with a copy of publishers' files, asked first; may be given repeatedly.")
  var mirror: [String] = []

  @Option(help: "Where files are fetched from (default: sources.yaml where data is kept).")
  var sources: String?

  @Option(help: "The largest file that is fetched, in MiB (default: 4096).")
  var maxSize: Int64?

  @OptionGroup var choice: PackChoice
  @OptionGroup var scan: ScanOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    guard from == nil || feeds == nil else {
      throw Failure("--from is for ready packs and --feeds for publishers' files: give one of them")
    }
    if let from, !isCopy(from) {
      let fetcher = PackFetcher(
        choice: choice,
        scan: scan,
        location: location,
        quiet: quiet,
        verbose: verbose
      )
      return try await fetcher.run(from: try PackPlace(from))
    }
    let builder = FeedPackBuilder(location: location, quiet: quiet, verbose: verbose)
    if let copy = feeds ?? from {
      guard choice.isAll, mirror.isEmpty, sources == nil else {
        throw Failure(
          "a copy is built whole: --only, --for, --mirror and --sources are for fetching"
        )
      }
      try await builder.build(from: copy, givenUp: [], isFuller: false)
      return
    }
    try await updateFromPublishers(builder)
  }

  /// A folder without packs is one of publishers' files.
  private func isCopy(_ text: String) -> Bool {
    isDirectory(text) && !isThere("\(text)/manifest.json")
  }

  private func updateFromPublishers(_ builder: FeedPackBuilder) async throws {
    let list = try await wanted()
    let progress = TerminalProgress(isQuiet: quiet, isVerbose: verbose)
    let copy = location.copy
    let report = try await asTold {
      defer { progress.finish() }
      let settings = try scan.network.settings(ProcessEnvironment())
      return try await HTTPTransport.with(settings, retry: RetryPolicy(by: progress)) { transport in
        let update = try FeedUpdate(copy: copy, transport: transport, progress: progress.updates)
        return try await update.run(list)
      }
    }
    if !quiet {
      let text =
        "\(report.fetched.count) files fetched, \(report.bytes.inMebibytes); "
        + "\(report.unchanged) are as they were\n"
      try StandardOutput.write(Array(text.utf8))
    }
    let isBuilt = location.isBuiltFromCopy
    if !report.fetched.isEmpty || (!isBuilt && report.unchanged > 0) {
      try await builder.build(from: copy, givenUp: list.disabled, isFuller: true)
      try location.noteBuildFromCopy()
    }
    guard report.failures.isEmpty else { throw failure(report) }
  }

  private func wanted() async throws -> SourceList {
    try await asTold {
      if let maxSize, !(1...1_048_576).contains(maxSize) {
        throw Failure("--max-size must be from 1 to 1048576")
      }
      let list = try SourceList(
        try settings(),
        mirrors: mirror,
        limit: (maxSize ?? 4096) << 20
      )
      let spaces = try await choice.spaces(scan, quiet: quiet, verbose: verbose)
      guard choice.isAll || !choice.names.isEmpty || !spaces.isEmpty else {
        throw Failure("nothing in what --for names has a publisher of advisories")
      }
      return try list.selecting(choice.names, spaces: spaces)
    }
  }

  private func settings() throws -> SourceSettings {
    let path = sources ?? location.sources
    guard sources != nil || isThere(path) else { return SourceSettings() }
    let bytes = try readWholeFile(path, limit: 16 << 20)
    return try SourceSettings(yaml: bytes.span, name: path, limits: .standard)
  }

  private func failure(_ report: FeedUpdate.Report) -> Failure {
    var lines = ["\(report.failures.count) files could not be had:"]
    for failure in report.failures {
      let rest = failure.hasOlder ? "the older one stays" : "there is no older one"
      lines.append("  \(failure.path) (\(failure.feed)); \(rest)")
      lines += failure.reasons.map { "    \($0)" }
    }
    return Failure(lines.joined(separator: "\n"))
  }
}

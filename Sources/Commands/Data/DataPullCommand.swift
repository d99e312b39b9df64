import ArgumentParser

/// Fetches ready packs out of a registry, a folder or a server of files.
struct DataPullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Fetch packs that others made, from a registry, a folder or a web server.",
    discussion: """
      Only packs that changed are fetched. Nothing changes here unless all of them are what a
      trusted key signed; the key of another machine is trusted by 'plimsoll data key trust FILE',
      or by --key.

      Examples:
        plimsoll data pull registry.example/security/advisories
        plimsoll data pull registry.example/security/advisories:2026-08 --only debian-12,npm
        plimsoll data pull /mnt/share/advisories --for docker:app:1.4
      """
  )

  @Argument(help: "The name of an artifact, a folder (/… or ./…), or an address (https://…).")
  var place: String

  @OptionGroup var choice: PackChoice
  @OptionGroup var scan: ScanOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    let fetcher = PackFetcher(
      choice: choice,
      scan: scan,
      location: location,
      quiet: quiet,
      verbose: verbose
    )
    try await fetcher.run(from: try PackPlace(place))
  }
}

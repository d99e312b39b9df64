import ArgumentParser
import Model
import Reports

/// Compares two artifacts by today's data: which findings are new, which are gone, and why.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare the findings of two artifacts by today's data.",
    discussion: """
      Examples:
        plimsoll diff app:1.0 app:1.1
        plimsoll diff sbom:old.cdx.json oci:layout --format json
      """
  )

  @Argument(help: "The earlier artifact.")
  var before: String

  @Argument(help: "The later artifact.")
  var after: String

  @OptionGroup var scan: ScanOptions
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var location: DataLocation

  @Option(name: .shortAndLong, help: "table or json.")
  var format = DiffFormat.table

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  enum DiffFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
  }

  func run() async throws {
    let environment = ProcessEnvironment()
    let opener = try TargetOpener(
      scan,
      environment,
      quiet: quiet,
      verbose: verbose,
      isSurveyed: true,
      hasSecrets: try judging.looksForSecrets()
    )
    let judge = try Judge(judging, location, environment)
    let old = try judge.assess(try await opener.inventory(of: before))
    let new = try judge.assess(try await opener.inventory(of: after))
    opener.progress.finish()
    let difference = AssessmentDifference(from: old, to: new)
    try StandardOutput.write(format == .json ? difference.json : Array(difference.text.utf8))
    if let damage = old.inventory.damage ?? new.inventory.damage { throw Failure(damage) }
  }
}

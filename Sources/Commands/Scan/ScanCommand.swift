import ArgumentParser
import Model
import Policy
import Reports

/// Says which known flaws artifacts have, which matter first, and what to do.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Find known flaws in an image, archive, directory, host or bill of materials.",
    discussion: """
      Targets are written as for 'plimsoll sbom'. What is found is judged by the data on this
      machine ('plimsoll data'), and nobody is asked but a registry that you name. Where there is
      none, starter advisories that are built in name the most dangerous flaws, and the report says so.

      Examples:
        plimsoll scan debian:12
        plimsoll scan archive:app.tar --fail-on high,fixed
        plimsoll scan dir:. --format sarif -o plimsoll.sarif
        plimsoll scan sbom:app.cdx.json oci:layout host
        plimsoll scan --input-list images.txt --fail-on critical --fail-on exploited
        plimsoll scan debian:12 --compare trivy.json

      Exit codes: 0 done, and nothing that --fail-on names; 1 denied by --fail-on or a policy;
      2 something could not be done: bad usage, an artifact that cannot be read, a pack that is
      damaged. Of several targets all are reported that can be, the worst decides, and 2 is worse
      than 1.
      """
  )

  @Argument(help: "What to look at; several are looked at side by side.")
  var targets: [String] = []

  @Option(help: "A file with more targets, one a line; # begins a remark.")
  var inputList: String?

  @Option(
    help: ArgumentHelp(
      "How many targets are looked at side by side (default: a processor each, at most 8).",
      valueName: "number"
    )
  )
  var parallel: Int?

  @Option(
    help: "Hold the findings against a report of Trivy or Grype in JSON; table or json tell of it."
  )
  var compare: String?

  @Flag(
    name: .customLong("artifact-vex"),
    help: "Heed VEX documents that are attached to the artifact or lie in it (docs/policy.md)."
  )
  var heedsArtifact = false

  @OptionGroup var scan: ScanOptions
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var location: DataLocation
  @OptionGroup var output: AssessmentOutput

  func run() async throws {
    let environment = ProcessEnvironment()
    _ = try output.chosenFormat(environment)
    let targets = try allTargets()
    guard !targets.isEmpty else { throw Failure("name something to scan, such as debian:12 or .") }
    if targets.count > 1, output.isOneFile {
      throw Failure("several targets need a name with {} in it: -o report-{}.json")
    }
    try output.tellApart(targets)
    let foreign = try compare.map { try ComparedReport($0, output, targets, environment) }
    let width = try width(for: targets.count)
    let opener = try TargetOpener(
      scan,
      environment,
      quiet: output.quiet,
      verbose: output.verbose,
      among: targets.count,
      sideBySide: width,
      isSurveyed: true,
      hasSecrets: try judging.looksForSecrets()
    )
    let desk = ScanDesk(
      judge: try Judge(judging, location, environment),
      foreign: foreign,
      output: output,
      environment: environment,
      isOneOfSeveral: targets.count > 1
    )
    let isHeeded = heedsArtifact || desk.judge.heedsArtifact
    var outcome = ScanOutcome()
    try await SideBySide<LookedAt>(width: width).run(targets.count) { number in
      try await opener.look(at: targets[number], heedsArtifact: isHeeded)
    } handOn: { number, result in
      opener.progress.finish()
      try desk.take(result, number: number, target: targets[number], &outcome)
      opener.progress.looked(at: number + 1)
    }
    opener.progress.finish()
    if targets.count > 1 { try output.write(outcome.summary, environment) }
    try outcome.end(of: targets.count)
  }

  /// How many targets are looked at side by side.
  private func width(for count: Int) throws -> Int {
    if let parallel, !(1...64).contains(parallel) {
      throw Failure("--parallel must be from 1 to 64")
    }
    return min(count, parallel ?? min(8, processorCount()))
  }

  private func allTargets() throws -> [String] {
    guard let inputList else { return unique(targets) }
    let text = String(decoding: try readWholeFile(inputList, limit: 16 << 20), as: UTF8.self)
    let listed = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .split(separator: " ").joined(separator: " ")
    }
    return unique(targets + listed.filter { !$0.isEmpty })
  }

  /// What is named twice is looked at once.
  private func unique(_ targets: [String]) -> [String] {
    var seen: Set<String> = []
    return targets.filter { seen.insert($0).inserted }
  }
}

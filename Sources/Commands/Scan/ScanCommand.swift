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
      damaged.
      """
  )

  @Argument(help: "What to look at; several are looked at one after another.")
  var targets: [String] = []

  @Option(help: "A file with more targets, one a line; # begins a remark.")
  var inputList: String?

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
    let foreign = try compare.map { try ComparedReport($0, output, targets, environment) }
    let opener = try TargetOpener(
      scan,
      environment,
      quiet: output.quiet,
      verbose: output.verbose
    )
    let judge = try Judge(judging, location, environment)
    var outcome = ScanOutcome()
    for (number, target) in targets.enumerated() {
      do {
        let inventory = try await opener.inventory(of: target)
        let attached = heedsArtifact ? try await statements(of: target, inventory, opener) : []
        let assessment = try judge.assess(inventory, attached)
        opener.progress.finish()
        if let foreign {
          try foreign.write(try judge.compare(assessment, with: foreign.report))
        } else {
          try output.write(assessment, environment, number: number, target: target)
        }
        outcome.note(assessment, target)
      } catch let failure as Failure where targets.count > 1 {
        // One that is broken is no reason not to look at the others.
        opener.progress.finish()
        StandardError.tell("plimsoll: \(target): \(failure.message)")
        outcome.note(failure, target)
      }
    }
    try outcome.end(of: targets.count)
  }

  /// What an artifact says of its own flaws.
  private func statements(
    of target: String,
    _ inventory: Inventory,
    _ opener: TargetOpener
  ) async throws -> [VEXDocument] {
    let found = ArtifactVEX(try await opener.attachments(of: target, inventory))
    for complaint in found.complaints { opener.progress.note(complaint) }
    return found.documents
  }

  private func allTargets() throws -> [String] {
    guard let inputList else { return targets }
    let text = String(decoding: try readWholeFile(inputList, limit: 16 << 20), as: UTF8.self)
    let listed = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .split(separator: " ").joined(separator: " ")
    }
    return targets + listed.filter { !$0.isEmpty }
  }
}

/// How a scan of several targets ended.
private struct ScanOutcome {
  private var denied: [String] = []
  private var failed: [String] = []

  mutating func note(_ assessment: Assessment, _ target: String) {
    if let damage = assessment.inventory.damage {
      StandardError.tell("plimsoll: \(target): \(damage)")
      failed.append(target)
    } else if assessment.verdict.outcome == .denied {
      denied.append(target)
    }
  }

  mutating func note(_ failure: Failure, _ target: String) { failed.append(target) }

  /// Ends with the worst of it: what could not be looked at, then what was denied.
  func end(of count: Int) throws {
    if !failed.isEmpty {
      let which = count > 1 ? "\(failed.count) of \(count) targets" : failed[0]
      throw Failure("\(which) could not be looked at whole")
    }
    if !denied.isEmpty {
      let which = count > 1 ? "\(denied.count) of \(count) targets are" : "\(denied[0]) is"
      throw Failure("\(which) denied by what --fail-on or the policy asks", code: .denied)
    }
  }
}

extension Inventory {
  /// What of the artifact was so damaged that the answer is not whole; `nil` when nothing was.
  var damage: String? {
    if let damage = gaps.first(where: { $0.source == "layer" }) {
      let layer = damage.layer.map { "layer \($0)" } ?? "the archive"
      return "\(layer) could not be read whole: \(damage.detail)"
    }
    if let stop = gaps.first(where: { $0.source == "walk" && $0.reason == .limit }) {
      return "the walk ended at \(stop.path): over a limit: \(stop.detail)"
    }
    return nil
  }
}

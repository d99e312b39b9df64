import ArgumentParser
import Checks
import Formats
import Model
import Policy
import Reports

/// Says what is wrong with files that tell how something is built or run.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find faults in Dockerfiles, compose files, manifests and pipelines, and secrets.",
    discussion: """
      Folders are walked as Git sees them: what .gitignore leaves out is left out. Remarks in the
      files are heeded (# plimsoll:ignore ID reason, # hadolint ignore=ID), and so are the list of
      ignored rules in .hadolint.yaml and the policy of plimsoll.yaml.

      Examples:
        plimsoll check .
        plimsoll check Dockerfile --fail-on medium
        plimsoll check - < Dockerfile
        plimsoll check . --only DL3008,PLM-D050 --format sarif -o check.sarif

      'plimsoll list checks' lists all rules, and 'plimsoll explain PLM-D001' prints the page of one.

      Exit codes: 0 done, and nothing that --fail-on names; 1 denied by --fail-on or a policy;
      2 something could not be looked at: bad usage, or a file that cannot be read.
      """
  )

  @Argument(help: "Files and folders; - is standard input.")
  var paths: [String]

  @Option(help: ArgumentHelp("Ask these rules alone, optional ones too.", valueName: "id,…"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Do not ask these rules.", valueName: "id,…"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp(
      "Exit with 1 for a finding that is so bad: a severity, or any; may be given more than once.",
      valueName: "condition,…"
    )
  )
  var failOn: [String] = []

  @OptionGroup var files: PolicyFileOptions
  @OptionGroup var output: AssessmentOutput

  func run() throws {
    let environment = ProcessEnvironment()
    _ = try output.chosenFormat(environment)
    let selection = CheckSelection(only: Self.names(only), skipping: Self.names(skip))
    guard selection.unknown.isEmpty else {
      let names = selection.unknown.joined(separator: ", ")
      throw Failure("there is no check called \(names); 'plimsoll list checks' lists them")
    }
    let inputs = try policyInputs(environment)
    var reader = try CheckedFiles(selection)
    for path in paths { try reader.add(path) }
    reader.finish()
    let assessment = judged(reader, inputs)
    let target = paths.joined(separator: " ")
    try output.write(assessment, environment, number: 0, target: target)
    if !reader.unreadable.isEmpty {
      let count = reader.unreadable.count
      let which = count == 1 ? reader.unreadable.joined() : "\(count) files"
      throw Failure("\(which) could not be looked at whole")
    }
    if assessment.verdict.outcome == .denied {
      throw Failure("denied by what --fail-on or the policy asks", code: .denied)
    }
  }

  private static func names(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " } }
  }

  private func policyInputs(_ environment: ProcessEnvironment) throws -> PolicyInputs {
    var inputs = try PolicyOpener(files, failOn: failOn, environment).inputs()
    // What the policy says of vulnerabilities says nothing here, and is not unused for that.
    inputs.rules = inputs.rules.filter(\.mayConcernChecks)
    return inputs
  }

  private func judged(_ checked: CheckedFiles, _ inputs: PolicyInputs) -> Assessment {
    var assessment = Assessment(inventory: checked.inventory(named: paths.joined(separator: " ")))
    assessment.findings = checked.result.findings
    assessment = PolicyJudge(inputs).judge(assessment)
    for var item in checked.result.dismissed {
      item.finding.fingerprint = item.finding.makeFingerprint()
      assessment.dismissed.append(item)
    }
    assessment.verdict.warnings += checked.result.warnings
    return assessment
  }
}

extension DismissalRule {
  /// Whether it can be about what checks find.
  fileprivate var mayConcernChecks: Bool {
    conditions.allSatisfy { condition in
      guard case .identifier(let names) = condition else { return true }
      return names.contains { name in
        name.uppercased().hasPrefix("PLM-") || allRules.contains { $0.isCalled(name) }
      }
    }
  }
}

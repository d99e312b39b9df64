import ArgumentParser
import Model
import Policy
import Reports

/// Writes an OpenVEX document on flaws that an artifact has.
struct VEXCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Write an OpenVEX document on flaws that were found.",
    discussion: """
      Examples:
        plimsoll vex create app:1.0 --id CVE-2024-1 --status not_affected \\
          --justification vulnerable_code_not_in_execute_path --author team@example.org
        plimsoll vex create app:1.0 --id CVE-2024-2 --status affected \\
          --action "upgrade to 1.1" --author team@example.org -o app.openvex.json
      """
  )

  @Argument(help: "The artifact that it is about.")
  var target: String

  @Option(help: "An identifier of a flaw; may be given more than once.")
  var id: [String]

  @Option(help: "not_affected, affected, fixed or under_investigation.")
  var status: String

  @Option(help: "Why it is not affected, in a word of OpenVEX.")
  var justification: String = ""

  @Option(help: "Why it is not affected, in a sentence.")
  var impact: String = ""

  @Option(help: "What to do about it, in a sentence.")
  var action: String = ""

  @Option(help: "Who says so.")
  var author: String

  @Option(name: .shortAndLong, help: "Write the document to a file instead of standard output.")
  var output: String?

  @OptionGroup var scan: ScanOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    let environment = ProcessEnvironment()
    guard let status = VEXStatement.Status(rawValue: status) else {
      let words = VEXStatement.Status.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure("--status: '\(status)' is none of \(words)")
    }
    let opener = try TargetOpener(scan, environment, quiet: quiet, verbose: verbose)
    let judge = try Judge(location)
    let assessment = try judge.assess(try await opener.inventory(of: target))
    opener.progress.finish()
    if let damage = assessment.inventory.damage { throw Failure("\(target): \(damage)") }
    for name in id where !assessment.findings.contains(where: { $0.isCalled(name) }) {
      throw Failure(
        "\(name) was not found in \(target); 'plimsoll explain \(name) \(target)' says why"
      )
    }
    let chosen = assessment.findings.filter { finding in id.contains { finding.isCalled($0) } }
    var claim = OpenVEXDraft.Claim(status: status)
    claim.justification = justification
    claim.impact = impact
    claim.action = action
    var draft = OpenVEXDraft(
      author: author,
      timestamp: environment.now.description,
      statements: OpenVEXDraft.statements(on: chosen, in: assessment.inventory, claiming: claim)
    )
    draft.tooling = "plimsoll \(programVersion)"
    let bytes: [UInt8]
    do throws(OpenVEXDraftError) { bytes = try draft.write() } catch {
      throw Failure("\(error)")
    }
    guard let output, !isStandardOutput(output) else {
      try StandardOutput.write(bytes)
      return
    }
    try writeReport(bytes, to: output)
  }
}

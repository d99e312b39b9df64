import Advisories
import ArgumentParser
import Checks
import Model
import Reports

/// Says why an artifact has a flaw, or has it not, or prints the page of a rule.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why an artifact has a flaw, or print the page of a check.",
    discussion: """
      Shows for each package that any record of the flaw speaks of: where it is, what was compared
      with what, which records were set aside and why, what each source says of the severity, and
      what to do.

      Exit codes: 0 explained, or no record of the data speaks of it; 2 also where no record does and
      there is no data of your own for all of what the artifact holds: it is not known then.

      Examples:
        plimsoll explain CVE-2023-4911 debian:12
        plimsoll explain GHSA-jfh8-c2jp-5v3q archive:app.tar
        plimsoll explain PLM-D001             the page of a check, also DL3006
      """
  )

  @Argument(help: "An identifier of the flaw, such as CVE-2021-44228, or of a check.")
  var identifier: String

  @Argument(help: "What to look at; a check needs nothing.")
  var target: String?

  @OptionGroup var scan: ScanOptions
  @OptionGroup var judging: JudgingOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    guard let target else {
      guard let page = RulePage(identifier) else {
        throw Failure("there is no check called \(identifier); name what to look for a flaw in")
      }
      let width = min(StandardOutput.width ?? 100, 100)
      // Sources stay as they are.
      let lines = page.lines.flatMap { $0.hasPrefix(" ") ? [$0] : SafeText.wrap($0, in: width) }
      return try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    let environment = ProcessEnvironment()
    let opener = try TargetOpener(scan, environment, quiet: quiet, verbose: verbose)
    let judge = try Judge(judging, location, environment)
    let inventory = try await opener.inventory(of: target)
    opener.progress.finish()
    let explanations = try judge.explain(identifier, in: inventory)
    var lines: [String] = []
    for explanation in explanations {
      if !lines.isEmpty { lines.append("") }
      lines += ExplanationText(explanation, inventory).lines
    }
    if explanations.isEmpty {
      lines.append(
        "No package of \(target) is spoken of by any record of \(identifier) in the data here; "
          + "'plimsoll data search \(identifier)' tells what the data says of it."
      )
    }
    let text = lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n"
    try StandardOutput.write(Array(text.utf8))
    guard explanations.isEmpty else { return }
    let unknown = judge.spacesWithoutData(of: inventory)
    guard !unknown.isEmpty else { return }
    throw Failure(
      "whether \(target) has \(identifier) is not known: there is no data of your own for "
        + "\(unknown.joined(separator: ", ")); 'plimsoll data update --for \(target)' fetches it"
    )
  }
}

import ArgumentParser
import Model
import Policy
import Reports

/// Says for each statement what it does to an artifact's findings, or why nothing.
struct VEXLintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say for each statement what it matched, or why it matched nothing.",
    discussion: """
      Exit codes: 0 every statement matched something; 1 one or more matched nothing; 2 the
      documents or the artifact could not be read.
      """
  )

  @Argument(help: "A VEX document.")
  var document: String

  @Argument(help: "The artifact it is about.")
  var target: String

  @OptionGroup var scan: ScanOptions
  @OptionGroup var location: DataLocation

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  func run() async throws {
    let environment = ProcessEnvironment()
    let vex = try readVEX(document)
    let opener = try TargetOpener(scan, environment, quiet: quiet, verbose: verbose)
    let judge = try Judge(location)
    let assessment = try judge.assess(try await opener.inventory(of: target))
    opener.progress.finish()
    let lint = VEXLint([vex], against: assessment)
    for warning in lint.warnings { opener.progress.warn(warning) }
    let text = lint.lines.map { SafeText.clean($0.description) + "\n" }.joined()
    try StandardOutput.write(Array(text.utf8))
    if let damage = assessment.inventory.damage { throw Failure("\(target): \(damage)") }
    if lint.unmatched > 0 {
      throw Failure(
        "\(lint.unmatched) of \(lint.lines.count) statements match nothing",
        code: .denied
      )
    }
  }
}

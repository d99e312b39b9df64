import ArgumentParser
import Model
import Reports

/// Says how much of an image its start command reaches, and which packages could go.
struct SurfaceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract: "Say which packages of an image nothing it starts can reach.",
    discussion: """
      From the start command and the health check: what programs are linked against or interpreted
      by, what scripts of the image may call, and what packages depend on. It is advice: build
      without what could go, and run your tests.

      Examples:
        plimsoll surface app:1
        plimsoll surface app:1 --format dockerfile    a step to look at
        plimsoll surface oci:layout --format json
      """
  )

  @Argument(help: "An image, written as for 'plimsoll sbom'.")
  var target: String

  @OptionGroup var scan: ScanOptions
  @OptionGroup var location: DataLocation

  @Option(name: .shortAndLong, help: "table, list, dockerfile or json.")
  var format = Format.table

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case list
    case dockerfile
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
      isReached: true
    )
    let judge = try Judge(surfaceAt: location)
    let inventory = try await opener.inventory(of: target)
    opener.progress.finish()
    guard let report = SurfaceReport(try judge.assess(inventory)) else {
      throw Failure("\(target) is no image: what it starts is not known")
    }
    if let damage = inventory.damage { throw Failure(damage) }
    try StandardOutput.write(try bytes(of: report))
  }

  private func bytes(of report: SurfaceReport) throws -> [UInt8] {
    switch format {
    case .table: return report.text(width: StandardOutput.width)
    case .list: return report.list
    case .json: return report.json
    case .dockerfile:
      guard let step = report.step else {
        throw Failure("there is no step for the package manager of \(target); see --format list")
      }
      return step
    }
  }
}

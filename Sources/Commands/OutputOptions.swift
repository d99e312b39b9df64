import ArgumentParser
import Glibc
import Model
import Reports

/// How and where a report is written: the same for every command that makes one.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.customLong("format"), .customShort("f")],
    help: "The format: \(allReportFormats.map { $0.name }.joined(separator: ", "))."
  )
  var format: String?

  @Option(name: .shortAndLong, help: "Write the report to a file instead of standard output.")
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  /// The format the user chose; by the ending of the output file where none was named.
  func chosenFormat(_ environment: ProcessEnvironment) throws -> any ReportFormat.Type {
    let named = format ?? environment["PLIMSOLL_FORMAT"]
    if let named {
      guard let found = allReportFormats.first(where: { $0.name == named }) else {
        let names = allReportFormats.map { $0.name }.joined(separator: ", ")
        throw Failure("there is no format \(named); the formats are \(names)")
      }
      return found
    }
    // The longest ending that fits: `app.spdx.json` is not just any JSON.
    let byEnding =
      allReportFormats
      .filter { output?.hasSuffix("." + $0.fileExtension) == true }
      .max { $0.fileExtension.count < $1.fileExtension.count }
    guard let table = byEnding ?? allReportFormats.first(where: { $0.name == "table" }) else {
      throw Failure("there is no format table")
    }
    return table
  }

  func write(_ inventory: Inventory, _ environment: ProcessEnvironment) throws {
    let format = try chosenFormat(environment)
    // By either name, standard output is written to and never replaced.
    let output = ["-", "/dev/stdout"].contains(output) ? nil : output
    let context = ReportContext(
      tool: ToolIdentity(version: programVersion),
      created: environment.sourceDate,
      width: output == nil ? StandardOutput.width : nil,
      isColored: output == nil && StandardOutput.isTerminal && environment["NO_COLOR"] == nil
    )
    let bytes = format.render(inventory, in: context)
    guard let output else {
      try StandardOutput.write(bytes)
      return
    }
    try writeReport(bytes, to: output)
  }
}

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
    let choices = allReportFormats.map { FormatChoice($0.name, $0.fileExtension, $0) }
    return try FormatChoice.chosen(
      format ?? environment["PLIMSOLL_FORMAT"],
      output: output,
      among: choices
    )
  }

  func write(_ inventory: Inventory, _ environment: ProcessEnvironment) throws {
    let format = try chosenFormat(environment)
    // By either name, standard output is written to and never replaced.
    let output = output.flatMap { isStandardOutput($0) ? nil : $0 }
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

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
    let byEnding = allReportFormats.first { format in
      output?.hasSuffix("." + format.fileExtension) == true
    }
    guard let table = byEnding ?? allReportFormats.first(where: { $0.name == "table" }) else {
      throw Failure("there is no format table")
    }
    return table
  }

  func write(_ inventory: Inventory, _ environment: ProcessEnvironment) throws {
    let format = try chosenFormat(environment)
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
    try replaceFile(output, with: bytes)
  }

  /// Writes beside the file and renames, so that nobody sees half a report.
  private func replaceFile(_ path: String, with bytes: [UInt8]) throws {
    let partial = "\(path).\(getpid()).partial"
    let file = unsafe open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure("\(path) cannot be written: \(systemText(errno))") }
    do {
      try writeAll(bytes, to: file)
      close(file)
      guard unsafe rename(partial, path) == 0 else {
        throw Failure("\(path) cannot be written: \(systemText(errno))")
      }
    } catch {
      _ = unsafe unlink(partial)
      throw error
    }
  }
}

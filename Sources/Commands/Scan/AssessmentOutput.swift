import ArgumentParser
import Model
import Reports

/// How and where the report of a scan is written.
struct AssessmentOutput: ParsableArguments {
  @Option(
    name: [.customLong("format"), .customShort("f")],
    help: "The format: \(allAssessmentFormats.map { $0.name }.joined(separator: ", "))."
  )
  var format: String?

  @Option(help: "Write the report by a template of your own (docs/reports.md).")
  var template: String?

  @Option(
    name: .shortAndLong,
    help: "Write the report to a file; {} in its name stands for the target."
  )
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress and no notes; errors are still told.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more of what is done.")
  var verbose = false

  /// Whether all reports would go to one file, of which only the last would be left.
  var isOneFile: Bool { output.map { !$0.contains("{}") && !isStandardOutput($0) } ?? false }

  /// The format the user chose; by the ending of the output file where none was named.
  func chosenFormat(_ environment: ProcessEnvironment) throws -> any AssessmentFormat.Type {
    let choices = allAssessmentFormats.map { FormatChoice($0.name, $0.fileExtension, $0) }
    return try FormatChoice.chosen(
      format ?? environment["PLIMSOLL_FORMAT"],
      output: output,
      among: choices
    )
  }

  /// Refuses targets whose reports would go to one file.
  func tellApart(_ targets: [String]) throws {
    guard let output, output.contains("{}") else { return }
    var names: [String: String] = [:]
    for target in targets {
      if let other = names.updateValue(target, forKey: fileName(of: target)) {
        throw Failure("\(other) and \(target) would be reported in one file: scan them apart")
      }
    }
  }

  /// Writes how all of several targets came off: below their tables, and where there are none, for
  /// who waits at the terminal.
  func write(_ summary: TargetsSummary, _ environment: ProcessEnvironment) throws {
    let isBelow =
      try chosenFormat(environment).name == "table" && template == nil
      && (output.map { isStandardOutput($0) } ?? true)
    if quiet, !isBelow { return }
    let isTerminal = isBelow ? StandardOutput.isTerminal : StandardError.isTerminal
    let bytes = summary.render(
      in: ReportContext(
        tool: ToolIdentity(version: programVersion),
        created: environment.now,
        width: isBelow ? StandardOutput.width : nil,
        isColored: isTerminal && environment["NO_COLOR"] == nil
      )
    )
    if isBelow {
      try StandardOutput.write(bytes)
    } else {
      StandardError.write(String(decoding: bytes, as: UTF8.self))
    }
  }

  func write(
    _ assessment: Assessment,
    _ environment: ProcessEnvironment,
    number: Int,
    target: String
  ) throws {
    let format = try chosenFormat(environment)
    let file = output.flatMap { isStandardOutput($0) ? nil : $0 }
    let context = ReportContext(
      tool: ToolIdentity(version: programVersion),
      created: environment.now,
      width: file == nil ? StandardOutput.width : nil,
      isColored: file == nil && StandardOutput.isTerminal && environment["NO_COLOR"] == nil
    )
    let bytes =
      try template.map { try rendered(assessment, by: $0, in: context) }
      ?? format.render(assessment, in: context)
    if file == nil, number > 0, format.name == "table" {
      try StandardOutput.write([UInt8(ascii: "\n")])
    }
    try write(bytes, about: target)
  }

  /// Writes to where the user wants it.
  func write(_ bytes: [UInt8], about target: String) throws {
    guard let file = output, !isStandardOutput(file) else {
      try StandardOutput.write(bytes)
      return
    }
    let parts = file.split(separator: "{}", omittingEmptySubsequences: false)
    try writeReport(bytes, to: parts.joined(separator: fileName(of: target)))
  }

  private func rendered(
    _ assessment: Assessment,
    by path: String,
    in context: ReportContext
  ) throws -> [UInt8] {
    let bytes = try readWholeFile(path, limit: 16 << 20)
    do throws(TemplateError) {
      return try ReportTemplate(bytes.span).render(assessment, in: context)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  /// The target as part of a file name.
  private func fileName(of target: String) -> String {
    String(target.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "_" })
  }
}

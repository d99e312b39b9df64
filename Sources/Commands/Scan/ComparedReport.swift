import Model
import Reports

/// The report of another scanner that a scan is held against, and how the comparison is told.
struct ComparedReport {
  let report: ForeignReport
  private let isJSON: Bool
  private let output: AssessmentOutput
  private let target: String

  init(
    _ path: String,
    _ output: AssessmentOutput,
    _ targets: [String],
    _ environment: ProcessEnvironment
  ) throws {
    guard targets.count == 1 else { throw Failure("--compare is about one target") }
    let format = try output.chosenFormat(environment).name
    guard ["json", "table"].contains(format), output.template == nil else {
      throw Failure("a comparison is told as table or json, not as \(format)")
    }
    isJSON = format == "json"
    self.output = output
    target = targets[0]
    let bytes = try readWholeFile(path, limit: 1 << 30)
    do throws(ForeignReportError) {
      report = try ForeignReport.read(bytes.span, limits: .standard)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  func write(_ comparison: ReportComparison) throws {
    try output.write(isJSON ? comparison.json : Array(comparison.text.utf8), about: target)
  }
}

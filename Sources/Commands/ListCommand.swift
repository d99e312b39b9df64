import Analysis
import ArgumentParser
import Checks
import Model
import Reports

/// Lists what the program can do.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what the program can read and write.",
    discussion: """
      Examples:
        plimsoll list analyzers
        plimsoll list checks
        plimsoll list formats
      """,
    subcommands: [Analyzers.self, Checks.self, Formats.self]
  )

  struct Analyzers: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The analyzers: what is read in installed systems (I) and source trees (S)."
    )

    func run() throws {
      let rows = allAnalyzers.map { analyzer in
        let installed = analyzer.view.contains(.installed) ? "I" : "-"
        let source = analyzer.view.contains(.source) ? "S" : "-"
        return (analyzer.name, installed + source, analyzer.summary)
      }
      try StandardOutput.write(columns(rows))
    }
  }

  struct Checks: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The rules that files are checked by; (optional) ones are asked by --only alone."
    )

    func run() throws {
      let rows = allRules.map { rule in
        let aliases = rule.aliases.isEmpty ? "" : " (\(rule.aliases.joined(separator: ", ")))"
        let mark = rule.isOptional ? " (optional)" : ""
        return (rule.id, rule.severity.rawValue, rule.title + aliases + mark)
      }
      try StandardOutput.write(columns(rows))
    }
  }

  struct Formats: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The formats reports are written in.")

    func run() throws {
      let all = allReportFormats.map { ($0.name, "." + $0.fileExtension, $0.summary) }
      let known = Set(all.map(\.0))
      let scans = allAssessmentFormats.filter { !known.contains($0.name) }
        .map { ($0.name, "." + $0.fileExtension, "\($0.summary); scans alone") }
      try StandardOutput.write(columns((all + scans).sorted { $0.0 < $1.0 }))
    }
  }
}

/// Three columns, the first two as wide as they need to be.
private func columns(_ rows: [(String, String, String)]) -> [UInt8] {
  let first = rows.map(\.0.count).max() ?? 0
  let second = rows.map(\.1.count).max() ?? 0
  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count + 2)
  }
  return rows.flatMap { row in
    Array((padded(row.0, first) + padded(row.1, second) + row.2 + "\n").utf8)
  }
}

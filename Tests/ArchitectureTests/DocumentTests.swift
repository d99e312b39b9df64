import Analysis
import Foundation
import Model
import Testing

@Suite struct `documents` {
  /// What `docs/analyzers.md` has to be.
  private static var analyzers: String {
    var text = """
      # Analyzers

      Every kind of file that is read. *Installed* is what images, root file systems and hosts are
      asked for; *source* is what source trees declare. `plimsoll list analyzers` prints the same,
      and [add an analyzer](how-to/add-an-analyzer.md) says how there come to be more. Made from
      the code: `PLIMSOLL_RECORD=1 swift test --filter ArchitectureTests` writes it anew.

      | Analyzer | Looks at | What it reads |
      |---|---|---|

      """
    for analyzer in allAnalyzers {
      let views = [(AnalysisView.installed, "installed"), (.source, "source")]
        .filter { analyzer.view.contains($0.0) }.map(\.1).joined(separator: ", ")
      text += "| `\(analyzer.name)` | \(views) | \(analyzer.summary) |\n"
    }
    return text
  }

  @Test func `list every analyzer`() throws {
    let path = "docs/analyzers.md"
    if ProcessInfo.processInfo.environment["PLIMSOLL_RECORD"] != nil {
      let file = Checkout.root.appending(path: path)
      try Self.analyzers.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded \(path): read the difference, then run without PLIMSOLL_RECORD")
    }
    // A new analyzer is one file and one line: that the page is behind is no reason to stop it.
    if try Checkout.text(path) != Self.analyzers {
      Issue.record("\(path) is behind the code: run with PLIMSOLL_RECORD=1", severity: .warning)
    }
  }

  @Test func `tell of every limit and its value`() throws {
    let lines = try Checkout.text("docs/limits.md").split(separator: "\n")
    for (label, value) in Mirror(reflecting: Limits.standard).children {
      let name = try #require(label)
      let line = lines.first { $0.hasPrefix("| `\(name)` |") } ?? ""
      let number = try #require(Int64("\(value)"))
      #expect(
        Self.spellings(of: number).contains { line.contains("| \($0) |") },
        "\(name): \(line)"
      )
    }
  }

  /// `5,000,000` and, where it is a round one, `256 MiB`.
  private static func spellings(of number: Int64) -> [String] {
    var digits = String(number)
    var grouped = ""
    while digits.count > 3 {
      grouped = ",\(digits.suffix(3))\(grouped)"
      digits.removeLast(3)
    }
    let sizes: [(Int64, String)] = [(1 << 20, "MiB"), (1 << 30, "GiB")]
    return [digits + grouped]
      + sizes.filter { number.isMultiple(of: $0.0) }.map { "\(number / $0.0) \($0.1)" }
  }

  private static let pages =
    ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
    + Checkout.files(below: "docs", ending: ".md")

  @Test(arguments: pages) func `link to what is there`(page: String) throws {
    let folder = Checkout.root.appending(path: page).deletingLastPathComponent()
    for match in try Checkout.text(page).matches(of: /\]\(([^)#]+)[^)]*\)/) {
      let target = String(match.output.1)
      if target.contains("://") { continue }
      let isThere = FileManager.default.fileExists(atPath: folder.appending(path: target).path)
      #expect(isThere, "\(target)")
    }
  }

  @Test func `number each decision once`() {
    let numbers = Checkout.files(below: "docs/decisions", ending: ".md")
      .compactMap { $0.split(separator: "/").last?.prefix(4) }
    #expect(Set(numbers).count == numbers.count)
  }
}

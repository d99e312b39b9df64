import Model
import Testing

@testable import Reports

@Suite struct `table of how an image is built` {
  private func line(_ title: String, path: String, line: Int?) -> String {
    var finding = Finding(
      .secret,
      rule: "PLM-S001",
      severity: .high,
      title: title,
      location: Finding.Location(path: path, layer: 2, line: line)
    )
    finding.detail = .check(CheckDetail(aliases: [], anchor: "", why: ""))
    let context = ReportContext(
      tool: ToolIdentity(version: "1"),
      created: nil,
      width: nil,
      isColored: false
    )
    let lines = BuildTable([finding], in: context, TerminalStyle(isColored: false)).lines
    return lines.first { $0.hasPrefix("high") } ?? ""
  }

  @Test func `says where a fault is`() {
    #expect(
      line("A key in plain text", path: "app/a.ini", line: 3).hasSuffix(
        "app/a.ini:3: A key in plain text"
      )
    )
  }

  @Test func `says it once`() {
    #expect(
      line("Everybody may write app/a", path: "app/a", line: nil).hasSuffix(
        "  Everybody may write app/a"
      )
    )
    #expect(line("No HEALTHCHECK", path: "", line: nil).hasSuffix("  No HEALTHCHECK"))
  }
}

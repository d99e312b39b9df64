import Formats
import Model

/// An instruction of which only the last counts.
struct OnceRow: Sendable {
  var id: String
  var keyword: Dockerfile.Instruction.Keyword
  var alias: String

  static let all = [
    OnceRow(id: "PLM-D033", keyword: .healthcheck, alias: "DL3012"),
    OnceRow(id: "PLM-D034", keyword: .cmd, alias: "DL4003"),
    OnceRow(id: "PLM-D035", keyword: .entrypoint, alias: "DL4004"),
  ]
}

/// Several of what a stage can have one of.
struct GivenTwice: Check {
  let rule: Rule
  let examples: Examples
  private let keyword: Dockerfile.Instruction.Keyword

  init(_ row: OnceRow) {
    let name = row.keyword.name
    keyword = row.keyword
    rule = Rule(
      row.id,
      .medium,
      "A stage has several \(name)",
      why: "Only the last of them counts; whoever reads an earlier one is misled.",
      remedy: "Keep the last \(name) alone",
      aliases: [row.alias, "MultipleInstructionsDisallowed"],
      references: [
        "https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/"
      ]
    )
    let one = row.keyword == .healthcheck ? "HEALTHCHECK CMD a" : "\(name) [\"a\"]"
    examples = Examples(
      passing: ["FROM a:1\n\(one)\nFROM b:1\n\(one)\n"],
      failing: ["FROM a:1\n\(one)\n\(one)\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var seen: Set<Int> = []
    return file.findings(rule, at: keyword) { step in
      guard let stage = step.stage, !step.isDeferred else { return false }
      return !seen.insert(stage).inserted
    }
  }
}

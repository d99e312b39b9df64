import Formats
import Model

/// How rows about pipelines are written.
enum PipelineRow {
  /// A row about whole pipelines.
  ///
  /// Examples are files; the first line says what they are called: `# .gitlab-ci.yml`.
  static func pipeline(
    _ rule: Rule,
    on platforms: Set<Pipeline.Platform> = [],
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (Pipeline) -> [Fault]
  ) -> TableCheck<Pipeline> {
    let examples = Examples(passing: passing.map(named), failing: failing.map(named))
    return TableCheck(rule, examples) {
      platforms.isEmpty || platforms.contains($0.platform) ? faults($0) : []
    }
  }

  /// A row about the steps of workflows and actions.
  static func step(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (PipelineStep) -> [(text: String, position: DataNode.Position)]
  ) -> TableCheck<Pipeline> {
    pipeline(
      rule,
      on: [.github, .action],
      passing: passing.map(steps),
      failing: failing.map(steps)
    ) { pipeline in
      pipeline.steps.flatMap { job, step in
        faults(step).map { fault in
          pipeline.fault(fault.text, "\(job.name)/\(step.number)", at: fault.position)
        }
      }
    }
  }

  /// A workflow of one job with these steps.
  static func steps(_ lines: String) -> String {
    if lines.hasPrefix("on:") || lines.hasPrefix("# ") || lines.hasPrefix("jobs:") { return lines }
    let body = lines.split(separator: "\n").map { "      \($0)\n" }.joined()
    return "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n\(body)"
  }

  private static func named(_ text: String) -> String {
    let ended = ObjectRow.ended(text)
    return text.hasPrefix("# ") ? ended : "# .github/workflows/a.yml\n\(ended)"
  }
}

extension SecretWords {
  /// Whether a variable holds a secret in plain text.
  static func isSecret(_ value: PipelineValue) -> Bool {
    isName(value.name) && isPlain(value.text) && !isSample(value.text) && !value.text.contains("$")
      || isKey(value.text)
  }
}

import Formats
import Model

/// A control of the Pod Security Standards, as version 1.33 of Kubernetes has them.
struct PodControl: Sendable {
  /// The levels that a control is of.
  enum Level: String, Sendable {
    case baseline
    case restricted
  }

  var id: String
  var level: Level
  var severity: Severity
  /// The name of the control in the standards.
  var name: String
  var why: String
  var remedy: String
  var faults: @Sendable (Workload) -> [Workload.Fault]
  /// Lines of a pod's spec that pass and that fail.
  var passing: [String]
  var failing: [String]
}

/// One control of the Pod Security Standards.
struct PodSecurity: Check {
  let rule: Rule
  let examples: Examples
  private let control: PodControl

  init(_ control: PodControl) {
    self.control = control
    rule = Rule(
      control.id,
      control.severity,
      "\(control.name): not as the level \(control.level.rawValue) of the Pod Security Standards asks",
      why: control.why,
      remedy: control.remedy,
      references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
      mappings: [
        Rule.Mapping(
          standard: "Pod Security Standards 1.33",
          clause: "\(control.level.rawValue), \(control.name)"
        )
      ]
    )
    examples = Examples(
      passing: control.passing.map(Self.pod),
      failing: control.failing.map(Self.pod)
    )
  }

  func evaluate(_ workload: Workload) -> [Finding] {
    control.faults(workload).map { workload.finding(rule, $0) }
  }

  private static func pod(_ spec: String) -> String {
    let lines = spec.split(separator: "\n").map { "  \($0)\n" }.joined()
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n\(lines)"
  }
}

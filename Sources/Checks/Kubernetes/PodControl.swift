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
      aliases: Self.aliases[control.id] ?? [],
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

  /// What checkov, Trivy and kube-linter call the same control.
  private static let aliases = [
    "PLM-K002": [
      "CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19", "KSV008", "KSV009", "KSV010", "host-ipc",
      "host-network", "host-pid",
    ],
    "PLM-K003": ["CKV_K8S_16", "KSV017", "privileged-container"],
    "PLM-K004": ["CKV_K8S_25", "KSV022"],
    "PLM-K005": ["KSV023"],
    "PLM-K006": ["CKV_K8S_26", "KSV024"],
    "PLM-K007": ["unsafe-apparmor"],
    "PLM-K008": ["KSV025"],
    "PLM-K009": ["KSV027", "unsafe-proc-mount"],
    "PLM-K011": ["KSV026", "unsafe-sysctls"],
    "PLM-K020": ["KSV028"],
    "PLM-K021": ["CKV_K8S_20", "KSV001", "privilege-escalation-container"],
    "PLM-K022": ["CKV_K8S_23", "KSV012", "run-as-non-root"],
    "PLM-K024": ["CKV_K8S_31", "KSV030"],
    "PLM-K025": ["CKV_K8S_28", "CKV_K8S_37", "KSV003", "KSV106", "drop-net-raw-capability"],
  ]

  func evaluate(_ workload: Workload) -> [Finding] {
    control.faults(workload).map { workload.finding(rule, $0) }
  }

  private static func pod(_ spec: String) -> String {
    let lines = spec.split(separator: "\n").map { "  \($0)\n" }.joined()
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n\(lines)"
  }
}

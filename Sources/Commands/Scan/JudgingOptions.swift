import ArgumentParser
import Model

/// What is asked of findings.
struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Exit with 1 for a finding that meets all of these: SEVERITY, fixed, exploited, epss>=0.1, \
      risk>=70, or a kind such as secret; may be given more than once.
      """,
      valueName: "condition,…"
    )
  )
  var failOn: [String] = []

  @Option(
    help: ArgumentHelp(
      "What to look for: \(Scanner.allCases.map(\.rawValue).joined(separator: ", ")) (default: all).",
      valueName: "kind,…"
    )
  )
  var scanners: [String] = []

  @Flag(help: "Vulnerabilities without a fix to install do not count.")
  var ignoreUnfixed = false

  @Flag(help: "Judge by data of your own alone: without any, exit with 2.")
  var requirePacks = false

  @Option(help: "A VEX document, or a folder of them; may be given more than once.")
  var vex: [String] = []

  @OptionGroup var files: PolicyFileOptions
}

/// What findings of any kind are judged by.
struct PolicyFileOptions: ParsableArguments {
  @Option(help: "What is less bad than this does not count.")
  var minSeverity: String?

  @Option(help: "A policy (default: plimsoll.yaml here or above).")
  var policy: String?

  @Option(help: "An ignore file; may be given more than once.")
  var ignoreFile: [String] = []

  @Option(help: "An earlier report in JSON: only what is new counts.")
  var baseline: String?
}

extension JudgingOptions {
  /// What a scan looks for; each gives findings of some kinds.
  enum Scanner: String, CaseIterable {
    case vuln
    case secret
    case privilege
    case surface

    var kinds: Set<Finding.Kind> {
      switch self {
      case .vuln: [.vulnerability, .malware]
      case .secret: [.secret]
      case .privilege: [.privilege, .misconfiguration, .secret]
      case .surface: [.surface]
      }
    }

    /// Other names that people know it by.
    init?(called name: String) {
      switch name.lowercased() {
      case "vulnerability", "vulnerabilities", "vulns": self = .vuln
      case "secrets": self = .secret
      case "privileges", "config", "misconfig", "misconfiguration": self = .privilege
      case let name:
        guard let known = Scanner(rawValue: name) else { return nil }
        self = known
      }
    }
  }

  /// The kinds of finding that are wanted.
  func kinds() throws -> Set<Finding.Kind> {
    try chosen().reduce(into: []) { $0.formUnion($1.kinds) }
  }

  /// Whether files are searched for secrets.
  func looksForSecrets() throws -> Bool { try chosen().contains(.secret) }

  private func chosen() throws -> [Scanner] {
    let names = scanners.flatMap { $0.split(separator: ",") }
    let chosen = try names.map { word in
      let name = word.filter { $0 != " " }
      guard let scanner = Scanner(called: name) else {
        let known = Scanner.allCases.map(\.rawValue).joined(separator: ", ")
        throw Failure("--scanners: '\(name)' is none of \(known)")
      }
      return scanner
    }
    return chosen.isEmpty ? Scanner.allCases : chosen
  }
}

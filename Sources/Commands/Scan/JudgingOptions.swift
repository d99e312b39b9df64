import ArgumentParser

/// What is asked of findings.
struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Exit with 1 for a finding that meets all of these: SEVERITY, fixed, exploited, epss>=0.1, \
      risk>=70, malware; may be given more than once.
      """,
      valueName: "condition,…"
    )
  )
  var failOn: [String] = []

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

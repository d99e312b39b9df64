import Artifacts
import Formats
import Glibc
import Model
import Policy
import Reports

/// Reads what findings are judged by: options, the policy of the folder, and the files it names.
struct PolicyOpener {
  private let options: JudgingOptions
  private let environment: ProcessEnvironment

  init(_ options: JudgingOptions, _ environment: ProcessEnvironment) {
    self.options = options
    self.environment = environment
  }

  func inputs() throws -> PolicyInputs {
    guard let today = CalendarDate(environment.now.date) else {
      throw Failure("the clock of this machine tells no day that can be used")
    }
    var inputs = PolicyInputs(today: today)
    if let path = try policyPath() {
      let policy = try readPolicy(path)
      inputs.options = policy.options
      inputs.rules = policy.waivers
    }
    try add(to: &inputs.options)
    return inputs
  }

  /// The policy that was named, or the nearest one at or above the working directory.
  private func policyPath() throws -> String? {
    if let named = options.policy ?? environment["PLIMSOLL_POLICY"] { return named }
    var folder = currentDirectory()
    while true {
      let path = folder == "/" ? "/plimsoll.yaml" : "\(folder)/plimsoll.yaml"
      if unsafe access(path, F_OK) == 0 { return path }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  private func readPolicy(_ path: String) throws -> PolicyFile {
    let bytes = try readWholeFile(path, limit: 16 << 20)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do throws(PolicyFileError) {
      return try PolicyFileReader.read(bytes.span, name: name, limits: .standard)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  /// Options of the command line add to what the policy asks.
  private func add(to policy: inout PolicyOptions) throws {
    do throws(FailOnError) {
      let asked = try FailOnRule.parse(options.failOn)
      // What is asked for here and now stands in the place of what the policy asks.
      if !asked.isEmpty { policy.failOn = asked }
    } catch {
      throw Failure("--fail-on: \(error)")
    }
    if options.ignoreUnfixed { policy.ignoresUnfixed = true }
    guard let named = options.minSeverity else { return }
    guard let severity = Severity(rawValue: named.lowercased()) else {
      let words = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure("--min-severity: '\(named)' is none of \(words)")
    }
    policy.minimumSeverity = severity
  }
}

/// The working directory; `/` where it is gone.
private func currentDirectory() -> String {
  // SAFETY: the text is copied and then freed, as the call asks.
  guard let text = unsafe getcwd(nil, 0) else { return "/" }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

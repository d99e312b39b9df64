import Artifacts
import Formats
import Glibc
import Model
import Policy
import Reports

/// Reads what findings are judged by: options, the policy of the folder, and the files it names.
struct PolicyOpener {
  private let options: PolicyFileOptions
  private let failOn: [String]
  private let vex: [String]
  private let ignoresUnfixed: Bool
  /// Whether statements about vulnerabilities are wanted.
  private let readsVEX: Bool
  private let environment: ProcessEnvironment
  private let limits = Limits.standard

  init(_ options: JudgingOptions, _ environment: ProcessEnvironment) {
    self.options = options.files
    failOn = options.failOn
    vex = options.vex
    ignoresUnfixed = options.ignoreUnfixed
    readsVEX = true
    self.environment = environment
  }

  /// For findings that are of no vulnerability.
  init(_ options: PolicyFileOptions, failOn: [String], _ environment: ProcessEnvironment) {
    self.options = options
    self.failOn = failOn
    vex = []
    ignoresUnfixed = false
    readsVEX = false
    self.environment = environment
  }

  func inputs() throws -> PolicyInputs {
    guard let today = CalendarDate(environment.now.date) else {
      throw Failure("the clock of this machine tells no day that can be used")
    }
    var inputs = PolicyInputs(today: today)
    var files = NamedFiles(folder: "")
    if let path = try policyPath() {
      let policy = try readPolicy(path)
      inputs.options = policy.options
      inputs.rules = policy.waivers
      inputs.heedsArtifact = policy.heedsArtifact
      inputs.requiresPacks = policy.requiresPacks
      files = NamedFiles(policy, folder: folder(of: path))
    }
    files.add(options, vex: vex)
    try add(to: &inputs.options)
    for path in try files.ignoreFiles() { inputs.add(try readIgnoreFile(path)) }
    for path in readsVEX ? try files.vexDocuments() : [] { inputs.vex.append(try readVEX(path)) }
    if let path = files.baseline { inputs.baseline = try readBaseline(path) }
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
    let bytes = try readWholeFile(path, limit: limits.fileSize)
    do throws(PolicyFileError) {
      return try PolicyFileReader.read(bytes.span, name: shortName(path), limits: limits)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  private func readIgnoreFile(_ path: String) throws -> IgnoreFile {
    let bytes = try readWholeFile(path, limit: limits.fileSize)
    do throws(IgnoreFileError) {
      return try IgnoreFile.read(bytes.span, name: shortName(path), limits: limits)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  private func readBaseline(_ path: String) throws -> Baseline {
    let bytes = try readWholeFile(path, limit: limits.fileSize)
    do throws(BaselineError) {
      return try Baseline.read(bytes.span, name: shortName(path), limits: limits)
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  /// What is asked on the command line stands in the place of what the policy asks.
  private func add(to policy: inout PolicyOptions) throws {
    do throws(FailOnError) {
      if !failOn.isEmpty { policy.failOn = try FailOnRule.parse(failOn) }
    } catch {
      throw Failure("--fail-on: \(error)")
    }
    if ignoresUnfixed { policy.ignoresUnfixed = true }
    guard let named = options.minSeverity else { return }
    guard let severity = Severity(rawValue: named.lowercased()) else {
      let words = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure("--min-severity: '\(named)' is none of \(words)")
    }
    policy.minimumSeverity = severity
  }
}

/// Reads one VEX document.
func readVEX(_ path: String) throws -> VEXDocument {
  let limits = Limits.standard
  let bytes = try readWholeFile(path, limit: limits.fileSize)
  do throws(VEXError) {
    return try VEXReader.read(bytes.span, name: shortName(path), limits: limits)
  } catch {
    throw Failure("\(path): \(error)")
  }
}

/// The last part of a path: reports name no folders of this machine.
private func shortName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// The folder that a file lies in; empty for the working directory.
private func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
}

/// The working directory; `/` where it is gone.
private func currentDirectory() -> String {
  // SAFETY: the text is copied and then freed, as the call asks.
  guard let text = unsafe getcwd(nil, 0) else { return "/" }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

import Artifacts
import Glibc
import Model
import Policy

/// The files that a policy and the command line name, and those that lie beside the policy.
struct NamedFiles {
  /// Where what the policy names is looked for, and ignore files are; empty for where we are.
  private let folder: String
  private var vex: [String] = []
  private var ignored: [String] = []
  private(set) var baseline: String?

  init(folder: String) { self.folder = folder }

  init(_ policy: PolicyFile, folder: String) {
    self.folder = folder
    vex = policy.vex.map(placed)
    ignored = policy.ignoreFiles.map(placed)
    if !policy.baseline.isEmpty { baseline = placed(policy.baseline) }
  }

  /// Adds what the command line names, from where we are.
  mutating func add(_ options: PolicyFileOptions, vex named: [String]) {
    vex += named
    ignored += options.ignoreFile
    baseline = options.baseline ?? baseline
  }

  /// Those that are named, and those of other tools that lie there.
  func ignoreFiles() throws -> [String] {
    let lying = IgnoreFile.Format.allCases.flatMap(\.names).map(placed).filter {
      unsafe access($0, F_OK) == 0
    }
    var seen: Set<String> = []
    return (ignored + lying).filter { seen.insert($0).inserted }
  }

  /// Files, the JSON files of folders, and what globs match; one that is not there is an error.
  func vexDocuments() throws -> [String] {
    var found: [String] = []
    for path in vex {
      if path.contains(where: { "*?".contains($0) }) {
        let (folder, name) = split(path)
        let pattern = GlobPattern(name)
        found += try names(in: folder).filter { pattern.matches($0) }.map { "\(folder)/\($0)" }
      } else if let inside = directoryNames(path) {
        found += inside.sorted().filter { $0.hasSuffix(".json") }.map { "\(path)/\($0)" }
      } else {
        found.append(path)
      }
    }
    return found
  }

  private func names(in folder: String) throws -> [String] {
    guard let names = directoryNames(folder) else {
      throw Failure("\(folder): \(systemMessage(errno))")
    }
    return names.sorted()
  }

  private func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private func placed(_ path: String) -> String {
    folder.isEmpty || path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }
}

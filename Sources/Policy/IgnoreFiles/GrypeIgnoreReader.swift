import Formats
import Model

/// Reads the rules under `ignore` in `.grype.yaml`.
///
/// Source: Grype's documentation, "Specifying matches to ignore", and what it does where that is
/// silent: all fields of a rule must fit, names of packages are regular expressions for the whole
/// name, versions are exact, a rule without fields fits nothing.
enum GrypeIgnoreReader {
  static func read(_ root: DataNode, into file: inout IgnoreFile) {
    guard let map = root.map else {
      if !root.isNull { file.warn("it must be a map", line: root.position.line) }
      return
    }
    let others = map.entries.filter { $0.key != "ignore" }
    if let first = others.first {
      let keys = others.map(\.key).sorted().joined(separator: ", ")
      file.warn("only 'ignore' is read, not \(keys)", line: first.keyPosition.line)
    }
    for node in map["ignore"]?.elements ?? [] { readRule(node, into: &file) }
  }

  private static func readRule(_ node: DataNode, into file: inout IgnoreFile) {
    let line = node.position.line
    guard let map = node.map else {
      file.warn("a rule must be a map", line: line)
      return
    }
    var entry = IgnoreEntry()
    // Which name comes first makes no difference here: aliases are one finding.
    for field in map.entries where field.key != "package" && field.key != "include-aliases" {
      guard let text = field.value.filledText else { continue }
      read(field.key, text, line: field.keyPosition.line, to: &entry, in: &file)
    }
    for field in map["package"]?.map?.entries ?? [] {
      guard let text = field.value.filledText else { continue }
      readPackage(field.key, text, line: field.keyPosition.line, to: &entry, in: &file)
    }
    entry.add(to: &file, line: line)
  }

  private static func read(
    _ key: String,
    _ text: String,
    line: Int,
    to entry: inout IgnoreEntry,
    in file: inout IgnoreFile
  ) {
    switch key {
    case "vulnerability":
      entry.conditions.append(.identifier([text]))
      entry.labels.insert(text, at: 0)
    case "reason": entry.reason = text
    case "fix-state":
      guard let states = states[text] else {
        entry.give(up: "'\(text)' is no fix-state", line: line, in: &file)
        return
      }
      entry.conditions.append(.fixState(states))
      if entry.labels.isEmpty { entry.labels.append("fix-state \(text)") }
    case "namespace":
      guard let name = ecosystem(ofNamespace: text) else {
        entry.give(up: "the namespace '\(text)' is not read", line: line, in: &file)
        return
      }
      entry.conditions.append(.ecosystem([name]))
    default:
      // `vex-status`, `vex-justification`, `match-type`, and whatever comes next.
      entry.give(up: "'\(key)' is not read", line: line, in: &file)
    }
  }

  private static let states: [String: [FixState]] = [
    "fixed": [.fixed],
    "not-fixed": [.notFixed],
    "wont-fix": [.willNotFix, .deferred, .endOfLife],
    "unknown": [.underInvestigation],
  ]

  /// `debian:distro:debian:12` and `github:language:python`.
  private static func ecosystem(ofNamespace text: String) -> EcosystemName? {
    let parts = text.split(separator: ":").map(String.init)
    switch parts.count {
    case 4 where parts[1] == "distro": return EcosystemName("\(parts[2]):\(parts[3])")
    case 3 where parts[1] == "distro": return EcosystemName(parts[2])
    case 3 where parts[1] == "language": return EcosystemName(parts[2])
    default: return nil
    }
  }

  private static func readPackage(
    _ key: String,
    _ text: String,
    line: Int,
    to entry: inout IgnoreEntry,
    in file: inout IgnoreFile
  ) {
    switch key {
    case "name", "upstream-name":
      do {
        let pattern = try TextPattern(regularExpression: text)
        entry.conditions.append(key == "name" ? .package([pattern]) : .source([pattern]))
        entry.labels.append(text)
      } catch {
        entry.give(up: "'\(text)' is no expression: \(error)", line: line, in: &file)
      }
    case "version": entry.conditions.append(.version([TextPattern(exactly: text)]))
    case "type", "language":
      guard let name = EcosystemName(text) else {
        entry.give(up: "the \(key) '\(text)' is not known", line: line, in: &file)
        return
      }
      entry.conditions.append(.ecosystem([name]))
    case "location":
      entry.addPaths([text], line: line, in: &file)
      if entry.labels.isEmpty { entry.labels.append(text) }
    default: entry.give(up: "'package.\(key)' is not read", line: line, in: &file)
    }
  }
}

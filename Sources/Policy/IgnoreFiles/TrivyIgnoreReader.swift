import Formats
import Model

/// Reads `.trivyignore` and `.trivyignore.yaml`.
///
/// Source: Trivy's documentation, "Filtering", and what its reader does where that is silent: in the
/// plain form a name may be one of any kind of finding, what follows it is `exp:YYYY-MM-DD` or
/// nothing to it; an entry ends with the beginning of its day.
enum TrivyIgnoreReader {
  static func read(_ lines: TextLines, into file: inout IgnoreFile) {
    for line in lines {
      let words = line.text.split { $0 == " " || $0 == "\t" || $0 == "\u{0B}" || $0 == "\u{0C}" }
        .map(String.init)
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      var entry = IgnoreEntry()
      entry.conditions = [.identifier([name])]
      entry.labels = [name]
      for (place, word) in words.enumerated().dropFirst() {
        if word.hasPrefix("#") {
          entry.reason = words[place...].joined(separator: " ").trimmingMarks
          break
        } else if word.hasPrefix("exp:") {
          entry.setEnd(String(word.dropFirst(4)), line: line.number, in: &file)
        } else {
          file.warn("'\(word)' after \(name) is not read", line: line.number)
        }
      }
      entry.add(to: &file, line: line.number)
    }
  }

  private static let kinds: [String: [Finding.Kind]] = [
    "vulnerabilities": [.vulnerability, .malware],
    "misconfigurations": [.misconfiguration, .privilege, .surface],
    "secrets": [.secret],
  ]

  private static let keys = ["expired_at", "id", "paths", "purls", "statement"]

  static func read(_ root: DataNode, into file: inout IgnoreFile) {
    guard let map = root.map else {
      if !root.isNull { file.warn("it must be a map of lists", line: root.position.line) }
      return
    }
    for entry in map.entries {
      guard let kinds = kinds[entry.key] else {
        file.warn("'\(entry.key)' is not read", line: entry.keyPosition.line)
        continue
      }
      for node in entry.value.elements { read(node, of: kinds, into: &file) }
    }
  }

  private static func read(
    _ node: DataNode,
    of kinds: [Finding.Kind],
    into file: inout IgnoreFile
  ) {
    let line = node.position.line
    guard let map = node.map else {
      file.warn("an entry must be a map", line: line)
      return
    }
    var entry = IgnoreEntry()
    for unknown in map.entries where !keys.contains(unknown.key) {
      entry.give(up: "'\(unknown.key)' is not read", line: unknown.keyPosition.line, in: &file)
    }
    if let id = map["id"]?.filledText {
      entry.conditions.append(.identifier([id]))
      entry.labels.append(id)
    }
    let paths = map["paths"]?.texts ?? []
    entry.addPaths(paths, line: line, in: &file)
    let purls = map["purls"]?.texts ?? []
    addPackages(purls, line: line, to: &entry, in: &file)
    entry.labels += (entry.labels.isEmpty ? paths : []) + purls
    if let end = map["expired_at"]?.filledText { entry.setEnd(end, line: line, in: &file) }
    entry.reason = map["statement"]?.filledText ?? ""
    if !entry.conditions.isEmpty { entry.conditions.append(.kind(kinds)) }
    entry.add(to: &file, line: line)
  }

  private static func addPackages(
    _ texts: [String],
    line: Int,
    to entry: inout IgnoreEntry,
    in file: inout IgnoreFile
  ) {
    guard !texts.isEmpty else { return }
    var purls: [PackageURL] = []
    for text in texts {
      do {
        purls.append(try PackageURL(parsing: text, conformance: .grammar))
      } catch {
        entry.give(up: "'\(text)' is no package URL: \(error)", line: line, in: &file)
      }
    }
    entry.conditions.append(.packageURL(purls))
  }
}

extension String {
  /// Without number signs and blanks at the start.
  fileprivate var trimmingMarks: String { String(drop { $0 == "#" || $0 == " " }) }
}

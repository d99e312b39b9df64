import Formats
import Model

/// Reads `IgnoredVulns` and `PackageOverrides` of `osv-scanner.toml`.
///
/// Source: OSV-Scanner's documentation, "Configuration": an entry counts until the moment it names,
/// and forever without one; a package is overridden by what of name, version, ecosystem and group is
/// given.
enum OSVScannerReader {
  static func read(_ root: DataNode, into file: inout IgnoreFile) {
    for entry in root.map?.entries ?? [] {
      switch entry.key {
      case "IgnoredVulns": for node in entry.value.elements { readFlaw(node, into: &file) }
      case "PackageOverrides": for node in entry.value.elements { readPackage(node, into: &file) }
      default: file.warn("'\(entry.key)' is not read", line: entry.keyPosition.line)
      }
    }
  }

  private static func readFlaw(_ node: DataNode, into file: inout IgnoreFile) {
    let line = node.position.line
    var entry = IgnoreEntry()
    for field in node.map?.entries ?? [] {
      let text = field.value.scalarText ?? ""
      switch field.key {
      case "id" where !text.isEmpty:
        entry.conditions.append(.identifier([text]))
        entry.labels.append(text)
      case "ignoreUntil": entry.setEnd(text, line: field.keyPosition.line, in: &file)
      case "reason": entry.reason = text
      default:
        entry.give(up: "'\(field.key)' is not read", line: field.keyPosition.line, in: &file)
      }
    }
    entry.add(to: &file, line: line)
  }

  private static func readPackage(_ node: DataNode, into file: inout IgnoreFile) {
    let line = node.position.line
    guard let map = node.map else {
      file.warn("an override must be a table", line: line)
      return
    }
    var entry = IgnoreEntry()
    var isIgnored = map["ignore"]?.boolean ?? false
    for field in map.entries {
      let line = field.keyPosition.line
      let text = field.value.scalarText ?? ""
      switch field.key {
      case "ignore", "nameIsRegex": break
      case "vulnerability": isIgnored = isIgnored || field.value["ignore"]?.boolean ?? false
      case "license": file.warn("overrides of licenses are not read", line: line)
      case "reason": entry.reason = text
      case "effectiveUntil": entry.setEnd(text, line: line, in: &file)
      case _ where text.isEmpty: break
      case "name":
        addName(text, isRegex: map["nameIsRegex"]?.boolean ?? false, line: line, &entry, &file)
      case "version": entry.conditions.append(.version([TextPattern(exactly: text)]))
      case "ecosystem": addEcosystem(text, line: line, &entry, &file)
      case "group" where text == "dev": entry.conditions.append(.scope([.development]))
      default:
        entry.give(up: "'\(field.key) = \(text)' is not read", line: line, in: &file)
      }
    }
    // What overrides nothing but licenses is not about findings.
    if isIgnored { entry.add(to: &file, line: line) }
  }

  private static func addName(
    _ text: String,
    isRegex: Bool,
    line: Int,
    _ entry: inout IgnoreEntry,
    _ file: inout IgnoreFile
  ) {
    entry.labels.append(text)
    guard isRegex else {
      entry.conditions.append(.package([TextPattern(exactly: text)]))
      return
    }
    do {
      entry.conditions.append(.package([try TextPattern(regularExpression: text)]))
    } catch {
      entry.give(up: "'\(text)' is no expression: \(error)", line: line, in: &file)
    }
  }

  private static func addEcosystem(
    _ text: String,
    line: Int,
    _ entry: inout IgnoreEntry,
    _ file: inout IgnoreFile
  ) {
    guard let name = EcosystemName(text) else {
      entry.give(up: "the ecosystem '\(text)' is not known", line: line, in: &file)
      return
    }
    entry.conditions.append(.ecosystem([name]))
    if entry.labels.isEmpty { entry.labels.append(text) }
  }
}

import Formats
package import Model

/// Reads the rules by which users may act as others without being asked, or as they like.
///
/// Source: sudoers(5), doas.conf(5).
package struct ElevationRulesAnalyzer: FileAnalyzer {
  package static let name = "elevation-rules"
  package static let version = 1
  package static let summary = "Rules of sudo and doas that ask for no password"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .path("etc/sudoers"), .directory("etc/sudoers.d"), .path("etc/doas.conf"),
    .directory("etc/doas.d"),
  ]

  private static let ruleLimit = 1000
  /// What is kept of a rule's text, in bytes.
  private static let textLimit = 300

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let isDoas = file.path.contains("doas")
    // sudo passes over such names (sudoers(5), "Including other files").
    if !isDoas, file.path.contains("sudoers.d/"),
      file.name.contains(".") || file.name.hasSuffix("~")
    {
      return
    }
    var access = AccessFacts()
    defer { if !access.isEmpty { facts.access = access } }
    var cursor = LineCursor()
    var rule = ""
    var start = 0
    while let range = cursor.line(in: contents) {
      if rule.isEmpty { start = cursor.number }
      rule += contents.repairedText(range)
      if rule.hasSuffix("\\"), rule.utf8.count < 1 << 16 {
        rule.removeLast()
        continue
      }
      let text = rule.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ")
      rule = ""
      guard isDoas ? Self.elevates(doas: text) : Self.elevates(sudo: text) else { continue }
      guard access.elevations.count < Self.ruleLimit else {
        throw .limit("\(Self.ruleLimit) rules")
      }
      access.elevations.append(
        AccessFacts.Elevation(
          path: file.path,
          line: start,
          text: String(decoding: text.utf8.prefix(Self.textLimit), as: UTF8.self)
        )
      )
    }
  }

  /// Whether somebody other than root is asked for no password.
  private static func elevates(sudo rule: String) -> Bool {
    guard !rule.hasPrefix("#"), !rule.hasPrefix("@"), !rule.hasPrefix("root ") else { return false }
    if rule.hasPrefix("Defaults") { return rule.contains("!authenticate") }
    return rule.contains("NOPASSWD:") || rule.contains("NOPASSWD :")
  }

  private static func elevates(doas rule: String) -> Bool {
    guard rule.hasPrefix("permit ") else { return false }
    let words = rule.split(separator: " ").dropFirst()
    return words.contains("nopass") && !words.contains("root")
  }
}

import Formats
import Model

/// What comments in a Dockerfile say shall not count.
///
/// `# plimsoll:ignore ID reason` and `# hadolint ignore=ID` are about the instruction that follows or
/// that they stand in; `# plimsoll:ignore-file ID reason`, `# hadolint global ignore=ID` and
/// BuildKit's `# check=skip=ID` about the whole file.
struct IgnoreRemarks {
  private struct Remark {
    var names: [String]
    /// The lines it is about; `nil` for all.
    var lines: ClosedRange<Int>?
    var line: Int
    var reason: String
    var isOurs: Bool
  }

  private var remarks: [Remark] = []
  private let path: String

  init(_ file: Dockerfile, path: String) {
    self.path = path
    for comment in file.comments {
      let line = comment.position.line
      if let remark = Self.ours(comment.text) ?? Self.hadolint(comment.text) {
        let lines = remark.isWholeFile ? nil : Self.lines(after: line, in: file)
        remarks.append(
          Remark(
            names: remark.names,
            lines: lines,
            line: line,
            reason: remark.reason,
            isOurs: remark.isOurs
          )
        )
      }
    }
    for directive in file.directives where directive.name == "check" {
      for setting in directive.value.pieces(on: ";") {
        guard let names = setting.trimmed.dropping(prefix: "skip=") else { continue }
        let line = directive.position.line
        let list = names.pieces(on: ",").map { String($0.trimmed) }
        remarks.append(Remark(names: list, lines: nil, line: line, reason: "", isOurs: false))
      }
    }
  }

  private typealias Parsed = (names: [String], isWholeFile: Bool, reason: String, isOurs: Bool)

  private static func ours(_ text: String) -> Parsed? {
    guard let rest = text.dropping(prefix: "plimsoll:ignore") else { return nil }
    let isWholeFile = rest.hasPrefix("-file")
    let words = (isWholeFile ? rest.dropFirst(5) : rest).words
    guard let names = words.first else { return nil }
    let reason = words.dropFirst().joined(separator: " ")
    return (names.pieces(on: ",").map(String.init), isWholeFile, reason, true)
  }

  private static func hadolint(_ text: String) -> Parsed? {
    guard var rest = text.dropping(prefix: "hadolint")?.trimmed else { return nil }
    let isWholeFile = rest.hasPrefix("global")
    if isWholeFile { rest = rest.dropFirst(6).trimmed }
    guard rest.hasPrefix("ignore") else { return nil }
    rest = rest.dropFirst(6).trimmed
    guard rest.hasPrefix("=") else { return nil }
    let (list, reason) = rest.dropFirst().cut(at: "#") ?? (rest.dropFirst(), "")
    let names = list.pieces(on: ",").map { String($0.trimmed) }
    return (names, isWholeFile, String(reason.trimmed), false)
  }

  /// The lines of the instruction that a comment stands in or before.
  private static func lines(after line: Int, in file: Dockerfile) -> ClosedRange<Int>? {
    let next = file.instructions.first { $0.lastLine > line }
    guard let next else { return line...line }
    return min(line, next.position.line)...next.lastLine
  }

  /// Sorts findings into those that count and those that are dismissed.
  func apply(to findings: [Finding], into result: inout CheckedFile) {
    var isUsed = Array(repeating: false, count: remarks.count)
    for finding in findings {
      let place = remarks.indices.first { covers(remarks[$0], finding) }
      if let place {
        isUsed[place] = true
        let origin = "\(path):\(remarks[place].line)"
        let reason = remarks[place].reason
        result.dismissed.append(
          DismissedFinding(finding, by: .ignoreFile, origin: origin, reason: reason)
        )
      } else {
        result.findings.append(finding)
      }
    }
    for (place, remark) in remarks.enumerated() where remark.isOurs && !isUsed[place] {
      let names = remark.names.joined(separator: ", ")
      result.warnings.append("the remark for \(names) (\(path):\(remark.line)) matches nothing")
    }
  }

  private func covers(_ remark: Remark, _ finding: Finding) -> Bool {
    // Nobody who forbids such remarks wants them to let themselves through.
    guard finding.rule != IgnoreRemarkUsed.id else { return false }
    if let lines = remark.lines, !lines.contains(finding.location.line ?? 0) { return false }
    return remark.names.contains { $0 == "all" || finding.isCalled($0) }
  }
}

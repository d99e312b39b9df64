import Formats
import Model

/// Remarks in files whose comments no parser keeps: `# plimsoll:ignore ID reason` behind a value or
/// on the line before it, `# plimsoll:ignore-file ID reason` anywhere.
struct LineRemarks {
  private struct Remark {
    var names: [String]
    /// The line it is about; `nil` for the whole file.
    var subject: Int?
    var line: Int
    var reason: String
  }

  private var remarks: [Remark] = []
  private let path: String

  init(_ bytes: Span<UInt8>, path: String) {
    self.path = path
    let mark = Array("# plimsoll:ignore".utf8)
    var from = 0
    var line = 1
    var counted = 0
    while let place = bytes.firstIndex(of: mark, from: from) {
      while counted < place {
        if bytes[counted] == 0x0A { line += 1 }
        counted += 1
      }
      var end = place
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let text = String(decoding: ((place + mark.count)..<end).map { bytes[$0] }, as: UTF8.self)
      var before = place
      while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
      let isAlone = before == 0 || bytes[before - 1] == 0x0A
      add(text, line, about: isAlone ? line + 1 : line)
      from = end
    }
  }

  private mutating func add(_ text: String, _ line: Int, about subject: Int) {
    let isWholeFile = text.hasPrefix("-file")
    let words = (isWholeFile ? text.dropFirst(5) : text[...]).words
    guard let names = words.first else { return }
    remarks.append(
      Remark(
        names: names.pieces(on: ",").map(String.init),
        subject: isWholeFile ? nil : subject,
        line: line,
        reason: words.dropFirst().joined(separator: " ")
      )
    )
  }

  func apply(to findings: [Finding], into result: inout CheckedFile) {
    var isUsed = Array(repeating: false, count: remarks.count)
    for finding in findings {
      let place = remarks.firstIndex { remark in
        (remark.subject.map { $0 == finding.location.line } ?? true)
          && remark.names.contains { finding.isCalled($0) }
      }
      guard let place else {
        result.findings.append(finding)
        continue
      }
      isUsed[place] = true
      result.dismissed.append(
        DismissedFinding(
          finding,
          by: .ignoreFile,
          origin: "\(path):\(remarks[place].line)",
          reason: remarks[place].reason
        )
      )
    }
    for (place, remark) in remarks.enumerated() where !isUsed[place] {
      let names = remark.names.joined(separator: ", ")
      result.warnings.append("the remark for \(names) (\(path):\(remark.line)) matches nothing")
    }
  }
}

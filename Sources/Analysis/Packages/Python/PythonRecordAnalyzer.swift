import Formats
package import Model

/// Reads which files a Python project installed: `RECORD` of a `.dist-info` directory, and
/// `installed-files.txt` of an `.egg-info` directory.
///
/// Layout of `RECORD`: CSV, one line for each file: path, hash, size. Paths are relative to the
/// directory that holds the `.dist-info`, or absolute. In `installed-files.txt` each line is a
/// path relative to the `.egg-info` directory.
/// Source: PyPA, "Recording installed projects"; Python's csv module, dialect `excel`.
package struct PythonRecordAnalyzer: FileAnalyzer {
  package static let name = "python-record"
  package static let version = 1
  package static let summary = "Files that Python projects own (RECORD, installed-files.txt)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .nameIn("RECORD", directoryEnding: ".dist-info"),
    .nameIn("installed-files.txt", directoryEnding: ".egg-info"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let isRecord = file.name == "RECORD"
    let base = isRecord ? FileEntry(path: String(file.directory)).directory : file.directory
    let holder = isRecord ? "METADATA" : "PKG-INFO"
    var claim = Claim(.declared(inFile: file.directory + "/" + holder))
    var paths = FirstColumn(isQuoted: isRecord)
    var unreadable = 0
    while let bytes = paths.next(in: contents) {
      guard claim.files.count < limits.entries else { throw .limit("files of one project") }
      guard bytes.count <= limits.pathLength, let path = String(validating: bytes.span) else {
        unreadable += 1
        continue
      }
      guard !path.isEmpty, let full = path.normalizedPath(from: base) else { continue }
      claim.files.append(PathKey(full))
    }
    facts.claims.append(claim)
    if unreadable > 0 { throw .malformed("\(unreadable) paths are too long or not UTF-8") }
  }
}

/// Walks the rows of a CSV file and gives the first field of each.
private struct FirstColumn {
  let isQuoted: Bool
  private var next = 0

  init(isQuoted: Bool) { self.isQuoted = isQuoted }

  mutating func next(in bytes: Span<UInt8>) -> [UInt8]? {
    guard next < bytes.count else { return nil }
    var field: [UInt8] = []
    if isQuoted, bytes[next] == UInt8(ascii: "\"") {
      next += 1
      while next < bytes.count {
        defer { next += 1 }
        guard bytes[next] == UInt8(ascii: "\"") else {
          field.append(bytes[next])
          continue
        }
        // Two quotes are one; a single one ends the field.
        guard next + 1 < bytes.count, bytes[next + 1] == UInt8(ascii: "\"") else { break }
        field.append(UInt8(ascii: "\""))
        next += 1
      }
      skipLine(in: bytes)
      return field
    }
    let start = next
    skipLine(in: bytes)
    var end = start
    while end < next, bytes[end] != UInt8(ascii: "\n"), !isQuoted || bytes[end] != UInt8(ascii: ",")
    {
      end += 1
    }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    for index in start..<end { field.append(bytes[index]) }
    return field
  }

  private mutating func skipLine(in bytes: Span<UInt8>) {
    while next < bytes.count, bytes[next] != UInt8(ascii: "\n") { next += 1 }
    next = min(next + 1, bytes.count)
  }
}

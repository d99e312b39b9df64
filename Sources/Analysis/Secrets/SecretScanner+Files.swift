import Formats
import Model

extension SecretScanner {
  /// Adds the secrets in a file to what is known of it.
  func scan(_ contents: Span<UInt8>, of file: FileEntry, into facts: inout FileFacts) {
    let result = scan(contents, path: file.path)
    facts.secrets += result.traces
    if result.isCut {
      let detail = "more than \(Self.traceLimit) secrets in one file; the rest are not listed"
      facts.gaps.append(CoverageGap(.limit, path: file.path, source: "secrets", detail: detail))
    }
  }

  /// The gap that a file leaves which is too large to be looked at.
  static func oversized(_ file: FileEntry, limit: Int) -> CoverageGap {
    let detail = "the file has \(file.size) bytes; \(limit) are read"
    return CoverageGap(.limit, path: file.path, source: "secrets", detail: detail)
  }
}

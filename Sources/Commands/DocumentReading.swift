import Analysis
import Artifacts
import Formats
import Glibc
import Model

/// Reads a bill of materials in any of the known formats; `-` is standard input.
func readDocument(_ path: String, limits: Limits) throws -> Inventory {
  let isStandardInput = path == "-"
  let name = isStandardInput ? "standard input" : path
  do {
    let source: any ByteSource =
      isStandardInput
      ? PipeSource(descriptor: STDIN_FILENO, name: name) : try FileSource(path: path)
    let bytes = try wholeText(of: source, limit: limits.fileSize)
    return try SBOMReader.read(bytes.span, path: name, limits: limits)
  } catch let error as SBOMError {
    throw Failure(error.description)
  } catch let error as ByteSourceError {
    // The source names its file in front of what went wrong.
    switch error {
    case .truncated(let text), .malformed(let text), .limit(let text), .unsupported(let text),
      .unreadable(let text):
      throw Failure(text)
    }
  }
}

/// All bytes of a source, and of one that is too large as many as show that it is.
private func wholeText(
  of source: any ByteSource,
  limit: Int
) throws(ByteSourceError) -> [UInt8] {
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= limit {
    var window = piece.mutableSpan
    let count = try source.read(into: &window)
    guard count > 0 else { break }
    bytes += piece[..<count]
  }
  return bytes
}

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
    let bytes = try source.contents(limit: limits.fileSize)
    return try SBOMReader.read(bytes.span, path: name, limits: limits)
  } catch let error as SBOMError {
    throw Failure(error.description)
  } catch let error as ByteSourceError {
    // The source names its file in front of what went wrong.
    throw Failure(error.text)
  }
}

/// All bytes of a file.
func readWholeFile(_ path: String, limit: Int) throws -> [UInt8] {
  do throws(ByteSourceError) {
    return try FileSource(path: path).contents(limit: limit)
  } catch {
    throw Failure(error.text)
  }
}

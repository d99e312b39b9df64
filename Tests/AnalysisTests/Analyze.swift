import Analysis
import Model

/// What an analyzer says of a file with this text, as the walk would ask it.
func analyze(
  _ type: any FileAnalyzer.Type,
  path: String,
  _ text: String
) throws(AnalysisError) -> FileFacts {
  try analyze(type, path: path, bytes: Array(text.utf8))
}

/// What an analyzer says of a file with these bytes, as the walk would ask it.
func analyze(
  _ type: any FileAnalyzer.Type,
  path: String,
  bytes: [UInt8],
  limits: Limits = .standard
) throws(AnalysisError) -> FileFacts {
  var facts = FileFacts()
  let file = FileEntry(path: path, size: Int64(bytes.count))
  try type.init(limits: limits).analyze(file, contents: bytes.span, into: &facts)
  return facts
}

import Formats
import Model
import TestSupport
import Testing

/// The files of a shared archive whose path ends so and is one of those wanted; ends the test where
/// there is no such archive.
func sharedFiles(
  _ archive: String,
  ending: String,
  where isWanted: (String) -> Bool = { _ in true },
  location: SourceLocation = #_sourceLocation
) throws -> [(path: String, bytes: [UInt8])] {
  guard let bytes = sharedFixture(archive) else {
    try skip("needs the shared \(archive)", location: location)
  }
  var reader = TarReader(ZstdSource(ArraySource(bytes), limits: .standard), limits: .standard)
  var files: [(String, [UInt8])] = []
  while let entry = try reader.next() {
    guard entry.path.hasSuffix(ending), isWanted(entry.path) else { continue }
    var contents: [UInt8] = []
    try reader.readContents(into: &contents)
    files.append((entry.path, contents))
  }
  return files
}

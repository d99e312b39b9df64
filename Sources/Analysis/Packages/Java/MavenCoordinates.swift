import Formats

/// Maven coordinates that an archive holds, and where.
struct MavenCoordinates {
  var group: String
  var artifact: String
  /// Empty where the files do not tell, or tell a placeholder.
  var version: String
  var licenses: [String] = []
  /// The path of the file that said so, in the archive.
  var path: String

  /// Takes the group and artifact that the directory of the file is named for:
  /// `META-INF/maven/GROUP/ARTIFACT/pom.properties`.
  init?(path: String) {
    let parts = path.split(separator: "/")
    guard parts.count >= 3 else { return nil }
    group = String(parts[parts.count - 3])
    artifact = String(parts[parts.count - 2])
    version = ""
    self.path = path
  }

  /// Adds what `pom.properties` says, which the archiver resolved.
  mutating func add(properties bytes: Span<UInt8>) {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      if let line = bytes.text(in: bytes.trimmed(start..<end)) { add(line: line) }
      start = end + 1
    }
  }

  private mutating func add(line: String) {
    guard let equals = line.firstIndex(of: "=") else { return }
    // The archiver writes the file with java.util.Properties, which escapes colons and the like.
    let value = String(line[line.index(after: equals)...].filter { $0 != "\\" })
      .drop { $0 == " " }
    guard !value.isEmpty, !value.contains("${") else { return }
    switch line[..<equals].filter({ $0 != " " }) {
    case "groupId": group = String(value)
    case "artifactId": artifact = String(value)
    case "version": version = String(value)
    default: return
    }
  }
}

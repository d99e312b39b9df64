import Formats

/// The entries of a Java archive that are looked at.
struct JavaArchiveContents {
  /// What the Maven archiver leaves about one artifact.
  struct MavenFiles {
    var properties: ZipEntry?
    var project: ZipEntry?

    /// Either of them: both are in the directory that is named for the artifact.
    var any: ZipEntry? { properties ?? project }
  }

  private(set) var manifest: ZipEntry?
  /// In the order of the archive.
  private(set) var maven: [MavenFiles] = []
  private(set) var archives: [ZipEntry] = []
  private(set) var hasClasses = false
  private let entries: [ZipEntry]

  init(_ archive: ZipReader, _ bytes: Span<UInt8>) {
    entries = archive.entries
    var byDirectory: [String: Int] = [:]
    for entry in archive.entries where entry.name.count > 4 {
      let name = entry.name
      if bytes.ends(name, with: ".class") {
        hasClasses = true
      } else if bytes.ends(name, with: "META-INF/MANIFEST.MF"), name.count == 20 {
        // Java takes the first of several.
        if manifest == nil { manifest = entry }
      } else if bytes.ends(name, with: "/pom.properties") {
        guard let index = Self.directory(of: entry, 15, bytes, &byDirectory, &maven) else {
          continue
        }
        if maven[index].properties == nil { maven[index].properties = entry }
      } else if bytes.ends(name, with: "/pom.xml") {
        guard let index = Self.directory(of: entry, 8, bytes, &byDirectory, &maven) else {
          continue
        }
        if maven[index].project == nil { maven[index].project = entry }
      } else if Self.isArchive(name, bytes), entry.size > 0 {
        archives.append(entry)
      }
    }
  }

  /// The index of the files that share a directory below `META-INF/maven`, wherever that is: in
  /// a war it is also below `WEB-INF/classes`.
  private static func directory(
    of entry: ZipEntry,
    _ fileNameLength: Int,
    _ bytes: Span<UInt8>,
    _ known: inout [String: Int],
    _ maven: inout [MavenFiles]
  ) -> Int? {
    let directory = String(entry.nameText(in: bytes).dropLast(fileNameLength))
    guard directory.hasPrefix("META-INF/maven/") || directory.contains("/META-INF/maven/") else {
      return nil
    }
    if let index = known[directory] { return index }
    known[directory] = maven.count
    maven.append(MavenFiles())
    return maven.count - 1
  }

  private static let endings = Set(JavaArchiveAnalyzer.endings.map { Array($0.utf8) })

  private static func isArchive(_ name: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
    for length in 4...5 where name.count > length {
      let start = name.upperBound - length
      guard bytes[start] == UInt8(ascii: ".") else { continue }
      return endings.contains((start..<name.upperBound).map { bytes[$0].asciiLowercased })
    }
    return false
  }

  /// The package that all classes share, three parts deep at most; empty where they share none.
  ///
  /// Classes of other versions of Java (`META-INF/versions`) and module descriptions are left out.
  func commonPackage(in bytes: Span<UInt8>) -> String {
    var common: [Substring]?
    for entry in entries where bytes.ends(entry.name, with: ".class") {
      if bytes.holds("META-INF/", at: entry.name.lowerBound) { continue }
      if bytes.ends(entry.name, with: "module-info.class") { continue }
      let parts = entry.nameText(in: bytes).split(separator: "/").dropLast().prefix(3)
      guard let known = common else {
        common = Array(parts)
        continue
      }
      common = Array(zip(known, parts).prefix { $0 == $1 }.map(\.0))
      if common?.isEmpty == true { return "" }
    }
    return common?.joined(separator: ".") ?? ""
  }
}

extension Span<UInt8> {
  /// Whether the bytes of a range end with `text`.
  fileprivate func ends(_ range: Range<Int>, with text: StaticString) -> Bool {
    range.count >= text.utf8CodeUnitCount
      && holds(text, at: range.upperBound - text.utf8CodeUnitCount)
  }
}

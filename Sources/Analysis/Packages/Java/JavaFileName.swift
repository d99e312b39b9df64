import Formats

/// What the name of a Java archive says: `name-version[-classifier].extension`.
///
/// Nothing marks where the name ends, so these rules do, from the most to the least certain:
/// the version begins after the first `-` before a digit, or, when letters that are no version
/// qualifier stand between two such places, after the second (`log4j-1.2-api-2.17.1`). Without one
/// it begins after the last `_` before a digit, as OSGi names its bundles.
///
/// Source: Maven, "POM Reference", "Maven Coordinates"; repository layout.
struct JavaFileName: Hashable {
  let name: String
  /// Empty where the name tells none.
  let version: String

  init(_ fileName: some StringProtocol) {
    var stem = Substring(fileName)
    if let dot = stem.utf8.lastIndex(of: UInt8(ascii: ".")), dot > stem.startIndex {
      stem = stem[..<dot]
    }
    let parts = stem.split(separator: "-", omittingEmptySubsequences: false)
    if let start = JavaFileName.versionStart(in: parts) {
      name = parts[..<start].joined(separator: "-")
      version = JavaFileName.withoutClassifier(parts[start...]).joined(separator: "-")
      return
    }
    let words = stem.split(separator: "_", omittingEmptySubsequences: false)
    let last = words.indices.dropFirst().last { JavaFileName.isVersionStart(words[$0]) }
    if let last {
      name = words[..<last].joined(separator: "_")
      version = words[last...].joined(separator: "_")
    } else {
      name = String(stem)
      version = ""
    }
  }

  private static let qualifiers: Set<Substring> = [
    "alpha", "android", "b", "beta", "build", "cr", "dev", "ea", "final", "ga", "incubating", "jre",
    "m", "milestone", "p", "patch", "pre", "preview", "rc", "release", "rev", "snapshot", "sp",
  ]

  private static let classifiers: Set<Substring> = [
    "all", "bin", "classes", "embedded", "exec", "fat", "javadoc", "nolog", "shaded", "sources",
    "standalone", "test", "tests", "uber",
  ]

  private static let platforms = ["linux", "osx", "macos", "windows", "natives", "win32", "win64"]

  private static func isVersionStart(_ part: Substring) -> Bool {
    guard let first = part.utf8.first else { return false }
    if first.isASCIIDigit { return true }
    // `v1.2`, `r09`, `RELEASE100`: as some projects name their versions.
    let rest = part.drop { $0.isLetter }
    let letters = part[..<rest.startIndex].lowercased()
    return ["r", "rc", "build", "release"].contains(letters)
      && !rest.isEmpty && rest.utf8.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
  }

  private static func versionStart(in parts: [Substring]) -> Int? {
    guard var start = parts.indices.dropFirst().first(where: { isVersionStart(parts[$0]) }) else {
      return nil
    }
    var hasName = false
    for index in parts.indices[(start + 1)...] {
      let part = parts[index]
      if part.utf8.first?.isASCIIDigit == true {
        if hasName { start = index }
        hasName = false
      } else {
        let letters = Substring(part.lowercased()).prefix { $0.isLetter }
        if !qualifiers.contains(letters) { hasName = true }
      }
    }
    return start
  }

  private static func withoutClassifier(_ parts: ArraySlice<Substring>) -> ArraySlice<Substring> {
    for index in parts.indices.dropFirst() {
      let part = parts[index].lowercased()
      if platforms.contains(where: part.hasPrefix) { return parts[..<index] }
      if classifiers.contains(Substring(part)) { return parts[..<index] }
      if part == "jar", index + 2 < parts.endIndex, parts[index + 1] == "with" {
        return parts[..<index]
      }
    }
    return parts
  }
}

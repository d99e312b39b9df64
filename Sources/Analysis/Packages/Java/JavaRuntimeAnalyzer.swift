import Formats
package import Model

/// Reads the `release` file that Java runtimes carry.
///
/// Lines of `KEY="value"`. The version is `JAVA_RUNTIME_VERSION` (17.0.9+9), else `FULL_VERSION`
/// or `JAVA_VERSION` (1.8.0_392); the vendor is what the advisories of its builder go by.
///
/// Source: OpenJDK, make/ReleaseFile.gmk; JEP 223 for the versions.
package struct JavaRuntimeAnalyzer: FileAnalyzer {
  package static let name = "java-runtime"
  package static let version = 1
  package static let summary = "Java runtimes and development kits, by their release file"
  package static let view = AnalysisView.installed
  package static let patterns = [FilePattern.name("release")]

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Other programs have a file of this name; Java's is some hundred bytes to a few thousand.
    guard contents.count <= 64 << 10 else { return }
    let values = JavaRuntimeAnalyzer.values(in: contents)
    guard let short = values["JAVA_VERSION"] else { return }
    let full = values["FULL_VERSION"].flatMap { $0.hasPrefix(short) ? $0 : nil }
    let implementor = values["IMPLEMENTOR"] ?? ""
    let (vendor, product) = JavaRuntimeAnalyzer.product(
      implementor: implementor,
      image: values["IMAGE_TYPE"] ?? "",
      path: file.path
    )
    var package = Package(
      .generic,
      namespace: vendor,
      name: product,
      version: values["JAVA_RUNTIME_VERSION"] ?? full ?? short,
      evidence: Evidence(
        analyzer: JavaRuntimeAnalyzer.name,
        method: .installedMetadata,
        path: file.path
      )
    )
    package.vendor = implementor
    if let repository = values["SOURCE_REPO"] ?? values["BUILD_SOURCE_REPO"] {
      package.qualifiers["repository_url"] = repository
    }
    facts.packages.append(package)
  }

  private static func values(in bytes: Span<UInt8>) -> [String: String] {
    var values: [String: String] = [:]
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if let line = bytes.text(in: bytes.trimmed(start..<end)),
        let equals = line.firstIndex(of: "=")
      {
        let value = line[line.index(after: equals)...].filter { $0 != "\"" }
        if !value.isEmpty { values[String(line[..<equals])] = value }
      }
      start = end + 1
    }
    return values
  }

  /// Advisories are kept for Oracle's own builds, for Azul's, and for OpenJDK, which all others
  /// build.
  private static func product(
    implementor: String,
    image: String,
    path: String
  ) -> (vendor: String, product: String) {
    let builder = implementor.lowercased()
    let kind = image.lowercased().contains("jre") ? "jre" : "jdk"
    if builder.contains("azul") || path.contains("zulu") { return ("azul", "zulu") }
    if builder.contains("sun microsystems") { return ("sun", kind) }
    if builder.contains("oracle") || (builder.isEmpty && path.contains("oracle")) {
      return ("oracle", kind)
    }
    return ("oracle", "openjdk")
  }
}

import Formats
package import Model

/// Reads what conda recorded of each package in an environment: `conda-meta/NAME-VERSION-BUILD.json`.
///
/// Source: conda documentation, "Managing environments", and `conda.models.records.PrefixRecord`;
/// package-URL specification, type `conda`.
package struct CondaMetaAnalyzer: FileAnalyzer {
  package static let name = "conda-meta"
  package static let version = 2
  package static let summary = "Packages in conda environments (conda-meta/*.json)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .endingIn(".json", directoryEnding: "conda-meta")
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let record = try Document.json(contents, limits)
    // `state` and the like lie beside the records.
    guard file.directory.cut(atLast: "/")?.after ?? file.directory == "conda-meta",
      let name = record["name"]?.string, let version = record["version"]?.string
    else { return }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(.conda, name: name, version: version, evidence: evidence)
    package.qualifiers = CondaQualifiers.of(record)
    if let license = record["license"]?.string, !license.isEmpty {
      package.licenses = [normalizedLicense(license)]
    }
    // A dependency is `name [version [build]]`.
    let needed = (record["depends"]?.strings ?? []).compactMap { $0.words.first.map(String.init) }
    package.dependencies = Set(needed.filter { !$0.hasPrefix("__") }).sorted()
    package.setDigests(
      ["md5", "sha256"].compactMap { key in
        record[key]?.string.flatMap { Digest(algorithm: key, hexText: $0) }
      }
    )
    try facts.add(package, within: limits)
    let prefix = FileEntry(path: String(file.directory)).directory
    let files = (record["files"]?.strings ?? []).compactMap { $0.normalizedPath(from: prefix) }
    // The unpacked archive that the files were linked or copied from, where it was kept.
    let cache = record["link"]?["source"]?.string ?? record["extracted_package_dir"]?.string
    facts.claims.append(
      Claim(
        .declared(inFile: file.path),
        files: files.map { PathKey($0) },
        directories: [cache?.normalizedPath(from: "")].compactMap(\.self)
      )
    )
  }
}

/// The qualifiers of a conda package URL: `build`, `channel`, `subdir` and `type`.
enum CondaQualifiers {
  static func of(_ record: DataNode) -> [String: String] {
    var qualifiers: [String: String] = [:]
    let build = record["build"]?.string ?? record["build_string"]?.string ?? ""
    if !build.isEmpty { qualifiers["build"] = build }
    let address = record["channel"]?.string ?? record["schannel"]?.string ?? ""
    var subdir = record["subdir"]?.string ?? ""
    // `https://conda.anaconda.org/conda-forge/linux-64`
    var parts = address.pieces(on: "/").filter { !$0.isEmpty }
    if let last = parts.last, last == subdir || subdir.isEmpty && isPlatform(last) {
      subdir = String(last)
      parts.removeLast()
    }
    if let channel = parts.last { qualifiers["channel"] = String(channel) }
    if !subdir.isEmpty { qualifiers["subdir"] = subdir }
    let archive = record["fn"]?.string ?? record["url"]?.string ?? ""
    for type in ["tar.bz2", "conda"] where archive.hasSuffix("." + type) {
      qualifiers["type"] = type
    }
    return qualifiers
  }

  private static func isPlatform(_ text: Substring) -> Bool {
    text == "noarch" || ["linux-", "osx-", "win-"].contains { text.hasPrefix($0) }
  }
}

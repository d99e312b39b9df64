import Formats
package import Model

/// Reads `Cargo.lock`.
///
/// Layout: TOML with a `[[package]]` for each crate; crates without a `source` are folders, those
/// of the workspace among them. What a crate needs is written `name`, `name version` or
/// `name version (source)`. Format 1 keeps the hashes apart, in `[metadata]`, under
/// `checksum name version (source)`, and may have the project itself in `[root]`. Formats 2 to 4
/// differ in how sources are spelt.
/// Source: Cargo, `core/resolver/encode.rs`.
package struct CargoLockAnalyzer: FileAnalyzer {
  package static let name = "cargo-lock"
  package static let version = 1
  package static let summary = "Crates that Cargo locked (Cargo.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("Cargo.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Crates that Cargo itself unpacked bring the locks of their authors, which bind nobody.
    if file.path.contains("registry/src/") { return }
    let document = try Document.toml(contents, limits)
    if let format = document["version"]?.integer, !(1...4).contains(format) {
      throw .unsupported("Cargo.lock format \(format)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let root = document["root"].map { [$0] } ?? []
    for entry in root + (document["package"]?.list ?? []) {
      guard let name = entry["name"]?.string, let version = entry["version"]?.string else {
        throw .malformed("a crate without name and version at line \(entry.position.line)")
      }
      // `[replace]` put another crate, which is listed too, in the place of this one.
      if entry["replace"] != nil { continue }
      let source = entry["source"]?.string
      var package = Package(.cargo, name: name, version: version, evidence: evidence)
      CargoSource.set(source, of: &package)
      let checksum =
        entry["checksum"]?.string
        ?? document["metadata"]?["checksum \(name) \(version) (\(source ?? ""))"]?.string
      // Format 1 writes `<none>` for a crate without one.
      package.setDigests(
        [checksum.flatMap { Digest(algorithm: "sha256", hexText: $0) }].compactMap(\.self)
      )
      let needed = (entry["dependencies"]?.strings ?? []).compactMap(\.words.first)
      package.dependencies = Set(needed.map { String($0) }).sorted()
      try facts.add(package, within: limits)
    }
  }
}

/// Where a crate comes from, as Cargo names it.
///
/// Source: Cargo Book, "Package ID Specifications"; Cargo, `SourceId`.
enum CargoSource {
  /// Qualifies a crate that is not from crates.io.
  static func set(_ source: String?, of package: inout Package) {
    guard let source, let (kind, address) = source.cut(at: "+"), kind != "path" else {
      setLocal(&package)
      return
    }
    switch kind {
    case "git":
      // `https://host/path?branch=main#commit`
      let (url, commit) = address.cut(at: "#") ?? (address, "")
      let bare = String(url.cut(at: "?")?.before ?? url)
      package.qualifiers["vcs_url"] = VCSAddress.url(bare, commit: String(commit))
    case "registry" where !defaultRegistries.contains(String(address)):
      package.qualifiers["repository_url"] = String(address)
    case "sparse" where !defaultRegistries.contains(String(address)):
      package.qualifiers["repository_url"] = "sparse+\(address)"
    default: break
    }
  }

  /// Marks a crate that is a folder of the project.
  ///
  /// A crate of this name in the registry is another. Written as Cargo's CycloneDX plug-in does.
  static func setLocal(_ package: inout Package) {
    package.qualifiers["download_url"] = "file://."
  }

  private static let defaultRegistries: Set<String> = [
    "https://github.com/rust-lang/crates.io-index", "https://index.crates.io/",
  ]
}

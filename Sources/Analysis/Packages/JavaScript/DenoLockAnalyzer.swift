import Formats
package import Model

/// Reads `deno.lock`: packages of npm and of JSR.
///
/// Layout: JSON. Formats 2 and 3 keep `npm` and `jsr` below `packages` (2 has `npm.packages`),
/// formats 4 and 5 at the top. Keys are `name@version`, with the peers of an npm package behind
/// `_`. Modules by address are in `remote`, by hash alone.
/// Source: Deno, `deno_lockfile`, versions 2 to 5.
package struct DenoLockAnalyzer: FileAnalyzer {
  package static let name = "deno-lock"
  package static let version = 1
  package static let summary = "npm and JSR packages that Deno locked (deno.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("deno.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.isInNodeModules { return }
    let document = try Document.json(contents, limits)
    guard let format = document["version"]?.scalarText else { throw .malformed("no version") }
    guard ["2", "3", "4", "5"].contains(format) else {
      throw .unsupported("deno.lock format \(format)")
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let top = document["packages"] ?? document
    let npm = format == "2" ? document["npm"]?["packages"] : top["npm"]
    for (map, isJSR) in [(npm, false), (top["jsr"], true)] {
      for entry in map?.entries ?? [] {
        guard let package = Self.package(entry, isJSR: isJSR, evidence) else { continue }
        try facts.add(package, within: limits)
      }
    }
  }

  private static func package(
    _ entry: DataMap.Entry,
    isJSR: Bool,
    _ evidence: Evidence
  ) -> Package? {
    guard let (name, rest) = NPMPackage.cut(entry.key) else { return nil }
    let version = isJSR ? rest : rest.cut(at: "_")?.before ?? rest
    var package = NPMPackage.make(name, String(version), evidence)
    if isJSR { package.ecosystem = Ecosystem(rawValue: "jsr") }
    let integrity = entry.value["integrity"]?.string ?? ""
    let plain = Digest(algorithm: "sha256", hexText: integrity).map { [$0] }
    package.setDigests(plain ?? NPMPackage.digests(integrity: integrity))
    // A list of keys, or up to format 3 a map from name to key.
    let keys = entry.value["dependencies"]
    let names = (keys?.strings ?? []) + (keys?.entries ?? []).compactMap(\.value.string)
    package.dependencies = Set(names.map { Self.name(of: $0) }).sorted()
    return package
  }

  private static func name(of key: String) -> String {
    let bare = key.dropping(prefix: "npm:") ?? key.dropping(prefix: "jsr:") ?? key[...]
    return String(NPMPackage.cut(bare)?.name ?? bare)
  }
}

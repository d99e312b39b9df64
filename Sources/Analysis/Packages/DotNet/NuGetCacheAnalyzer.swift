import Formats
package import Model

/// Reads the specifications of NuGet packages that were unpacked, `ID/VERSION/ID.nuspec`: those of
/// the packages folder of a user, and of tools.
///
/// Source: NuGet documentation, ".nuspec reference", "Managing the global packages folder".
package struct NuGetCacheAnalyzer: FileAnalyzer {
  package static let name = "nuget-cache"
  package static let version = 1
  package static let summary = "Unpacked NuGet packages (*.nuspec)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.ending(".nuspec")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let parts = file.directory.pieces(on: "/")
    guard parts.count >= 2,
      "\(parts[parts.count - 2]).nuspec".lowercased() == file.name.lowercased()
    else { return }
    let root = try Document.xml(contents, limits)
    guard let metadata = root.child("metadata"), let name = metadata.childText("id") else {
      throw .malformed("no id in it")
    }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    // The folder has the version in the form that it goes by.
    var package = Package(
      .nuget,
      name: name,
      version: String(parts[parts.count - 1]),
      evidence: evidence
    )
    package.vendor = metadata.childText("authors") ?? ""
    package.licenses = Self.licenses(metadata)
    let groups = metadata.child("dependencies").map { [$0] + $0.children(named: "group") } ?? []
    let needed = groups.flatMap { $0.children(named: "dependency") }
    package.dependencies = Set(needed.compactMap { $0.attribute("id") }).sorted()
    try facts.add(package, within: limits)
    let directory = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [directory]))
  }

  /// An expression, or the address of a text; that of a file inside the package says nothing.
  private static func licenses(_ metadata: XMLElement) -> [String] {
    if let license = metadata.child("license") {
      guard license.attribute("type") == "expression" else { return [] }
      return [normalizedLicense(String(license.text.trimmed))]
    }
    guard let address = metadata.childText("licenseUrl"), !address.isEmpty,
      address != "https://aka.ms/deprecateLicenseUrl"
    else { return [] }
    return [normalizedLicense(address)]
  }
}

/// The package in the packages folder of a user that a file belongs to.
struct NuGetCachePlace {
  /// The specification of the package.
  let specification: String

  /// `root/.nuget/packages/newtonsoft.json/13.0.1/lib/net6.0/Newtonsoft.Json.dll`; `nil` for a
  /// file elsewhere.
  init?(_ path: String) {
    let parts = path.pieces(on: "/")
    var home: Int?
    if let at = parts.firstIndex(of: ".nuget"), at + 1 < parts.count, parts[at + 1] == "packages" {
      home = at + 2
    } else if let at = parts.firstIndex(of: "NuGetFallbackFolder") {
      home = at + 1
    }
    guard let home, home + 2 < parts.count else { return nil }
    specification = (parts[...(home + 1)] + ["\(parts[home]).nuspec"]).joined(separator: "/")
  }
}

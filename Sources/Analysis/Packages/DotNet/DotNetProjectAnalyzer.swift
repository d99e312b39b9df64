import Formats
package import Model

/// Reads the projects of .NET, of which it takes the packages that are asked for in one version.
///
/// Source: NuGet documentation, "PackageReference in project files", "Central Package Management";
/// MSBuild, "Use MSBuild project SDKs".
package struct DotNetProjectAnalyzer: FileAnalyzer {
  package static let name = "dotnet-project"
  package static let version = 1
  package static let summary =
    "Exact packages of .NET projects (*.csproj, *.fsproj, *.vbproj, Directory.*.props)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .ending(".csproj"), .ending(".fsproj"), .ending(".vbproj"), .name("Directory.Packages.props"),
    .name("Directory.Build.props"), .name("Directory.Build.targets"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let project = try Document.xml(contents, limits)
    guard project.name == "Project" else { throw .malformed("not an MSBuild project") }
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    let properties = MSBuildProperties(project)
    for item in project.children(named: "ItemGroup").flatMap(\.children) {
      guard let kind = Item(rawValue: item.name),
        let names = item.attribute("Include") ?? item.attribute("Update"),
        let text = item.value("VersionOverride") ?? item.value("Version"),
        let version = properties.resolve(text).flatMap({ NuGetPackage.exactVersion($0) })
      else { continue }
      let isPrivate = item.value("PrivateAssets")?.lowercased() == "all"
      for part in names.pieces(on: ";") {
        guard let name = properties.resolve(part.trimmed), !name.isEmpty else { continue }
        var package = Package(.nuget, name: name, version: version, evidence: evidence)
        if isPrivate || kind.isTool { package.scope = .development }
        try facts.add(package, within: limits)
      }
    }
    for sdk in Self.kits(of: project) {
      guard let (name, text) = sdk.trimmed.cut(at: "/"),
        let version = NuGetPackage.exactVersion(text)
      else { continue }
      var package = Package(.nuget, name: String(name), version: version, evidence: evidence)
      package.scope = .development
      try facts.add(package, within: limits)
    }
  }

  /// The items that name packages.
  private enum Item: String {
    case packageReference = "PackageReference"
    case packageVersion = "PackageVersion"
    case globalPackageReference = "GlobalPackageReference"
    case packageDownload = "PackageDownload"
    case commandLineTool = "DotNetCliToolReference"

    /// Whether such packages serve the build alone.
    var isTool: Bool {
      switch self {
      case .packageReference, .packageVersion: false
      case .globalPackageReference, .packageDownload, .commandLineTool: true
      }
    }
  }

  /// `NAME/VERSION` of the kits that the project is built with.
  private static func kits(of project: XMLElement) -> [String] {
    let attribute = (project.attribute("Sdk") ?? "").pieces(on: ";").map { String($0) }
    let elements = project.children(named: "Sdk").map {
      "\($0.attribute("Name") ?? "")/\($0.attribute("Version") ?? "")"
    }
    return attribute + elements
  }
}

/// The properties that a project file defines itself.
private struct MSBuildProperties {
  private var values: [String: String] = [:]

  init(_ project: XMLElement) {
    for property in project.children(named: "PropertyGroup").flatMap(\.children) {
      values[property.name.lowercased()] = String(property.text.trimmed)
    }
  }

  /// The text with `$(Name)` replaced; `nil` where one is not defined here.
  func resolve(_ text: some StringProtocol) -> String? {
    text.replacingReferences(opening: "$(", closing: ")") { values[$0.lowercased()] }
  }
}

extension XMLElement {
  /// Metadata of an item, as an attribute or as an element.
  fileprivate func value(_ name: String) -> String? { attribute(name) ?? childText(name) }
}

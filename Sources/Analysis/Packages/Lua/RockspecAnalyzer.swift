import Formats
package import Model

/// Reads the specification of rocks in a tree of LuaRocks,
/// `luarocks/rocks-5.1/NAME/VERSION/NAME-VERSION.rockspec`.
///
/// The path tells name and version, so that a specification that computes them is no loss.
/// Source: LuaRocks wiki, "Rockspec format".
package struct RockspecAnalyzer: FileAnalyzer {
  package static let name = "lua-rockspec"
  package static let version = 1
  package static let summary = "Lua rocks that LuaRocks installed (rocks-5.x/…/NAME.rockspec)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.ending(".rockspec")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let directory = file.directory.pieces(on: "/")
    guard directory.count >= 2, let version = directory.last else { return }
    let name = directory[directory.count - 2]
    // A specification elsewhere is part of some source.
    guard file.name == "\(name)-\(version).rockspec"[...] else { return }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    var package = Package(
      .luarocks,
      name: String(name),
      version: String(version),
      evidence: evidence
    )
    do {
      let specification = try LuaReader.parse(contents, limits: limits)
      if let license = specification["description"]?["license"]?.string {
        package.licenses = [normalizedLicense(license)]
      }
      package.vendor = specification["description"]?["maintainer"]?.string ?? ""
      package.dependencies = Self.dependencies(specification["dependencies"])
    } catch {
      // Its name is known all the same.
      facts.gaps.append(AnalysisError(error).gap(path: file.path, source: Self.name))
    }
    try facts.add(package, within: limits)
    let rock = String(file.directory)
    facts.claims.append(Claim(.declared(inFile: file.path), directories: [rock]))
  }

  /// The names in `"luasocket >= 3.0, < 4"` and its like; Lua itself is no rock.
  private static func dependencies(_ list: DataNode?) -> [String] {
    var names: Set<String> = []
    // Positions beside keys of platforms have numbers for keys.
    let texts = list?.strings ?? []
    for text in texts + (list?.entries ?? []).compactMap(\.value.string) {
      let name = text.utf8.prefix { !" \t\n<>=~!,".utf8.contains($0) }
      if !name.isEmpty, !name.elementsEqual("lua".utf8) { names.insert(String(Substring(name))) }
    }
    return names.sorted()
  }
}

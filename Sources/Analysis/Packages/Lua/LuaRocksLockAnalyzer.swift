import Formats
package import Model

/// Reads `luarocks.lock`.
///
/// Layout: a Lua file that returns `dependencies`, `build_dependencies` and `test_dependencies`,
/// each from rock to version.
/// Source: LuaRocks documentation, "Pinning versions with a lock file".
package struct LuaRocksLockAnalyzer: FileAnalyzer {
  package static let name = "lua-luarocks-lock"
  package static let version = 1
  package static let summary = "Lua rocks that LuaRocks pinned (luarocks.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("luarocks.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document: DataNode
    do {
      document = try LuaReader.parse(contents, limits: limits)
    } catch {
      throw AnalysisError(error)
    }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let sections: [(String, Package.Scope)] = [
      ("dependencies", .runtime), ("build_dependencies", .development),
      ("test_dependencies", .development),
    ]
    for (key, scope) in sections {
      for entry in document[key]?.entries ?? [] where entry.key != "lua" {
        guard let version = entry.value.scalarText else {
          facts.note(.malformed, evidence, "no version of \(entry.key)")
          continue
        }
        // A rock of a user's own manifest is named with the user.
        let (namespace, name) = entry.key.cut(at: "/") ?? ("", entry.key[...])
        var package = Package(
          .luarocks,
          namespace: String(namespace),
          name: String(name),
          version: version,
          evidence: evidence
        )
        package.scope = scope
        try facts.add(package, within: limits)
      }
    }
  }
}

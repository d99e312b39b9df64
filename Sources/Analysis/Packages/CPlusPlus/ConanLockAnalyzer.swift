import Formats
package import Model

/// Reads `conan.lock`.
///
/// Layout: from Conan 2 on lists of references, `requires`, `build_requires`, `python_requires`
/// and `config_requires`. Before, a graph: `graph_lock.nodes` by number, each with its `ref` (in
/// the oldest `pref`), the numbers it `requires` and `build_requires`, and its `context`.
/// Source: Conan, `conan/internal/graph/graph.py`, lock versions 0.1 to 0.5.
package struct ConanLockAnalyzer: FileAnalyzer {
  package static let name = "conan-lock"
  package static let version = 1
  package static let summary = "C and C++ packages that Conan locked (conan.lock)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("conan.lock")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    guard document.map != nil else { throw .malformed("not a JSON object") }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    if let nodes = document["graph_lock"]?["nodes"] {
      try add(nodes.entries, evidence, to: &facts)
      return
    }
    let lists: [(String, Package.Scope)] = [
      ("requires", .runtime), ("build_requires", .development), ("python_requires", .development),
      ("config_requires", .development),
    ]
    for (key, scope) in lists {
      for text in document[key]?.strings ?? [] {
        guard let reference = ConanReference(text) else {
          facts.note(.malformed, evidence, "not a reference: \(text)")
          continue
        }
        var package = reference.package(evidence)
        package.scope = scope
        try facts.add(package, within: limits)
      }
    }
  }

  private func add(
    _ nodes: [DataMap.Entry],
    _ evidence: Evidence,
    to facts: inout FileFacts
  ) throws(AnalysisError) {
    let references = nodes.map { node in
      (node.value["ref"]?.string ?? node.value["pref"]?.string).flatMap { ConanReference($0) }
    }
    let graph = ConanGraph(nodes)
    let scopes = graph.scopes
    for (index, reference) in references.enumerated() {
      // The project itself may have no name.
      guard let reference else { continue }
      var package = reference.package(evidence)
      if let revision = nodes[index].value["prev"]?.string, revision != "0" {
        package.qualifiers["prev"] = revision
      }
      package.scope = scopes[index]
      let needed = graph.requirements[index].compactMap { references[$0]?.name }
      package.dependencies = Set(needed).sorted()
      try facts.add(package, within: limits)
    }
  }
}

/// Which node of a lock needs which, and for what.
private struct ConanGraph {
  /// The nodes that each needs, those for building left out.
  private(set) var requirements: [[Int]]
  private var tools: [Int] = []

  init(_ nodes: [DataMap.Entry]) {
    var numbers: [String: Int] = [:]
    for (index, node) in nodes.enumerated() { numbers[node.key] = index }
    requirements = nodes.map { Self.targets($0.value["requires"]).compactMap { numbers[$0] } }
    for (index, node) in nodes.enumerated() {
      tools += Self.targets(node.value["build_requires"]).compactMap { numbers[$0] }
      if node.value["context"]?.string == "build" { tools.append(index) }
    }
  }

  /// A list of numbers; in the oldest locks a map to them.
  private static func targets(_ node: DataNode?) -> [String] {
    guard let node else { return [] }
    return node.strings + node.entries.compactMap(\.value.string)
  }

  var scopes: [Package.Scope] {
    var graph = DependencyGraph(count: requirements.count)
    for (index, targets) in requirements.enumerated() {
      for target in targets { graph.connect(index, to: target) }
    }
    let needed = Set(requirements.flatMap(\.self)).union(tools)
    let roots = requirements.indices.filter { !needed.contains($0) }
    return graph.scopes(runtime: roots, optional: [], development: tools).map { $0 ?? .runtime }
  }
}

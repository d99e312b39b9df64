package import Formats
import Model

/// One object of a manifest, of any kind.
package struct KubernetesObject: TableSubject {
  package var path: String
  package var apiVersion: String
  package var kind: String
  package var name: String
  package var namespace: String
  package var node: DataNode

  /// Such as `default/Role/a`.
  var title: String {
    (namespace.isEmpty ? [kind, name] : [namespace, kind, name]).joined(separator: "/")
  }

  /// The group of its API; empty for the core.
  var group: String { apiVersion.cut(at: "/").map { String($0.before) } ?? "" }

  /// The objects of one document, those in a list too.
  package static func all(in document: DataNode, path: String) -> [KubernetesObject] {
    guard let kind = document["kind"]?.string, document["apiVersion"]?.scalarText != nil else {
      return []
    }
    if kind.hasSuffix("List"), let items = document["items"]?.list {
      return items.compactMap { KubernetesObject($0, path: path) }
    }
    return KubernetesObject(document, path: path).map { [$0] } ?? []
  }

  /// A kustomization that does not say what it is.
  init(kustomization node: DataNode, path: String) {
    self.path = path
    self.node = node
    apiVersion = ""
    kind = "Kustomization"
    name = ""
    namespace = ""
  }

  private init?(_ node: DataNode, path: String) {
    guard let kind = node["kind"]?.string, let version = node["apiVersion"]?.scalarText else {
      return nil
    }
    self.path = path
    self.kind = kind
    self.node = node
    apiVersion = version
    let names = node["metadata"]
    name = names?["name"]?.scalarText ?? names?["generateName"]?.scalarText ?? ""
    namespace = names?["namespace"]?.scalarText ?? ""
  }

  func fault(_ text: String, _ way: String, at position: DataNode.Position) -> Fault {
    Fault(title: "\(kind) \(name): \(text)", anchor: "\(title)/\(way)", position: position)
  }

  func annotations() -> [DataMap.Entry] {
    node["metadata"]?["annotations"]?.map?.entries ?? []
  }
}

/// How rows about objects are written.
enum ObjectRow {
  /// A row about objects of some kinds.
  ///
  /// - Parameters:
  ///   - passing: documents that pass.
  ///   - failing: documents that fail.
  static func of(
    _ kinds: Set<String>,
    _ rule: Rule,
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (KubernetesObject) -> [Fault]
  ) -> TableCheck<KubernetesObject> {
    let examples = Examples(passing: passing.map(ended), failing: failing.map(ended))
    return TableCheck(rule, examples) { kinds.contains($0.kind) ? faults($0) : [] }
  }

  static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }
}

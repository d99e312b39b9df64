package import Formats
import Model

/// A pod, or the template of the pods that a workload makes, with its place in the file.
package struct Workload: Hashable, Sendable {
  /// One container of the pod.
  package struct Container: Hashable, Sendable {
    package var name: String
    /// Such as `containers[0]`.
    package var place: String
    package var node: DataNode

    /// Its own security context.
    var security: DataNode? { node["securityContext"] }
  }

  package var path: String
  package var kind: String
  package var name: String
  package var namespace: String
  /// What the pod's metadata say.
  package var metadata: DataNode?
  package var spec: DataNode
  /// The whole object.
  package var document: DataNode
  package var containers: [Container]

  /// Such as `default/Deployment/web`.
  package var title: String {
    (namespace.isEmpty ? [kind, name] : [namespace, kind, name]).joined(separator: "/")
  }

  /// The security context of the pod.
  var security: DataNode? { spec["securityContext"] }

  /// Whether the pod says that it is for Windows, where Linux controls mean nothing.
  var isWindows: Bool { spec["os"]?["name"]?.string == "windows" }
}

extension Workload {
  /// The keys that lead to the pod in each kind of workload.
  private static let ways: [String: [String]] = [
    "Pod": [],
    "PodTemplate": ["template"],
    "Deployment": ["spec", "template"],
    "ReplicaSet": ["spec", "template"],
    "ReplicationController": ["spec", "template"],
    "StatefulSet": ["spec", "template"],
    "DaemonSet": ["spec", "template"],
    "Job": ["spec", "template"],
    "CronJob": ["spec", "jobTemplate", "spec", "template"],
  ]

  /// The workloads of one document, those in a list too.
  package static func all(in document: DataNode, path: String) -> [Workload] {
    guard document["apiVersion"]?.string != nil, let kind = document["kind"]?.string else {
      return []
    }
    if kind == "List" || kind.hasSuffix("List"), let items = document["items"]?.list {
      return items.compactMap { Workload($0, path: path) }
    }
    return Workload(document, path: path).map { [$0] } ?? []
  }

  private init?(_ document: DataNode, path: String) {
    guard let kind = document["kind"]?.string, let way = Self.ways[kind] else { return nil }
    var pod = document
    for key in way {
      guard let next = pod[key] else { return nil }
      pod = next
    }
    guard let spec = pod["spec"], spec.map != nil else { return nil }
    self.path = path
    self.kind = kind
    self.spec = spec
    self.document = document
    metadata = pod["metadata"]
    let names = document["metadata"]
    name = names?["name"]?.scalarText ?? names?["generateName"]?.scalarText ?? ""
    namespace = names?["namespace"]?.scalarText ?? ""
    containers = []
    for list in ["initContainers", "containers", "ephemeralContainers"] {
      for (number, node) in (spec[list]?.list ?? []).enumerated() {
        let place = "\(list)[\(number)]"
        let name = node["name"]?.scalarText ?? place
        containers.append(Container(name: name, place: place, node: node))
      }
    }
  }
}

extension Workload {
  /// A place at fault.
  struct Fault {
    var title: String
    /// The way to the value from the pod's spec.
    var place: String
    var position: DataNode.Position
  }

  func finding(_ rule: Rule, _ fault: Fault) -> Finding {
    var finding = Finding(
      .misconfiguration,
      rule: rule.id,
      severity: rule.severity,
      title: "\(kind) \(name): \(fault.title)",
      location: .init(path: path, line: fault.position.line, column: fault.position.column)
    )
    finding.remedy = rule.remedy
    finding.references = rule.references
    let anchor = "\(title)/\(fault.place)"
    finding.detail = .check(CheckDetail(aliases: rule.aliases, anchor: anchor, why: rule.why))
    return finding
  }

  /// What a test says of the value at one key of the security contexts of the pod and of each
  /// container.
  func securityFaults(
    _ keys: [String],
    _ title: (DataNode) -> String?
  ) -> [Fault] {
    let contexts =
      [("securityContext", security)]
      + containers.map { ("\($0.place).securityContext", $0.security) }
    return contexts.compactMap { place, context in
      guard let value = context?.value(at: keys), let title = title(value) else { return nil }
      let way = ([place] + keys).joined(separator: ".")
      return Fault(title: "\(title) (\(way))", place: way, position: value.position)
    }
  }

  /// What a test says of each container.
  func containerFaults(_ fault: (Container) -> Fault?) -> [Fault] { containers.compactMap(fault) }
}

extension DataNode {
  /// The value at the end of several keys; `nil` where one of them is missing or it is null.
  func value(at keys: [String]) -> DataNode? {
    var node = self
    for key in keys {
      guard let next = node[key] else { return nil }
      node = next
    }
    return node.isNull ? nil : node
  }
}

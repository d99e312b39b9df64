import Formats
import Model

/// What the manifests of all files say together.
package struct ClusterView: TableSubject {
  /// A workload as others select it.
  struct Selected: Sendable {
    var path: String
    var kind: String
    var name: String
    var namespace: String
    var labels: [String: String]
    var replicas: Int64
    var position: DataNode.Position
  }

  /// Something that selects pods.
  struct Selector: Sendable {
    var namespace: String
    /// `nil` where more than labels decide.
    var labels: [String: String]?

    func selects(_ workload: Selected) -> Bool {
      guard namespace == workload.namespace else { return false }
      return labels?.allSatisfy { workload.labels[$0.key] == $0.value } ?? true
    }
  }

  package let path = ""
  var workloads: [Selected] = []
  var policies: [Selector] = []
  var budgets: [Selector] = []
  /// Whether a policy of another make is there, such as Cilium's for the whole cluster.
  var hasClusterPolicy = false
  /// Files that stand for a part of an object, named as patches.
  var patches: Set<String> = []

  init() {}

  /// Whether objects of a kind say something of others.
  static func matters(_ kind: String) -> Bool {
    ["PodDisruptionBudget", "Kustomization"].contains(kind) || kind.hasSuffix("NetworkPolicy")
  }

  mutating func add(_ object: KubernetesObject) {
    let spec = object.node["spec"]
    switch object.kind {
    case "NetworkPolicy", "CiliumNetworkPolicy":
      let node = spec?["podSelector"] ?? spec?["endpointSelector"]
      policies.append(selector(node, object))
    case "GlobalNetworkPolicy", "CiliumClusterwideNetworkPolicy", "AdminNetworkPolicy",
      "BaselineAdminNetworkPolicy":
      hasClusterPolicy = true
    case "PodDisruptionBudget": budgets.append(selector(spec?["selector"], object))
    case "Kustomization": addPatches(of: object.node, path: object.path)
    default: break
    }
  }

  private func selector(_ node: DataNode?, _ object: KubernetesObject) -> Selector {
    let isPlain = node?["matchExpressions"] == nil
    let labels = isPlain ? Self.texts(node?["matchLabels"]) : nil
    return Selector(namespace: object.namespace, labels: labels)
  }

  mutating func add(_ workload: Workload) {
    workloads.append(
      Selected(
        path: workload.path,
        kind: workload.kind,
        name: workload.name,
        namespace: workload.namespace,
        labels: Self.texts(workload.metadata?["labels"]),
        replicas: workload.document.value(at: ["spec", "replicas"])?.integer ?? 1,
        position: workload.document.position
      )
    )
  }

  /// The files that a kustomization lays over others.
  mutating func addPatches(of node: DataNode, path: String) {
    let folder = ComposeFile.folder(of: path)
    for key in ["patches", "patchesStrategicMerge", "patchesJson6902"] {
      for patch in node[key]?.list ?? [] {
        let name = patch["path"]?.scalarText ?? patch.scalarText ?? ""
        guard !name.isEmpty, !name.contains("\n") else { continue }
        patches.insert(ComposeFile.joined(folder, name))
      }
    }
  }

  private static func texts(_ node: DataNode?) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in node?.map?.entries ?? [] { texts[entry.key] = entry.value.scalarText ?? "" }
    return texts
  }
}

/// The checks of manifests taken together.
enum ClusterTables {
  private static func pod(
    _ namespace: String,
    _ kind: String = "Deployment",
    replicas: Int = 2
  ) -> String {
    "apiVersion: apps/v1\nkind: \(kind)\nmetadata: {name: a, namespace: \(namespace)}\n"
      + "spec: {replicas: \(replicas), template: {metadata: {labels: {a: b}}, spec: {}}}\n"
  }

  private static func policy(_ namespace: String, _ selector: String) -> String {
    "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
      + "metadata: {name: a, namespace: \(namespace)}\nspec: {podSelector: {\(selector)}}\n"
  }

  private static func budget(_ selector: String) -> String {
    "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a, namespace: x}\n"
      + "spec: {selector: {matchLabels: {\(selector)}}}\n"
  }

  static let all: [TableCheck<ClusterView>] = [
    TableCheck(
      Rule(
        "PLM-K176",
        .low,
        "No network policy speaks of the pods of a namespace",
        why: "Every pod of the cluster may connect to them, and they may connect to everything.",
        remedy: "Add a policy that denies all, and others that allow what is needed",
        aliases: ["CKV2_K8S_6", "KSV038", "non-isolated-pod"],
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        mappings: [.cisKubernetes("5.3.2"), .nist("4.3.3")]
      ),
      Examples(
        passing: [pod("x") + policy("x", ""), pod("x") + policy("x", "matchLabels: {a: b}")],
        failing: [
          pod("x"), pod("x") + policy("y", ""), pod("x") + policy("x", "matchLabels: {a: c}"),
        ]
      )
    ) { cluster in
      guard !cluster.hasClusterPolicy else { return [] }
      var told: Set<String> = []
      let policies = Dictionary(grouping: cluster.policies, by: \.namespace)
      return cluster.workloads.compactMap { workload in
        let namespace = workload.namespace
        guard !told.contains(namespace),
          !(policies[namespace] ?? []).prefix(1000).contains(where: { $0.selects(workload) })
        else { return nil }
        told.insert(namespace)
        let name = namespace.isEmpty ? "the namespace it is put into" : "the namespace \(namespace)"
        return Fault(
          title: "No network policy speaks of \(workload.kind) \(workload.name) of \(name)",
          anchor: namespace,
          position: workload.position,
          path: workload.path
        )
      }
    },
    TableCheck(
      Rule(
        "PLM-K161",
        .low,
        "All pods of a workload may be taken away at once",
        why: "Whoever drains nodes does not know that one of them has to stay.",
        remedy: "Add a PodDisruptionBudget",
        references: ["https://kubernetes.io/docs/tasks/run-application/configure-pdb/"],
        isOptional: true
      ),
      Examples(
        passing: [pod("x") + budget("a: b"), pod("x", "DaemonSet"), pod("x", replicas: 1)],
        failing: [pod("x"), pod("x") + budget("a: c")]
      )
    ) { cluster in
      let budgets = Dictionary(grouping: cluster.budgets, by: \.namespace)
      return cluster.workloads.compactMap { workload in
        guard ["Deployment", "StatefulSet"].contains(workload.kind), workload.replicas > 1,
          !(budgets[workload.namespace] ?? []).prefix(1000).contains(where: { $0.selects(workload) }
          )
        else { return nil }
        return Fault(
          title: "\(workload.kind) \(workload.name): all its pods may be taken away at once",
          anchor: "\(workload.namespace)/\(workload.kind)/\(workload.name)/budget",
          position: workload.position,
          path: workload.path
        )
      }
    },
  ]
}

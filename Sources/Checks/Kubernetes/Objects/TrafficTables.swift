import Formats
import Model

/// What lets traffic in.
enum TrafficTables {
  private static func service(_ spec: String, _ metadata: String = "name: a") -> String {
    "apiVersion: v1\nkind: Service\nmetadata: {\(metadata)}\nspec: {\(spec)}"
  }

  private static func ingress(_ spec: String, _ metadata: String = "name: a") -> String {
    "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {\(metadata)}\nspec: {\(spec)}"
  }

  static let all: [TableCheck<KubernetesObject>] = services + ingresses

  private static let services: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["Service"],
      Rule(
        "PLM-K120",
        .low,
        "A service is open to all that reach the load balancer",
        why: "In most clouds that is the whole Internet.",
        remedy: "Set loadBalancerSourceRanges, or make the load balancer an internal one",
        aliases: ["exposed-services"],
        references: [
          "https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer"
        ],
        mappings: [.nist("4.3.3")]
      ),
      passing: [
        service("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]"),
        service("type: ClusterIP"),
        service(
          "type: LoadBalancer",
          "annotations: {service.beta.kubernetes.io/aws-load-balancer-internal: \"true\"}"
        ),
      ],
      failing: [
        service("type: LoadBalancer"),
        service("type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0]"),
      ]
    ) { object in
      guard let type = object.node["spec"]?["type"], type.scalarText == "LoadBalancer" else {
        return []
      }
      let isInternal = object.annotations().contains {
        let value = ($0.value.scalarText ?? "").lowercased()
        return $0.key.lowercased().after("internal") != nil && value != "false"
          || value == "internal"
      }
      let ranges = (object.node["spec"]?["loadBalancerSourceRanges"]?.list ?? [])
        .compactMap(\.scalarText)
      let isOpen = ranges.isEmpty || ranges.contains("0.0.0.0/0") || ranges.contains("::/0")
      guard isOpen, !isInternal else { return [] }
      return [object.fault("is open to all that reach it", "type", at: type.position)]
    },
    ObjectRow.of(
      ["Service"],
      Rule(
        "PLM-K121",
        .low,
        "A service takes a port of every node",
        why: "It is open on all addresses of the nodes, past ingress and load balancer.",
        remedy: "Use ClusterIP with an ingress",
        aliases: ["exposed-services"],
        references: [
          "https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport"
        ],
        mappings: [.nist("4.3.3")]
      ),
      passing: [service("type: ClusterIP"), service("ports: [{port: 80}]")],
      failing: [service("type: NodePort")]
    ) { object in
      guard let type = object.node["spec"]?["type"], type.scalarText == "NodePort" else {
        return []
      }
      return [object.fault("takes a port of every node", "type", at: type.position)]
    },
    ObjectRow.of(
      ["Service"],
      Rule(
        "PLM-K122",
        .high,
        "A service takes addresses by itself",
        why:
          "Who may name externalIPs draws to himself the traffic for any address (CVE-2020-8554).",
        remedy: "Use a load balancer",
        aliases: ["KSV108"],
        references: ["https://github.com/kubernetes/kubernetes/issues/97076"],
        mappings: [.nist("4.3.3"), .attack("T1557")]
      ),
      passing: [service("type: ClusterIP, externalIPs: []")],
      failing: [service("externalIPs: [192.0.2.1]")]
    ) { object in
      guard let addresses = object.node["spec"]?["externalIPs"], addresses.list?.isEmpty == false
      else { return [] }
      return [object.fault("takes addresses by itself", "externalIPs", at: addresses.position)]
    },
  ]

  private static let ingresses: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["Ingress"],
      Rule(
        "PLM-K124",
        .medium,
        "An ingress takes traffic without TLS",
        why: "Everybody on the way reads what is sent, passwords and sessions too.",
        remedy: "Add tls with a secret",
        references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"],
        mappings: [.nist("4.3.3"), .attack("T1040")]
      ),
      passing: [
        ingress("tls: [{secretName: b}]"),
        ingress("rules: []", "annotations: {alb.ingress.kubernetes.io/certificate-arn: a}"),
      ],
      failing: [ingress("rules: [{host: a}]"), ingress("tls: []")]
    ) { object in
      guard object.node["spec"]?["tls"]?.list?.isEmpty ?? true,
        !object.annotations().contains(where: { $0.key.after("cert") != nil }),
        let spec = object.node["spec"]
      else { return [] }
      return [object.fault("takes traffic without TLS", "tls", at: spec.position)]
    },
    ObjectRow.of(
      ["Ingress"],
      Rule(
        "PLM-K125",
        .high,
        "An ingress writes into the settings of the proxy",
        why:
          "What stands in a snippet runs in the proxy, which may read the secrets of all namespaces "
          + "(CVE-2021-25742).",
        remedy: "Use the annotations for what is wanted, and allow-snippet-annotations: false",
        aliases: ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154"],
        references: ["https://github.com/kubernetes/ingress-nginx/issues/7837"],
        mappings: [.nist("4.3.1"), .attack("T1059")]
      ),
      passing: [
        ingress(
          "tls: [{secretName: b}]",
          "annotations: {nginx.ingress.kubernetes.io/rewrite-target: /}"
        )
      ],
      failing: [
        ingress("tls: []", "annotations: {nginx.ingress.kubernetes.io/server-snippet: a}"),
        ingress("tls: []", "annotations: {nginx.org/location-snippets: a}"),
      ]
    ) { object in
      object.annotations().compactMap { entry in
        guard entry.key.after("nginx") != nil, entry.key.after("snippet") != nil else { return nil }
        return object.fault("has the snippet \(entry.key)", entry.key, at: entry.keyPosition)
      }
    },
    ObjectRow.of(
      ["NetworkPolicy"],
      Rule(
        "PLM-K126",
        .medium,
        "A network policy lets everybody in",
        why: "A rule that names nobody allows all pods, of all namespaces, and what is outside.",
        remedy: "Name who may come in",
        references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/"],
        mappings: [.cisKubernetes("5.3.2"), .nist("4.3.3")]
      ),
      passing: [
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n"
          + "spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n"
          + "spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}",
      ],
      failing: [
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\n"
          + "spec: {podSelector: {}, ingress: [{}]}"
      ]
    ) { object in
      (object.node["spec"]?["ingress"]?.list ?? []).enumerated().compactMap { number, rule in
        guard rule.map?.isEmpty ?? rule.isNull else { return nil }
        return object.fault("lets everybody in", "ingress[\(number)]", at: rule.position)
      }
    },
  ]
}

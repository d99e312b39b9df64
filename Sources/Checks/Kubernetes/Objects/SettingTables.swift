import Formats
import Model

/// Secrets in manifests, namespaces, webhooks, the kubelet, and old versions of APIs.
enum SettingTables {
  static let all: [TableCheck<KubernetesObject>] = secrets + namespaces + kubelet

  private static let secrets: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["ConfigMap"],
      Rule(
        "PLM-K131",
        .high,
        "A secret stands in a ConfigMap",
        why: "It is shown to everybody who may look at the namespace, and never encrypted.",
        remedy: "Use a secret, and change it: it is known now",
        aliases: ["KSV01010"],
        references: ["https://kubernetes.io/docs/concepts/configuration/configmap/"],
        mappings: [.nist("4.1.4"), .attack("T1552.007")]
      ),
      passing: [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {PASSWORD: \"\", A: b}"
      ],
      failing: [
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {DB_PASSWORD: hunter2}"
      ]
    ) { object in
      (object.node["data"]?.map?.entries ?? []).compactMap { entry in
        guard let value = entry.value.scalarText, value.utf8.count < 4096 else { return nil }
        let isSecret = SecretWords.isName(entry.key) && SecretWords.isPlain(value)
        guard isSecret && !value.contains("\n") || SecretWords.isKey(value) else { return nil }
        return object.fault("has a secret in \(entry.key)", entry.key, at: entry.value.position)
      }
    },
    ObjectRow.of(
      ["Secret"],
      Rule(
        "PLM-K132",
        .medium,
        "A secret stands in a manifest",
        why: "Base64 hides nothing, and the file goes where the sources go.",
        remedy: "Seal it, or let an operator fetch it; and change it: it is known now",
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
        mappings: [.cisKubernetes("5.4.2"), .nist("4.1.4"), .attack("T1552.007")]
      ),
      passing: [
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: kubernetes.io/service-account-token",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: \"\"}",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nsops: {}\ndata: {a: \"ENC[x]\"}",
      ],
      failing: [
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: aHVudGVyMg==}",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {a: hunter2}",
      ]
    ) { object in
      guard object.node["sops"] == nil else { return [] }
      for key in ["data", "stringData"] {
        let entries = object.node[key]?.map?.entries ?? []
        let said = entries.first { SecretWords.isPlain($0.value.scalarText ?? "") }
        if let said {
          return [object.fault("holds \(said.key)", said.key, at: said.value.position)]
        }
      }
      return []
    },
  ]

  /// What `apiVersion` and kind a cluster does not know any more, and since when.
  private static let old: [String: (kinds: Set<String>, since: String)] = [
    "extensions/v1beta1": (
      ["DaemonSet", "Deployment", "Ingress", "NetworkPolicy", "PodSecurityPolicy", "ReplicaSet"],
      "1.16"
    ),
    "apps/v1beta1": (["Deployment", "StatefulSet", "ControllerRevision"], "1.16"),
    "apps/v1beta2": (
      ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet", "ControllerRevision"], "1.16"
    ),
    "networking.k8s.io/v1beta1": (["Ingress", "IngressClass"], "1.22"),
    "rbac.authorization.k8s.io/v1beta1": (
      ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], "1.22"
    ),
    "rbac.authorization.k8s.io/v1alpha1": (
      ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], "1.22"
    ),
    "apiextensions.k8s.io/v1beta1": (["CustomResourceDefinition"], "1.22"),
    "admissionregistration.k8s.io/v1beta1": (
      ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], "1.22"
    ),
    "apiregistration.k8s.io/v1beta1": (["APIService"], "1.22"),
    "storage.k8s.io/v1beta1": (
      ["StorageClass", "VolumeAttachment", "CSIDriver", "CSINode"], "1.22"
    ),
    "scheduling.k8s.io/v1beta1": (["PriorityClass"], "1.22"),
    "batch/v1beta1": (["CronJob"], "1.25"),
    "batch/v2alpha1": (["CronJob"], "1.21"),
    "policy/v1beta1": (["PodDisruptionBudget", "PodSecurityPolicy"], "1.25"),
    "autoscaling/v2beta1": (["HorizontalPodAutoscaler"], "1.25"),
    "autoscaling/v2beta2": (["HorizontalPodAutoscaler"], "1.26"),
    "flowcontrol.apiserver.k8s.io/v1beta1": (["FlowSchema", "PriorityLevelConfiguration"], "1.26"),
    "flowcontrol.apiserver.k8s.io/v1beta2": (["FlowSchema", "PriorityLevelConfiguration"], "1.29"),
  ]

  private static let oldKinds = old.values.reduce(into: Set<String>()) { $0.formUnion($1.kinds) }
  private static let label = "pod-security.kubernetes.io/enforce"

  private static let namespaces: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["Namespace"],
      Rule(
        "PLM-K174",
        .low,
        "A namespace is held to no level of Pod Security",
        why: "Pods in it may be privileged, and take folders and namespaces of the node.",
        remedy: "Label it pod-security.kubernetes.io/enforce: restricted, or baseline",
        references: ["https://kubernetes.io/docs/concepts/security/pod-security-admission/"],
        mappings: [.cisKubernetes("5.2.1"), .nist("4.3.1")]
      ),
      passing: [
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {\(label): baseline}}"
      ],
      failing: [
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}",
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {\(label): privileged}}",
      ]
    ) { object in
      let level = object.node["metadata"]?["labels"]?[label]
      if let level, ["baseline", "restricted"].contains(level.scalarText ?? "") { return [] }
      let position = level?.position ?? object.node["metadata"]?.position ?? object.node.position
      return [object.fault("is held to no level of Pod Security", label, at: position)]
    },
    ObjectRow.of(
      oldKinds,
      Rule(
        "PLM-K162",
        .medium,
        "A cluster of today does not know the version of an API",
        why: "The object is refused, and with it whatever protection it was to be.",
        remedy: "Write it for the version that is served",
        aliases: ["no-extensions-v1beta"],
        references: ["https://kubernetes.io/docs/reference/using-api/deprecation-guide/"]
      ),
      passing: ["apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}"],
      failing: [
        "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}",
        "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: {name: a}",
      ]
    ) { object in
      guard let known = old[object.apiVersion], known.kinds.contains(object.kind),
        let node = object.node["apiVersion"]
      else { return [] }
      let text = "\(object.apiVersion) is gone since Kubernetes \(known.since)"
      return [object.fault(text, "apiVersion", at: node.position)]
    },
    ObjectRow.of(
      ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"],
      Rule(
        "PLM-K167",
        .medium,
        "What a webhook would refuse is let in when it does not answer",
        why: "Whoever keeps it from answering is past it.",
        remedy: "Set failurePolicy: Fail, and leave out the namespaces that it runs in",
        references: [
          "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/"
        ],
        mappings: [.nist("4.3.1")]
      ),
      passing: [
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\n"
          + "metadata: {name: a}\nwebhooks: [{name: b, failurePolicy: Fail}, {name: c}]"
      ],
      failing: [
        "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\n"
          + "metadata: {name: a}\nwebhooks: [{name: b, failurePolicy: Ignore}]"
      ]
    ) { object in
      (object.node["webhooks"]?.list ?? []).enumerated().compactMap { number, hook in
        guard let policy = hook["failurePolicy"], policy.scalarText == "Ignore" else { return nil }
        let name = hook["name"]?.scalarText ?? ""
        return object.fault(
          "\(name) lets in what it cannot judge",
          "webhooks[\(number)]",
          at: policy.position
        )
      }
    },
  ]

  /// A row about one setting of the kubelet.
  private static func setting(
    _ rule: Rule,
    _ keys: [String],
    passing: String,
    failing: String,
    isBad: @escaping @Sendable (DataNode) -> Bool
  ) -> TableCheck<KubernetesObject> {
    let head = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
    return ObjectRow.of(
      ["KubeletConfiguration"],
      rule,
      passing: [head, head + passing],
      failing: [head + failing]
    ) { object in
      guard let value = object.node.value(at: keys), isBad(value) else { return [] }
      let way = keys.joined(separator: ".")
      let text = "\(way) is \(value.scalarText ?? "set")"
      return [object.fault(text, way, at: value.position)]
    }
  }

  private static let page = [
    "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/"
  ]

  private static let kubelet: [TableCheck<KubernetesObject>] = [
    setting(
      Rule(
        "PLM-K170",
        .critical,
        "The kubelet answers without a login",
        why: "Whoever reaches it may read logs, and run commands in every container of the node.",
        remedy: "Set authentication.anonymous.enabled: false",
        aliases: ["CKV_K8S_138"],
        references: page,
        mappings: [.cisKubernetes("4.2.1"), .nist("4.3.1")]
      ),
      ["authentication", "anonymous", "enabled"],
      passing: "authentication: {anonymous: {enabled: false}}",
      failing: "authentication: {anonymous: {enabled: true}}"
    ) { $0.isTrue },
    setting(
      Rule(
        "PLM-K171",
        .high,
        "The kubelet allows everything to everybody with a login",
        why: "Every service account may run commands in every container of the node.",
        remedy: "Set authorization.mode: Webhook",
        aliases: ["CKV_K8S_139"],
        references: page,
        mappings: [.cisKubernetes("4.2.2"), .nist("4.3.1")]
      ),
      ["authorization", "mode"],
      passing: "authorization: {mode: Webhook}",
      failing: "authorization: {mode: AlwaysAllow}"
    ) { $0.scalarText == "AlwaysAllow" },
    setting(
      Rule(
        "PLM-K172",
        .high,
        "The kubelet has a port that anybody may read from",
        why: "It tells all pods of the node with their settings, without a login.",
        remedy: "Set readOnlyPort: 0",
        aliases: ["CKV_K8S_141"],
        references: page,
        mappings: [.cisKubernetes("4.2.4")]
      ),
      ["readOnlyPort"],
      passing: "readOnlyPort: 0",
      failing: "readOnlyPort: 10255"
    ) { $0.integer != 0 },
    setting(
      Rule(
        "PLM-K173",
        .low,
        "The certificate of the kubelet is not renewed",
        why: "One that is lost is good until it runs out, and then the node is lost.",
        remedy: "Set rotateCertificates: true",
        aliases: ["CKV_K8S_149"],
        references: page,
        mappings: [.cisKubernetes("4.2.10")]
      ),
      ["rotateCertificates"],
      passing: "rotateCertificates: true",
      failing: "rotateCertificates: false"
    ) { $0.boolean == false },
    setting(
      Rule(
        "PLM-K175",
        .medium,
        "Connections to the kubelet never end",
        why: "They stay open when nobody uses them any more, and take the node's means.",
        remedy: "Set streamingConnectionIdleTimeout to some hours",
        aliases: ["CKV_K8S_143"],
        references: page,
        mappings: [.cisKubernetes("4.2.5")]
      ),
      ["streamingConnectionIdleTimeout"],
      passing: "streamingConnectionIdleTimeout: 4h",
      failing: "streamingConnectionIdleTimeout: 0s"
    ) { ["0", "0s", "0h", "0m"].contains($0.scalarText ?? "") },
  ]
}

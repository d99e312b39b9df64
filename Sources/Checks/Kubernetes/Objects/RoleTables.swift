import Formats
import Model

/// One rule of a role.
private struct RoleRule {
  var groups: Set<String>
  var resources: Set<String>
  var verbs: Set<String>
  var names: [String]
  var node: DataNode
  var number: Int

  init(_ node: DataNode, _ number: Int) {
    func texts(_ key: String) -> [String] { (node[key]?.list ?? []).compactMap(\.scalarText) }
    groups = Set(texts("apiGroups"))
    resources = Set(texts("resources"))
    verbs = Set(texts("verbs"))
    names = texts("resourceNames")
    self.node = node
    self.number = number
  }

  func allows(_ wanted: [String], on things: [String]) -> Bool {
    // A rule with stars is told of by its own check.
    guard !resources.contains("*"), !verbs.contains("*") || !resources.isDisjoint(with: things)
    else { return false }
    let isAny = verbs.contains("*") || wanted.contains(where: verbs.contains)
    return isAny && things.contains { resources.contains($0) || resources.contains(wild($0)) }
  }

  /// `pods/*` and `*/exec` stand for `pods/exec`.
  private func wild(_ resource: String) -> String {
    resource.cut(at: "/").map { "*/\($0.after)" } ?? resource
  }
}

/// What roles allow, and whom they are given to.
enum RoleTables {
  private static let page = [
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/"
  ]
  static let all: [TableCheck<KubernetesObject>] = roles + bindings

  private static func role(_ rules: String, kind: String = "ClusterRole") -> String {
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata: {name: a}\nrules:\n"
      + rules.split(separator: "\n").map { "- {\($0)}\n" }.joined()
  }

  private static func grant(
    _ id: String,
    _ severity: Severity,
    _ title: String,
    why: String,
    remedy: String,
    aliases: [String] = [],
    cis: String?,
    verbs: [String],
    things: [String],
    passing: [String],
    failing: [String]
  ) -> TableCheck<KubernetesObject> {
    let mappings = cis.map { [Rule.Mapping.cisKubernetes($0)] } ?? []
    let rule = Rule(
      id,
      severity,
      title,
      why: why,
      remedy: remedy,
      aliases: aliases,
      references: page,
      mappings: mappings + [.nist("4.3.1")]
    )
    return ObjectRow.of(
      ["Role", "ClusterRole"],
      rule,
      passing: passing.map { role($0) },
      failing: failing.map { role($0) }
    ) { object in
      (object.node["rules"]?.list ?? []).enumerated().compactMap { number, node in
        let rule = RoleRule(node, number)
        guard rule.allows(verbs, on: things), rule.names.isEmpty || verbs == ["use"] else {
          return nil
        }
        return object.fault(title.lowercasedFirst, "rules[\(number)]", at: node.position)
      }
    }
  }

  private static let roles: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["Role", "ClusterRole"],
      Rule(
        "PLM-K101",
        .high,
        "A role allows everything of a kind",
        why: "A star covers what is there today and whatever will be added: secrets, roles, nodes.",
        remedy: "Name the groups, the resources and the verbs that are needed",
        aliases: ["CKV_K8S_49", "KSV044", "KSV045", "KSV046", "wildcard-in-rules"],
        references: page,
        mappings: [.cisKubernetes("5.1.3"), .nist("4.3.1")]
      ),
      passing: [
        role("apiGroups: [\"\"], resources: [pods], verbs: [get]"),
        role("apiGroups: [\"*\"], resources: [deployments], verbs: [get]"),
      ],
      failing: [
        role("apiGroups: [\"\"], resources: [\"*\"], verbs: [get]"),
        role("apiGroups: [\"\"], resources: [pods], verbs: [\"*\"]", kind: "Role"),
        role("nonResourceURLs: [\"*\"], verbs: [get]"),
      ]
    ) { object in
      (object.node["rules"]?.list ?? []).enumerated().compactMap { number, node in
        for key in ["resources", "verbs", "nonResourceURLs"] {
          guard let star = node[key]?.list?.first(where: { $0.scalarText == "*" }) else { continue }
          let text = "allows all \(key) (rules[\(number)])"
          return object.fault(text, "rules[\(number)].\(key)", at: star.position)
        }
        return nil
      }
    },
    grant(
      "PLM-K102",
      .medium,
      "Secrets may be read",
      why: "They hold the passwords and tokens of others, with which more can be done.",
      remedy: "Name the secrets in resourceNames, or mount them",
      aliases: ["KSV041", "KSV113", "access-to-secrets"],
      cis: "5.1.2",
      verbs: ["get", "list", "watch"],
      things: ["secrets"],
      passing: [
        "apiGroups: [\"\"], resources: [secrets], verbs: [get], resourceNames: [a]",
        "apiGroups: [\"\"], resources: [secrets], verbs: [create]",
      ],
      failing: [
        "apiGroups: [\"\"], resources: [configmaps, secrets], verbs: [get]",
        "apiGroups: [\"\"], resources: [secrets], verbs: [\"*\"]",
      ]
    ),
    grant(
      "PLM-K103",
      .high,
      "Rights may be taken that were not given",
      why: "Who may escalate, bind or impersonate has every right of the cluster.",
      remedy: "Take the verb away",
      aliases: ["CKV_K8S_157", "CKV_K8S_158", "KSV043", "KSV050"],
      cis: "5.1.8",
      verbs: ["escalate", "bind", "impersonate"],
      things: [
        "roles", "clusterroles", "rolebindings", "clusterrolebindings", "users", "groups",
        "serviceaccounts", "userextras",
      ],
      passing: ["apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get]"],
      failing: [
        "apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]",
        "apiGroups: [\"\"], resources: [users], verbs: [impersonate]",
      ]
    ),
    grant(
      "PLM-K104",
      .medium,
      "Commands may be run in pods of others",
      why: "Whoever can has what those pods have: their files, secrets and service accounts.",
      remedy: "Take pods/exec and pods/attach away",
      aliases: ["KSV053"],
      cis: nil,
      verbs: ["create", "get"],
      things: ["pods/exec", "pods/attach", "pods/ephemeralcontainers"],
      passing: ["apiGroups: [\"\"], resources: [pods, pods/log], verbs: [get]"],
      failing: ["apiGroups: [\"\"], resources: [pods/exec], verbs: [create]"]
    ),
    grant(
      "PLM-K105",
      .high,
      "The kubelet may be spoken to through the API",
      why: "It runs commands in every pod of the node, past admission and the audit log.",
      remedy: "Take nodes/proxy away",
      aliases: ["KSV047"],
      cis: "5.1.10",
      verbs: ["get", "create", "update", "patch", "delete"],
      things: ["nodes/proxy"],
      passing: ["apiGroups: [\"\"], resources: [nodes, nodes/metrics], verbs: [get]"],
      failing: ["apiGroups: [\"\"], resources: [nodes/proxy], verbs: [get]"]
    ),
    grant(
      "PLM-K106",
      .low,
      "Pods may be made",
      why: "A pod can take every secret and service account of its namespace.",
      remedy: "Give the right in one namespace alone, and hold that one to a Pod Security level",
      aliases: ["KSV048", "access-to-create-pods"],
      cis: "5.1.4",
      verbs: ["create"],
      things: [
        "pods", "deployments", "daemonsets", "statefulsets", "jobs", "cronjobs", "replicasets",
      ],
      passing: ["apiGroups: [\"\"], resources: [pods], verbs: [get, list]"],
      failing: ["apiGroups: [apps], resources: [deployments], verbs: [create]"]
    ),
    grant(
      "PLM-K107",
      .medium,
      "Volumes of the cluster may be made",
      why: "A persistent volume can be a folder of a node.",
      remedy: "Use storage classes",
      cis: "5.1.9",
      verbs: ["create"],
      things: ["persistentvolumes"],
      passing: ["apiGroups: [\"\"], resources: [persistentvolumeclaims], verbs: [create]"],
      failing: ["apiGroups: [\"\"], resources: [persistentvolumes], verbs: [create]"]
    ),
    grant(
      "PLM-K108",
      .high,
      "Certificates may be approved",
      why: "One that names an administrator is as good as an administrator.",
      remedy: "Take the right away",
      aliases: ["CKV_K8S_156"],
      cis: "5.1.11",
      verbs: ["update", "patch", "approve", "sign"],
      things: ["certificatesigningrequests/approval", "signers"],
      passing: ["apiGroups: [a], resources: [certificatesigningrequests], verbs: [get]"],
      failing: ["apiGroups: [a], resources: [certificatesigningrequests/approval], verbs: [update]"]
    ),
    grant(
      "PLM-K109",
      .high,
      "Admission may be changed",
      why: "A webhook reads and changes every object that is made, secrets too.",
      remedy: "Take the right away, or name the webhooks in resourceNames",
      aliases: ["CKV_K8S_155", "KSV114"],
      cis: "5.1.12",
      verbs: ["create", "update", "patch", "delete"],
      things: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
      passing: ["apiGroups: [a], resources: [mutatingwebhookconfigurations], verbs: [get]"],
      failing: ["apiGroups: [a], resources: [validatingwebhookconfigurations], verbs: [patch]"]
    ),
    grant(
      "PLM-K110",
      .high,
      "Tokens of service accounts may be made",
      why: "Who makes the token of an account has its rights.",
      remedy: "Take serviceaccounts/token away, or name the accounts",
      cis: "5.1.13",
      verbs: ["create"],
      things: ["serviceaccounts/token"],
      passing: ["apiGroups: [\"\"], resources: [serviceaccounts], verbs: [get]"],
      failing: ["apiGroups: [\"\"], resources: [serviceaccounts/token], verbs: [create]"]
    ),
    ObjectRow.of(
      ["ClusterRole"],
      Rule(
        "PLM-K115",
        .medium,
        "A role adds itself to those that are given to many",
        why: "Everybody who may view or edit a namespace then has what it allows.",
        remedy: "Take the label away, and bind the role to those who need it",
        references: [
          "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles"
        ],
        mappings: [.nist("4.3.1")],
        isOptional: true
      ),
      passing: [role("apiGroups: [a], resources: [b], verbs: [get]")],
      failing: [
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\n"
          + "metadata: {name: a, labels: {rbac.authorization.k8s.io/aggregate-to-edit: \"true\"}}"
      ]
    ) { object in
      (object.node["metadata"]?["labels"]?.map?.entries ?? []).compactMap { entry in
        guard entry.key.hasPrefix("rbac.authorization.k8s.io/aggregate-to-"),
          entry.value.scalarText == "true"
        else { return nil }
        return object.fault("is part of others (\(entry.key))", entry.key, at: entry.keyPosition)
      }
    },
  ]

  private static func binding(
    _ role: String,
    _ subject: String,
    kind: String = "ClusterRoleBinding"
  ) -> String {
    "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\nmetadata: {name: a}\n"
      + "roleRef: {kind: ClusterRole, name: \(role)}\nsubjects:\n- {\(subject)}\n"
  }

  /// A row about those whom a role is given to.
  private static func subject(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    title: @escaping @Sendable (_ kind: String, _ name: String) -> String?
  ) -> TableCheck<KubernetesObject> {
    ObjectRow.of(["RoleBinding", "ClusterRoleBinding"], rule, passing: passing, failing: failing) {
      object in
      (object.node["subjects"]?.list ?? []).enumerated().compactMap { number, node in
        let name = node["name"]?.scalarText ?? ""
        guard let text = title(node["kind"]?.scalarText ?? "", name) else { return nil }
        let position = node["name"]?.position ?? node.position
        return object.fault(text, "subjects[\(number)]", at: position)
      }
    }
  }

  private static let bindings: [TableCheck<KubernetesObject>] = [
    ObjectRow.of(
      ["RoleBinding", "ClusterRoleBinding"],
      Rule(
        "PLM-K111",
        .high,
        "Somebody is given cluster-admin",
        why: "Who has it may do everything; bound to a namespace, everything there.",
        remedy: "Write a role with what is needed",
        aliases: ["KSV111", "cluster-admin-role-binding"],
        references: page,
        mappings: [.cisKubernetes("5.1.1"), .nist("4.3.1")]
      ),
      passing: [binding("view", "kind: User, name: a")],
      failing: [
        binding("cluster-admin", "kind: User, name: a"),
        binding("cluster-admin", "kind: ServiceAccount, name: a", kind: "RoleBinding"),
      ]
    ) { object in
      guard let name = object.node["roleRef"]?["name"], name.scalarText == "cluster-admin" else {
        return []
      }
      return [object.fault("gives cluster-admin", "roleRef", at: name.position)]
    },
    subject(
      Rule(
        "PLM-K112",
        .critical,
        "Everybody is given a role, without a login",
        why: "Whoever reaches the API server has it.",
        remedy: "Name who needs the role",
        references: page,
        mappings: [.cisKubernetes("4.2.1"), .nist("4.3.1"), .attack("T1078.001")]
      ),
      passing: [binding("a", "kind: Group, name: system:authenticated")],
      failing: [
        binding("a", "kind: User, name: \"system:anonymous\""),
        binding("a", "kind: Group, name: \"system:unauthenticated\""),
      ]
    ) { _, name in
      ["system:anonymous", "system:unauthenticated"].contains(name)
        ? "gives a role to \(name)" : nil
    },
    subject(
      Rule(
        "PLM-K113",
        .medium,
        "The service account is given a role that pods have unless they say otherwise",
        why: "Every pod of the namespace that names no account has what the role allows.",
        remedy: "Make an account for the pod that needs the role",
        aliases: ["CKV_K8S_42"],
        references: page,
        mappings: [.cisKubernetes("5.1.5"), .nist("4.3.1")]
      ),
      passing: [binding("a", "kind: ServiceAccount, name: b")],
      failing: [binding("a", "kind: ServiceAccount, name: default, namespace: c")]
    ) { kind, name in
      kind == "ServiceAccount" && name == "default" ? "gives a role to the account default" : nil
    },
    subject(
      Rule(
        "PLM-K114",
        .high,
        "A role is given to a group that stands above all roles, or that all belong to",
        why:
          "system:masters is never refused anything, and every user and account is of "
          + "system:authenticated.",
        remedy: "Name who needs the role",
        references: page,
        mappings: [.cisKubernetes("5.1.7"), .nist("4.3.1")]
      ),
      passing: [binding("a", "kind: Group, name: b")],
      failing: [
        binding("a", "kind: Group, name: \"system:masters\""),
        binding("a", "kind: Group, name: \"system:authenticated\""),
        binding("a", "kind: Group, name: \"system:serviceaccounts\""),
      ]
    ) { _, name in
      ["system:masters", "system:authenticated", "system:serviceaccounts"].contains(name)
        ? "gives a role to \(name)" : nil
    },
  ]
}

extension String {
  /// The same text within a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

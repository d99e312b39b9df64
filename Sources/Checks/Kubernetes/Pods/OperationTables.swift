import Formats
import Model

/// How workloads use nodes, and how they are run.
enum OperationTables {
  private static let resources = [
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"
  ]
  private static let probes = [
    "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"
  ]
  static let all: [TableCheck<Workload>] = limits + running

  private static func isLimited(_ container: Workload.Container, _ keys: String...) -> Bool {
    container.node.value(at: ["resources"] + keys) != nil
  }

  private static let limits: [TableCheck<Workload>] = [
    PodRow.container(
      Rule(
        "PLM-K143",
        .low,
        "A container may use all memory of its node",
        why: "One that leaks or is attacked takes down what else runs there.",
        remedy: "Set resources.limits.memory",
        aliases: ["CKV_K8S_13", "KSV018", "unset-memory-requirements"],
        references: resources,
        mappings: [.nist("4.4.3"), .attack("T1499")]
      ),
      passing: ["resources: {limits: {memory: 1Gi}}"],
      failing: ["", "resources: {requests: {memory: 1Gi}}"]
    ) { container in
      guard !isLimited(container, "limits", "memory") else { return nil }
      return ("may use all memory", container.node.position)
    },
    PodRow.container(
      Rule(
        "PLM-K144",
        .low,
        "A container may use all processors of its node",
        why: "One that runs wild slows down what else runs there.",
        remedy: "Set resources.limits.cpu",
        aliases: ["CKV_K8S_11", "KSV011"],
        references: resources,
        isOptional: true
      ),
      passing: ["resources: {limits: {cpu: 1}}"],
      failing: [""]
    ) { container in
      guard !isLimited(container, "limits", "cpu") else { return nil }
      return ("may use all processors", container.node.position)
    },
    PodRow.container(
      Rule(
        "PLM-K145",
        .low,
        "A container does not say what it needs",
        why: "It is put on nodes that are full, and is the first to be evicted.",
        remedy: "Set resources.requests.cpu and memory",
        aliases: [
          "CKV_K8S_10", "CKV_K8S_12", "KSV015", "KSV016", "unset-cpu-requirements",
        ],
        references: resources
      ),
      passing: [
        "resources: {requests: {cpu: 1, memory: 1Gi}}",
        "resources: {limits: {cpu: 1, memory: 1Gi}}",
      ],
      failing: ["", "resources: {requests: {cpu: 1}}"]
    ) { container in
      // Limits stand for requests where there are none.
      let isSaid = ["cpu", "memory"].allSatisfy {
        isLimited(container, "requests", $0) || isLimited(container, "limits", $0)
      }
      return isSaid ? nil : ("does not say what it needs", container.node.position)
    },
    probe("PLM-K147", "livenessProbe", "works", ["CKV_K8S_8", "no-liveness-probe"]),
    probe("PLM-K148", "readinessProbe", "can be asked", ["CKV_K8S_9", "no-readiness-probe"]),
  ]

  private static func probe(
    _ id: String,
    _ key: String,
    _ what: String,
    _ aliases: [String]
  ) -> TableCheck<Workload> {
    PodRow.pod(
      Rule(
        id,
        .low,
        "Nobody looks whether a container \(what)",
        why: "A program that hangs is kept, and is sent what it cannot answer.",
        remedy: "Set \(key)",
        aliases: aliases,
        references: probes,
        isOptional: true
      ),
      passing: [
        "containers: [{name: a, \(key): {exec: {command: [b]}}}]",
        "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\n"
          + "spec: {template: {spec: {containers: [{name: a}]}}}",
      ],
      failing: ["containers: [{name: a}]"]
    ) { pod in
      guard pod.isLasting else { return [] }
      return pod.containers.compactMap { container in
        guard container.place.hasPrefix("containers"), container.node.value(at: [key]) == nil else {
          return nil
        }
        let text = "the container \(container.name) has no \(key)"
        return pod.place(text, container.place, at: container.node.position)
      }
    }
  }

  private static let running: [TableCheck<Workload>] = [
    PodRow.pod(
      Rule(
        "PLM-K151",
        .low,
        "A workload is in the namespace that everything is in",
        why: "Rights, quotas and network policies are given by namespace.",
        remedy: "Name a namespace of its own",
        aliases: ["CKV_K8S_21", "KSV110", "use-namespace"],
        references: [
          "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"
        ],
        mappings: [.cisKubernetes("5.6.4")],
        isOptional: true
      ),
      passing: ["apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec: {}"],
      failing: [
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: default}\nspec: {}",
      ]
    ) { pod in
      guard ["", "default"].contains(pod.namespace) else { return [] }
      return [pod.place("is in the namespace default", "namespace", at: pod.document.position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K177",
        .medium,
        "A workload is in a namespace of the system",
        why: "What runs there is trusted, by policies and by people.",
        remedy: "Name a namespace of its own",
        aliases: ["KSV037"],
        references: [
          "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"
        ],
        isOptional: true
      ),
      passing: ["containers: [{name: a}]"],
      failing: ["apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: kube-system}\nspec: {}"]
    ) { pod in
      guard ["kube-system", "kube-public", "kube-node-lease"].contains(pod.namespace) else {
        return []
      }
      return [pod.place("is in \(pod.namespace)", "namespace", at: pod.document.position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K159",
        .medium,
        "A workload comes before the cluster's own",
        why: "Pods of that priority are placed before all others, which are evicted for them.",
        remedy: "Make a priority class of its own",
        references: [
          "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/"
        ]
      ),
      passing: [
        "priorityClassName: a",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: kube-system}\n"
          + "spec: {priorityClassName: system-node-critical}",
      ],
      failing: ["priorityClassName: system-cluster-critical"]
    ) { pod in
      guard let name = pod.value("priorityClassName"), pod.namespace != "kube-system",
        name.scalarText?.hasPrefix("system-") ?? false
      else { return [] }
      let text = "has the priority \(name.scalarText ?? "")"
      return [pod.place(text, "priorityClassName", at: name.position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K160",
        .low,
        "There is one pod of a workload",
        why: "Nobody answers while it is moved or replaced.",
        remedy: "Set replicas to 2 or more",
        aliases: ["minimum-three-replicas"],
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/deployment/"],
        isOptional: true
      ),
      passing: [
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {replicas: 3, template: {spec: {}}}"
      ],
      failing: ["containers: [{name: a}]"]
    ) { pod in
      guard ["Deployment", "StatefulSet"].contains(pod.kind) else { return [] }
      let count = pod.document.value(at: ["spec", "replicas"])
      guard (count?.integer ?? 1) < 2 else { return [] }
      let position = count?.position ?? pod.document.position
      return [pod.place("has one pod", "replicas", at: position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K165",
        .low,
        "Runs of a job may overlap",
        why: "Where one takes longer than the time between two, they pile up.",
        remedy: "Set concurrencyPolicy: Forbid or Replace",
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/"],
        isOptional: true
      ),
      passing: [cron("concurrencyPolicy: Forbid, ")],
      failing: [cron(""), cron("concurrencyPolicy: Allow, ")]
    ) { pod in
      guard pod.kind == "CronJob" else { return [] }
      let policy = pod.document.value(at: ["spec", "concurrencyPolicy"])
      guard ["", "Allow"].contains(policy?.scalarText ?? "") else { return [] }
      let position = policy?.position ?? pod.document.position
      return [pod.place("may overlap itself", "concurrencyPolicy", at: position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K180",
        .medium,
        "A workload does not select its own pods",
        why: "The API server refuses it.",
        remedy: "Give the template the labels of the selector",
        aliases: ["mismatching-selector"],
        references: [
          "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector"
        ]
      ),
      passing: [selected("a: b, c: d")],
      failing: [selected("a: c"), selected("c: d")]
    ) { pod in
      let labels = pod.document.value(at: ["spec", "selector", "matchLabels"])
      guard let wanted = labels?.map, pod.kind != "Job", pod.kind != "CronJob" else { return [] }
      let given = pod.metadata?["labels"]
      return wanted.entries.filter { $0.value.scalarText != given?[$0.key]?.scalarText }.prefix(1)
        .map { pod.place("does not select its own pods", "selector", at: $0.keyPosition) }
    },
    PodRow.container(
      Rule(
        "PLM-K181",
        .low,
        "A variable is set twice",
        why: "The last one counts, and whoever reads the first is wrong.",
        remedy: "Take one away",
        aliases: ["duplicate-env-var"],
        references: [
          "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/"
        ]
      ),
      passing: ["env: [{name: a, value: b}, {name: c, value: d}]"],
      failing: ["env: [{name: a, value: b}, {name: a, value: d}]"]
    ) { container in
      var seen: Set<String> = []
      for entry in container.node["env"]?.list ?? [] {
        let name = entry["name"]?.scalarText ?? ""
        if !seen.insert(name).inserted { return ("sets \(name) twice", entry.position) }
      }
      return nil
    },
  ]

  private static func cron(_ fields: String) -> String {
    "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\n"
      + "spec: {\(fields)jobTemplate: {spec: {template: {spec: {}}}}}"
  }

  private static func selected(_ labels: String) -> String {
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n"
      + "  selector: {matchLabels: {a: b}}\n  template: {metadata: {labels: {\(labels)}}, spec: {}}"
  }
}

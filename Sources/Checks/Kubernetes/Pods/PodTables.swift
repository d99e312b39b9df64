import Formats
import Model

/// What pods may do beyond the Pod Security Standards, and what they run.
enum PodTables {
  private static let context = [
    "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"
  ]
  static let all: [TableCheck<Workload>] = secrets + images + host + identity

  private static let secrets: [TableCheck<Workload>] = [
    PodRow.container(
      Rule(
        "PLM-K130",
        .high,
        "A secret stands in the environment of a container",
        why: "Everybody who may look at the pod reads it, and whoever has the file.",
        remedy: "Take it from a secret, and change it: it is known now",
        aliases: ["env-var-secret"],
        references: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
        mappings: [.cisKubernetes("5.4.1"), .nist("4.1.4"), .attack("T1552.007")]
      ),
      passing: [
        "env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: b, key: c}}}]",
        "env: [{name: DB_PASSWORD, value: $(OTHER)}, {name: TOKEN_FILE, value: a}]",
      ],
      failing: [
        "env: [{name: DB_PASSWORD, value: hunter2}]",
        "env: [{name: URL, value: \"postgres://a:hunter2@b/c\"}]",
      ]
    ) { container in
      for entry in container.node["env"]?.list ?? [] {
        guard let value = entry["value"], let text = value.scalarText else { continue }
        let name = entry["name"]?.scalarText ?? ""
        guard SecretWords.isName(name) && SecretWords.isPlain(text) || SecretWords.isKey(text)
        else {
          continue
        }
        return ("has a secret in \(name)", value.position)
      }
      return nil
    },
    PodRow.container(
      Rule(
        "PLM-K133",
        .low,
        "A secret is given as a variable",
        why: "Variables end up in logs and in what a program starts; files do not.",
        remedy: "Mount the secret",
        aliases: ["CKV_K8S_35", "read-secret-from-env-var"],
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
        mappings: [.cisKubernetes("5.4.1")],
        isOptional: true
      ),
      passing: ["env: [{name: a, value: b}]"],
      failing: [
        "env: [{name: a, valueFrom: {secretKeyRef: {name: b, key: c}}}]",
        "envFrom: [{secretRef: {name: b}}]",
      ]
    ) { container in
      let one = (container.node["env"]?.list ?? []).first {
        $0.value(at: ["valueFrom", "secretKeyRef"]) != nil
      }
      let all = (container.node["envFrom"]?.list ?? []).first { $0.value(at: ["secretRef"]) != nil }
      guard let node = one ?? all else { return nil }
      return ("takes a secret as a variable", node.position)
    },
    PodRow.container(
      Rule(
        "PLM-K134",
        .medium,
        "A secret stands in the arguments of a container",
        why: "Everybody who may look at the pod, or at the processes of the node, reads it.",
        remedy: "Mount a secret, and let the program read the file",
        references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
        mappings: [.nist("4.1.4"), .attack("T1552")]
      ),
      passing: ["args: [\"--password=$(PASSWORD)\", --token-file=/a]"],
      failing: ["args: [--password=hunter2]", "command: [a, --token, hunter2]"]
    ) { container in
      for key in ["command", "args"] {
        let words = (container.node[key]?.list ?? []).map { ($0.scalarText ?? "", $0.position) }
        if let first = SecretArguments.places(in: words).first {
          return ("has a secret behind \(first.option)", first.position)
        }
      }
      return nil
    },
  ]

  private static let images: [TableCheck<Workload>] = [
    PodRow.container(
      Rule(
        "PLM-K140",
        .medium,
        "The image of a container is another one tomorrow",
        why:
          "Nobody can tell what runs, pods of one workload may differ, and nothing can be undone.",
        remedy: "Name a version, better with its digest",
        aliases: ["CKV_K8S_14", "KSV013", "latest-tag"],
        references: ["https://kubernetes.io/docs/concepts/containers/images/"],
        mappings: [.cisKubernetes("5.5.1"), .nist("4.1.5")]
      ),
      passing: ["image: \"x:1\"", "image: \"x@sha256:0\"", "image: \"$(A)\"", "image: \"\""],
      failing: ["image: x", "image: \"a.test:5000/x:latest\""]
    ) { container in
      guard let node = container.node["image"], let text = node.scalarText,
        !text.contains("$"), let why = ImageName(text).looseness
      else { return nil }
      return ("uses \(ImageName(text).name), which \(why)", node.position)
    },
    PodRow.container(
      Rule(
        "PLM-K141",
        .low,
        "The image of a container is not named by its digest",
        why: "Whoever may push to the registry can put another image under the same tag.",
        remedy: "Add the digest behind the tag",
        aliases: ["CKV_K8S_43"],
        references: ["https://kubernetes.io/docs/concepts/containers/images/"],
        mappings: [.nist("4.1.5")],
        isOptional: true
      ),
      passing: ["image: \"x:1@sha256:0\""],
      failing: ["image: \"x:1\""]
    ) { container in
      guard let node = container.node["image"], let text = node.scalarText, !text.isEmpty,
        ImageName(text).digest == nil
      else { return nil }
      return ("uses \(ImageName(text).name) without a digest", node.position)
    },
    PodRow.container(
      Rule(
        "PLM-K142",
        .low,
        "An image that lies on the node is used without asking the registry",
        why: "A pod may then use what it has no leave to pull, and what is old.",
        remedy: "Set imagePullPolicy: Always",
        aliases: ["CKV_K8S_15"],
        references: ["https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy"],
        mappings: [.nist("4.1.5")],
        isOptional: true
      ),
      passing: ["imagePullPolicy: Always", "image: \"x:latest\"", "image: x"],
      failing: ["imagePullPolicy: IfNotPresent", "image: \"x:1\""]
    ) { container in
      if let policy = container.node["imagePullPolicy"] {
        return policy.scalarText == "Always" ? nil : ("may use an old image", policy.position)
      }
      let image = ImageName(container.node["image"]?.scalarText ?? "")
      let isLatest = image.digest == nil && (image.tag ?? "latest") == "latest"
      return isLatest ? nil : ("may use an old image", container.node.position)
    },
  ]

  private static let host: [TableCheck<Workload>] = [
    PodRow.pod(
      Rule(
        "PLM-K156",
        .critical,
        "The socket of an engine is mounted",
        why: "Who can write to it starts privileged containers, which is to be root of the node.",
        remedy: "Take the socket away",
        aliases: ["CKV_K8S_27", "KSV006", "docker-sock"],
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
        mappings: [.nist("4.4.3"), .attack("T1611")]
      ),
      passing: ["volumes: [{name: a, hostPath: {path: /a}}]"],
      failing: [
        "volumes: [{name: a, hostPath: {path: /var/run/docker.sock}}]",
        "volumes: [{name: a, hostPath: {path: /run/containerd/containerd.sock}}]",
      ]
    ) { $0.hostPaths("has the socket") { HostPaths.isEngineSocket($0) } },
    PodRow.pod(
      Rule(
        "PLM-K157",
        .high,
        "A folder is mounted that the node lives by",
        why: "Who may write there changes what root of the node runs.",
        remedy: "Take the volume away",
        aliases: ["sensitive-host-mounts"],
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
        mappings: [.cisKubernetes("5.2.11"), .nist("4.4.5"), .attack("T1611")]
      ),
      passing: ["volumes: [{name: a, hostPath: {path: /srv/a}}]"],
      failing: [
        "volumes: [{name: a, hostPath: {path: /etc}}]", "volumes: [{name: a, hostPath: {path: /}}]",
      ]
    ) { $0.hostPaths("has") { HostPaths.isSensitive($0, isReadOnly: false) } },
    PodRow.container(
      Rule(
        "PLM-K158",
        .medium,
        "What is mounted in a container is mounted in the node too",
        why: "Such a mount carries what the container mounts to the node and other containers.",
        remedy: "Leave mountPropagation: Bidirectional out",
        references: ["https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation"],
        mappings: [.nist("4.4.5")]
      ),
      passing: ["volumeMounts: [{name: a, mountPath: /a, mountPropagation: HostToContainer}]"],
      failing: ["volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]"]
    ) { container in
      for mount in container.node["volumeMounts"]?.list ?? [] {
        guard let value = mount["mountPropagation"], value.scalarText == "Bidirectional" else {
          continue
        }
        return ("shares its mounts with the node", value.position)
      }
      return nil
    },
    PodRow.container(
      Rule(
        "PLM-K183",
        .medium,
        "A container opens a port for administration",
        why: "A container is replaced and not logged into; a server for it is one more way in.",
        remedy: "Leave the server out",
        aliases: ["ssh-port"],
        references: ["https://kubernetes.io/docs/concepts/security/"],
        mappings: [.nist("4.1.2")]
      ),
      passing: ["ports: [{containerPort: 80}]"],
      failing: ["ports: [{containerPort: 22}]"]
    ) { container in
      for port in container.node["ports"]?.list ?? [] {
        guard let value = port["containerPort"], let number = value.integer,
          let name = ["22": "SSH", "23": "Telnet", "2375": "the Docker engine"][String(number)]
        else { continue }
        return ("opens \(name) (port \(number))", value.position)
      }
      return nil
    },
    PodRow.pod(
      Rule(
        "PLM-K152",
        .low,
        "A pod has names of its own for addresses",
        why: "What it connects to is then decided past DNS, where nobody looks.",
        remedy: "Leave hostAliases out",
        aliases: ["KSV007"],
        references: ["https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/"]
      ),
      passing: ["hostAliases: []"],
      failing: ["hostAliases: [{ip: 192.0.2.1, hostnames: [a]}]"]
    ) { pod in
      guard let node = pod.value("hostAliases"), node.list?.isEmpty == false else { return [] }
      return [pod.place("has names of its own for addresses", "hostAliases", at: node.position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K179",
        .low,
        "The containers of a pod see the processes of each other",
        why: "Each can read the files and the environment of the others.",
        remedy: "Leave shareProcessNamespace out",
        references: [
          "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/"
        ]
      ),
      passing: ["shareProcessNamespace: false"],
      failing: ["shareProcessNamespace: true"]
    ) { pod in
      guard let node = pod.value("shareProcessNamespace"), node.kubernetesBoolean == true else {
        return []
      }
      return [pod.place("shares its processes", "shareProcessNamespace", at: node.position)]
    },
  ]

  private static let identity: [TableCheck<Workload>] = [
    PodRow.pod(
      Rule(
        "PLM-K150",
        .low,
        "A pod is given a token for the API",
        why: "Most programs never ask the API, and whoever gets in can.",
        remedy: "Set automountServiceAccountToken: false",
        aliases: ["CKV_K8S_38", "KSV036"],
        references: [
          "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"
        ],
        mappings: [.cisKubernetes("5.1.6"), .nist("4.3.1"), .attack("T1528")]
      ),
      passing: [
        "automountServiceAccountToken: false\ncontainers: [{name: a}]",
        "serviceAccountName: b\ncontainers: [{name: a}]",
      ],
      failing: ["containers: [{name: a}]", "automountServiceAccountToken: true"]
    ) { pod in
      if let value = pod.value("automountServiceAccountToken") {
        guard value.kubernetesBoolean == true else { return [] }
        return [pod.place("is given a token", "automountServiceAccountToken", at: value.position)]
      }
      // Whoever makes an account for a pod wants it to ask.
      guard pod.value("serviceAccountName") == nil, pod.value("serviceAccount") == nil else {
        return []
      }
      return [pod.place("is given a token", "automountServiceAccountToken", at: pod.spec.position)]
    },
    PodRow.pod(
      Rule(
        "PLM-K178",
        .low,
        "A pod uses the account that all pods have",
        why: "What is given to one of them is given to all.",
        remedy: "Make an account for it",
        aliases: ["CKV_K8S_41", "default-service-account"],
        references: [
          "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/"
        ],
        mappings: [.cisKubernetes("5.1.5")],
        isOptional: true
      ),
      passing: ["serviceAccountName: b"],
      failing: ["serviceAccountName: default", "containers: [{name: a}]"]
    ) { pod in
      let account = pod.value("serviceAccountName") ?? pod.value("serviceAccount")
      guard ["", "default"].contains(account?.scalarText ?? "") else { return [] }
      let position = account?.position ?? pod.spec.position
      return [pod.place("uses the account default", "serviceAccountName", at: position)]
    },
    PodRow.container(
      Rule(
        "PLM-K154",
        .low,
        "A container runs as a user that the node may have too",
        why: "Below 10,000 are the users of systems: out of its container it would be one of them.",
        remedy: "Set runAsUser and runAsGroup to 10000 or more",
        aliases: ["CKV_K8S_40", "KSV020", "KSV021"],
        references: context,
        isOptional: true
      ),
      passing: ["securityContext: {runAsUser: 10001}"],
      failing: ["securityContext: {runAsUser: 1000}", "securityContext: {runAsGroup: 5}"]
    ) { container in
      for key in ["runAsUser", "runAsGroup"] {
        guard let value = container.security?.value(at: [key]), let number = value.integer,
          number < 10_000
        else { continue }
        return ("has \(key) \(number)", value.position)
      }
      return nil
    },
    PodRow.container(
      Rule(
        "PLM-K153",
        .low,
        "A container may write to its own file system",
        why: "Who gets in can put programs there, and change those that run.",
        remedy: "Set readOnlyRootFilesystem: true, and emptyDir for what must be written",
        aliases: ["CKV_K8S_22", "KSV014", "no-read-only-root-fs"],
        references: context,
        mappings: [.nist("4.4.4")]
      ),
      passing: ["securityContext: {readOnlyRootFilesystem: true}"],
      failing: ["", "securityContext: {readOnlyRootFilesystem: false}"]
    ) { container in
      let value = container.security?.value(at: ["readOnlyRootFilesystem"])
      guard value?.kubernetesBoolean != true else { return nil }
      return ("may write to its own file system", value?.position ?? container.node.position)
    },
    PodRow.pod(
      Rule(
        "PLM-K163",
        .low,
        "No AppArmor profile is named",
        why: "Nodes with AppArmor use their own one, and nobody notices where there is none.",
        remedy: "Set appArmorProfile: {type: RuntimeDefault}",
        aliases: ["KSV002"],
        references: ["https://kubernetes.io/docs/tutorials/security/apparmor/"],
        isOptional: true
      ),
      passing: [
        "securityContext: {appArmorProfile: {type: RuntimeDefault}}\ncontainers: [{name: a}]"
      ],
      failing: ["containers: [{name: a}]"]
    ) { pod in
      let key = "container.apparmor.security.beta.kubernetes.io/"
      let isNoted = pod.metadata?["annotations"]?.map?.keys.contains { $0.hasPrefix(key) } ?? false
      let isSaid =
        pod.spec.value(at: ["securityContext", "appArmorProfile"]) != nil
        || pod.containers.allSatisfy { $0.security?.value(at: ["appArmorProfile"]) != nil }
      guard !isNoted, !isSaid, !pod.containers.isEmpty else { return [] }
      return [pod.place("names no AppArmor profile", "appArmorProfile", at: pod.spec.position)]
    },
  ]
}

extension Workload {
  /// A fault for each folder of the node that is mounted and of which this is true.
  fileprivate func hostPaths(_ text: String, _ isBad: (String) -> Bool) -> [ChecksFault] {
    (spec["volumes"]?.list ?? []).enumerated().compactMap { number, volume in
      guard let path = volume.value(at: ["hostPath", "path"]), let name = path.scalarText,
        isBad(name)
      else { return nil }
      return place("\(text) \(name) of the node", "volumes[\(number)]", at: path.position)
    }
  }
}

import Formats
import Model

// Source: kubernetes.io, "Pod Security Standards", and the checks of k8s.io/pod-security-admission
// at version 1.33, whose allowed values these are.

/// The level `baseline`.
enum BaselineControls {
  static let all: [PodControl] = [
    PodControl(
      id: "PLM-K001",
      level: .baseline,
      severity: .high,
      name: "HostProcess",
      why: "A HostProcess container of Windows is a process of the node.",
      remedy: "Leave hostProcess out",
      faults: { pod in
        pod.securityFaults(["windowsOptions", "hostProcess"]) {
          $0.kubernetesBoolean == true ? "a process of the node" : nil
        }
      },
      passing: ["containers: [{name: a, securityContext: {windowsOptions: {hostProcess: false}}}]"],
      failing: ["securityContext: {windowsOptions: {hostProcess: true}}\ncontainers: [{name: a}]"]
    ),
    PodControl(
      id: "PLM-K002",
      level: .baseline,
      severity: .high,
      name: "Host Namespaces",
      why: "A pod in the namespaces of the node sees its network, its processes or their memory.",
      remedy: "Leave hostNetwork, hostPID and hostIPC out",
      faults: { pod in
        ["hostNetwork", "hostPID", "hostIPC"].compactMap { key in
          guard let value = pod.spec[key], value.kubernetesBoolean == true else { return nil }
          return Workload.Fault(title: "\(key) is on", place: key, position: value.position)
        }
      },
      passing: ["hostNetwork: false\ncontainers: [{name: a}]"],
      failing: [
        "hostNetwork: true\ncontainers: [{name: a}]", "hostPID: true", "hostIPC: true",
        "hostNetwork: on",
      ]
    ),
    PodControl(
      id: "PLM-K003",
      level: .baseline,
      severity: .critical,
      name: "Privileged Containers",
      why: "A privileged container can do what root of the node can.",
      remedy: "Leave privileged out, and add the one capability that is needed",
      faults: { pod in
        pod.containerFaults { container in
          guard let value = container.security?["privileged"], value.kubernetesBoolean == true
          else {
            return nil
          }
          return container.fault("privileged", "is privileged", value.position)
        }
      },
      passing: ["containers: [{name: a, securityContext: {privileged: false}}]"],
      failing: [
        "containers: [{name: a, securityContext: {privileged: true}}]",
        "initContainers: [{name: a, securityContext: {privileged: true}}]",
        "ephemeralContainers: [{name: a, securityContext: {privileged: true}}]",
        "containers: [{name: a, securityContext: {privileged: yes}}]",
      ]
    ),
    PodControl(
      id: "PLM-K004",
      level: .baseline,
      severity: .high,
      name: "Capabilities",
      why: "Capabilities beyond the usual ones reach what all containers of a node share.",
      remedy: "Add none but those that the level allows",
      faults: { pod in
        pod.containerFaults { container in
          let added = container.security?.value(at: ["capabilities", "add"])
          let bad = (added?.list ?? []).filter {
            !allowedCapabilities.contains($0.scalarText ?? "")
          }
          guard let first = bad.first else { return nil }
          let names = bad.map { $0.scalarText ?? "?" }.joined(separator: ", ")
          return container.fault("capabilities.add", "adds \(names)", first.position)
        }
      },
      passing: ["containers: [{name: a, securityContext: {capabilities: {add: [CHOWN, KILL]}}}]"],
      failing: [
        "containers: [{name: a, securityContext: {capabilities: {add: [NET_RAW]}}}]",
        "initContainers: [{name: a, securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN]}}}]",
      ]
    ),
    PodControl(
      id: "PLM-K005",
      level: .baseline,
      severity: .high,
      name: "HostPath Volumes",
      why: "A folder of the node in a container is a way out of it.",
      remedy: "Use a volume of another kind",
      faults: { pod in
        pod.volumeFaults { volume in
          volume.value(at: ["hostPath"]).map { value in
            ("is \(value["path"]?.scalarText ?? "a folder") of the node", value.position)
          }
        }
      },
      passing: ["volumes: [{name: a, emptyDir: {}}]", "volumes: [{name: a, hostPath: null}]"],
      failing: ["volumes: [{name: a, hostPath: {path: /}}]"]
    ),
    PodControl(
      id: "PLM-K006",
      level: .baseline,
      severity: .medium,
      name: "Host Ports",
      why: "A port of the node goes past network policies, and ties pods to nodes.",
      remedy: "Use a service",
      faults: { pod in
        pod.containers.flatMap { container in
          (container.node["ports"]?.list ?? []).enumerated().compactMap { number, port in
            guard let value = port.value(at: ["hostPort"]), value.integer != 0 else { return nil }
            let text = "takes port \(value.scalarText ?? "?") of the node"
            return container.fault("ports[\(number)].hostPort", text, value.position)
          }
        }
      },
      passing: [
        "containers: [{name: a, ports: [{containerPort: 80, hostPort: 0}, {containerPort: 81}]}]"
      ],
      failing: ["containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]"]
    ),
    PodControl(
      id: "PLM-K007",
      level: .baseline,
      severity: .medium,
      name: "AppArmor",
      why: "Without its profile a container may do what the runtime usually denies.",
      remedy: "Leave the profile out, or take RuntimeDefault or Localhost",
      faults: { pod in
        let fields = pod.securityFaults(["appArmorProfile", "type"]) {
          ["RuntimeDefault", "Localhost"].contains($0.scalarText ?? "")
            ? nil : "has AppArmor \($0.scalarText ?? "?")"
        }
        let prefix = "container.apparmor.security.beta.kubernetes.io/"
        let entries = pod.metadata?["annotations"]?.map?.entries ?? []
        let notes = entries.filter { entry in
          let value = entry.value.scalarText ?? ""
          return entry.key.hasPrefix(prefix) && !["", "runtime/default"].contains(value)
            && !value.hasPrefix("localhost/")
        }
        return fields
          + notes.map { entry in
            Workload.Fault(
              title: "an annotation sets AppArmor to \(entry.value.scalarText ?? "?")",
              place: "metadata.annotations.\(entry.key)",
              position: entry.value.position
            )
          }
      },
      passing: [
        "securityContext: {appArmorProfile: {type: RuntimeDefault}}",
        "containers: [{name: a, securityContext: {appArmorProfile: {type: Localhost}}}]",
      ],
      failing: ["containers: [{name: a, securityContext: {appArmorProfile: {type: Unconfined}}}]"]
    ),
    PodControl(
      id: "PLM-K008",
      level: .baseline,
      severity: .high,
      name: "SELinux",
      why: "A type, a user or a role of one's own can reach what belongs to the node.",
      remedy: "Leave user and role out, and take a type of containers",
      faults: { pod in
        let types = pod.securityFaults(["seLinuxOptions", "type"]) {
          allowedSELinuxTypes.contains($0.scalarText ?? "?")
            ? nil : "has the SELinux type \($0.scalarText ?? "?")"
        }
        let others = ["user", "role"].flatMap { key in
          pod.securityFaults(["seLinuxOptions", key]) {
            $0.scalarText == "" ? nil : "sets the SELinux \(key)"
          }
        }
        return types + others
      },
      passing: [
        "securityContext: {seLinuxOptions: {type: container_t}}",
        "securityContext: {seLinuxOptions: {type: container_engine_t, level: \"s0\"}}",
        "securityContext: {seLinuxOptions: {type: \"\", user: \"\"}}",
      ],
      failing: [
        "securityContext: {seLinuxOptions: {type: spc_t}}",
        "containers: [{name: a, securityContext: {seLinuxOptions: {user: system_u}}}]",
        "containers: [{name: a, securityContext: {seLinuxOptions: {role: system_r}}}]",
      ]
    ),
    PodControl(
      id: "PLM-K009",
      level: .baseline,
      severity: .high,
      name: "/proc Mount Type",
      why: "The parts of /proc that are hidden lead to the node.",
      remedy: "Leave procMount out",
      faults: { pod in
        pod.containerFaults { container in
          guard let value = container.security?.value(at: ["procMount"]),
            value.scalarText != "Default"
          else { return nil }
          return container.fault("procMount", "has all of /proc", value.position)
        }
      },
      passing: ["containers: [{name: a, securityContext: {procMount: Default}}]"],
      failing: ["containers: [{name: a, securityContext: {procMount: Unmasked}}]"]
    ),
    PodControl(
      id: "PLM-K010",
      level: .baseline,
      severity: .high,
      name: "Seccomp",
      why: "Unconfined, a container may make every call of the kernel.",
      remedy: "Take RuntimeDefault",
      faults: { pod in
        pod.securityFaults(["seccompProfile", "type"]) {
          ["RuntimeDefault", "Localhost"].contains($0.scalarText ?? "")
            ? nil : "has seccomp \($0.scalarText ?? "?")"
        }
      },
      passing: ["securityContext: {seccompProfile: {type: Localhost}}", "containers: [{name: a}]"],
      failing: [
        "securityContext: {seccompProfile: {type: Unconfined}}",
        "containers: [{name: a, securityContext: {seccompProfile: {type: Unconfined}}}]",
      ]
    ),
    PodControl(
      id: "PLM-K011",
      level: .baseline,
      severity: .high,
      name: "Sysctls",
      why:
        "Other settings of the kernel are those of the whole node, or switch its protections off.",
      remedy: "Set none but those that the level allows",
      faults: { pod in
        (pod.security?["sysctls"]?.list ?? []).enumerated().compactMap { number, setting in
          let name = setting["name"]?.scalarText ?? ""
          guard !allowedSysctls.contains(name) else { return nil }
          return Workload.Fault(
            title: "sets \(name)",
            place: "securityContext.sysctls[\(number)].name",
            position: setting.position
          )
        }
      },
      passing: [
        "securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: \"1\"}]}",
        "securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: \"4096 1 2\"}]}",
      ],
      failing: ["securityContext: {sysctls: [{name: kernel.msgmax, value: \"1\"}]}"]
    ),
  ]

  private static let allowedCapabilities: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE",
    "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]
  private static let allowedSELinuxTypes: Set = [
    "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t",
  ]
  private static let allowedSysctls: Set = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
  ]
}

extension Workload.Container {
  /// A fault at a value of its security context, or of the container itself.
  func fault(_ way: String, _ text: String, _ position: DataNode.Position) -> Workload.Fault {
    let isOwn = way.hasPrefix("ports") || way.isEmpty
    let tail = isOwn ? way : "securityContext.\(way)"
    return Workload.Fault(
      title: "the container \(name) \(text)",
      place: tail.isEmpty ? place : "\(place).\(tail)",
      position: position
    )
  }
}

extension Workload {
  /// What a test says of each volume.
  func volumeFaults(_ fault: (DataNode) -> (text: String, position: DataNode.Position)?) -> [Fault]
  {
    (spec["volumes"]?.list ?? []).enumerated().compactMap { number, volume in
      guard let (text, position) = fault(volume) else { return nil }
      let name = volume["name"]?.scalarText ?? String(number)
      return Fault(
        title: "the volume \(name) \(text)",
        place: "volumes[\(number)]",
        position: position
      )
    }
  }
}

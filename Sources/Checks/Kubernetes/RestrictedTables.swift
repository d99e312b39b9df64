import Formats
import Model

/// The level `restricted`, beyond `baseline`.
enum RestrictedControls {
  static let all: [PodControl] = [
    PodControl(
      id: "PLM-K020",
      level: .restricted,
      severity: .medium,
      name: "Volume Types",
      why:
        "Volumes of other kinds are set up by whoever writes the pod, past those who run the cluster.",
      remedy: "Use a persistent volume claim",
      faults: { pod in
        pod.volumeFaults { volume in
          let kinds = (volume.map?.entries ?? []).filter { $0.key != "name" && !$0.value.isNull }
          // A volume of no kind is an empty folder.
          guard let other = kinds.first(where: { !allowedVolumes.contains($0.key) }) else {
            return nil
          }
          return ("is of the kind \(other.key)", other.keyPosition)
        }
      },
      passing: [
        "volumes: [{name: a, configMap: {}}, {name: b, csi: {}}, {name: c, downwardAPI: {}}, {name: d}]",
        "volumes: [{name: a, emptyDir: {}}, {name: b, ephemeral: {}}, {name: c, persistentVolumeClaim: {}}]",
        "volumes: [{name: a, projected: {}}, {name: b, secret: {}}, {name: c, image: {}}]",
      ],
      failing: ["volumes: [{name: a, nfs: {}}]", "volumes: [{name: a, hostPath: {path: /a}}]"]
    ),
    PodControl(
      id: "PLM-K021",
      level: .restricted,
      severity: .medium,
      name: "Privilege Escalation",
      why:
        "Without it a program with the setuid bit, or with capabilities of its file, gains rights.",
      remedy: "Set allowPrivilegeEscalation: false for each container",
      faults: { pod in
        guard !pod.isWindows else { return [] }
        return pod.containerFaults { container in
          let value = container.security?.value(at: ["allowPrivilegeEscalation"])
          guard value?.kubernetesBoolean != false else { return nil }
          let position = value?.position ?? container.node.position
          return container.fault("allowPrivilegeEscalation", "may gain rights", position)
        }
      },
      passing: [
        "containers: [{name: a, securityContext: {allowPrivilegeEscalation: false}}]",
        "os: {name: windows}\ncontainers: [{name: a}]",
      ],
      failing: [
        "containers: [{name: a}]",
        "containers: [{name: a, securityContext: {allowPrivilegeEscalation: true}}]",
        "initContainers: [{name: b}]\ncontainers: [{name: a, securityContext: {allowPrivilegeEscalation: false}}]",
      ]
    ),
    PodControl(
      id: "PLM-K022",
      level: .restricted,
      severity: .medium,
      name: "Running as Non-root",
      why: "Root in a container is root for everything of the node that it reaches.",
      remedy: "Set runAsNonRoot: true for the pod",
      faults: { pod in
        let own = pod.security?.value(at: ["runAsNonRoot"])
        var faults: [Workload.Fault] = []
        if let own, own.kubernetesBoolean != true {
          let place = "securityContext.runAsNonRoot"
          faults.append(.init(title: "may run as root", place: place, position: own.position))
        }
        return faults
          + pod.containerFaults { container in
            let value = container.security?.value(at: ["runAsNonRoot"])
            if let said = value ?? own, said.kubernetesBoolean == true { return nil }
            // What the pod says wrongly is said once.
            if value == nil, own != nil { return nil }
            let position = value?.position ?? container.node.position
            return container.fault("runAsNonRoot", "may run as root", position)
          }
      },
      passing: [
        "securityContext: {runAsNonRoot: true}\ncontainers: [{name: a}]",
        "containers: [{name: a, securityContext: {runAsNonRoot: true}}]",
      ],
      failing: [
        "containers: [{name: a}]",
        "securityContext: {runAsNonRoot: false}\ncontainers: [{name: a, securityContext: {runAsNonRoot: true}}]",
        "securityContext: {runAsNonRoot: no}\ncontainers: [{name: a}]",
        "securityContext: {runAsNonRoot: true}\ncontainers: [{name: a, securityContext: {runAsNonRoot: false}}]",
      ]
    ),
    PodControl(
      id: "PLM-K023",
      level: .restricted,
      severity: .high,
      name: "Running as Non-root user",
      why: "User 0 is root.",
      remedy: "Set runAsUser to another number, or leave it out",
      faults: { pod in
        pod.securityFaults(["runAsUser"]) { $0.integer == 0 ? "runs as user 0" : nil }
      },
      passing: ["securityContext: {runAsUser: 1000}", "containers: [{name: a}]"],
      failing: [
        "securityContext: {runAsUser: 0}",
        "containers: [{name: a, securityContext: {runAsUser: 0}}]",
      ]
    ),
    PodControl(
      id: "PLM-K024",
      level: .restricted,
      severity: .medium,
      name: "Seccomp",
      why: "Where no profile is named a container may make every call of the kernel.",
      remedy: "Set seccompProfile: {type: RuntimeDefault} for the pod",
      faults: { pod in
        guard !pod.isWindows else { return [] }
        let allowed = ["RuntimeDefault", "Localhost"]
        func isGood(_ value: DataNode?) -> Bool { allowed.contains(value?.scalarText ?? "") }
        let own = pod.security?.value(at: ["seccompProfile", "type"])
        var faults: [Workload.Fault] = []
        if let own, !isGood(own) {
          let place = "securityContext.seccompProfile.type"
          faults.append(
            .init(title: "has no seccomp profile", place: place, position: own.position)
          )
        }
        return faults
          + pod.containerFaults { container in
            let value = container.security?.value(at: ["seccompProfile", "type"])
            if value != nil ? isGood(value) : own != nil { return nil }
            let position = value?.position ?? container.node.position
            return container.fault("seccompProfile.type", "has no seccomp profile", position)
          }
      },
      passing: [
        "securityContext: {seccompProfile: {type: RuntimeDefault}}\ncontainers: [{name: a}]",
        "containers: [{name: a, securityContext: {seccompProfile: {type: Localhost}}}]",
        "os: {name: windows}\ncontainers: [{name: a}]",
      ],
      failing: [
        "containers: [{name: a}]",
        "securityContext: {seccompProfile: {type: Unconfined}}\ncontainers: [{name: a}]",
      ]
    ),
    PodControl(
      id: "PLM-K025",
      level: .restricted,
      severity: .medium,
      name: "Capabilities",
      why: "Most programs need none of them, and each one is a way to more.",
      remedy: "Drop ALL, and add NET_BIND_SERVICE at most",
      faults: { pod in
        guard !pod.isWindows else { return [] }
        return pod.containerFaults { container in
          let capabilities = container.security?["capabilities"]
          let added = capabilities?["add"]?.list ?? []
          if let bad = added.first(where: { $0.scalarText != "NET_BIND_SERVICE" }) {
            let text = "adds \(bad.scalarText ?? "?")"
            return container.fault("capabilities.add", text, bad.position)
          }
          let drops = capabilities?["drop"]?.list ?? []
          guard !drops.contains(where: { $0.scalarText == "ALL" }) else { return nil }
          let position = capabilities?.position ?? container.node.position
          return container.fault("capabilities.drop", "does not drop ALL", position)
        }
      },
      passing: [
        "containers: [{name: a, securityContext: {capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}}]",
        "os: {name: windows}\ncontainers: [{name: a}]",
      ],
      failing: [
        "containers: [{name: a}]",
        "containers: [{name: a, securityContext: {capabilities: {drop: [CHOWN]}}}]",
        "containers: [{name: a, securityContext: {capabilities: {drop: [ALL], add: [CHOWN]}}}]",
      ]
    ),
  ]

  private static let allowedVolumes: Set = [
    "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim",
    "projected", "secret",
  ]
}

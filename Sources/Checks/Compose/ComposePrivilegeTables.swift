import Formats
import Model

/// What a service may do beyond what containers usually may.
enum ComposePrivilegeTables {
  private static let privileges = [
    "https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"
  ]
  private static let options = [
    "https://docs.docker.com/reference/compose-file/services/#security_opt"
  ]
  /// Capabilities with which a program leaves the container or reads what is none of its own.
  private static let mighty: Set = [
    "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_RAWIO", "SYS_PTRACE", "DAC_READ_SEARCH", "BPF",
    "SYS_BOOT", "MAC_ADMIN", "MAC_OVERRIDE", "CHECKPOINT_RESTORE",
  ]
  /// What the engine gives to every container.
  private static let usual: Set = [
    "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD",
    "NET_BIND_SERVICE", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
  ]

  private static func capability(_ text: String) -> String {
    let name = text.uppercased()
    return String(name.dropping(prefix: "CAP_") ?? name[...])
  }

  static let all: [TableCheck<ComposeFile>] = capabilities + profiles + users

  private static let capabilities: [TableCheck<ComposeFile>] = [
    ComposeRow.value(
      Rule(
        "PLM-C001",
        .critical,
        "A service is privileged",
        why: "It has all capabilities and all devices: it can do what root of the host can.",
        remedy: "Leave privileged out, and add the one capability or device that is needed",
        references: privileges,
        mappings: [.cisDocker("5.5"), .nist("4.4.3"), .attack("T1611")]
      ),
      of: "privileged",
      passing: ["privileged: false", "restart: always"],
      failing: ["privileged: true", "privileged: ${P:-true}"]
    ) { $0.isTrue ? "is privileged" : nil },
    ComposeRow.element(
      Rule(
        "PLM-C002",
        .high,
        "A service gets a capability that amounts to root of the host",
        why: "With it a program leaves the container, or reads and changes what belongs to others.",
        remedy: "Take the capability away",
        references: privileges,
        mappings: [.cisDocker("5.4"), .nist("4.4.3"), .attack("T1611")]
      ),
      of: "cap_add",
      passing: ["cap_add: [NET_BIND_SERVICE]", "cap_add: [NET_ADMIN]"],
      failing: ["cap_add: [SYS_ADMIN]", "cap_add: [cap_sys_ptrace]", "cap_add: [ALL]"]
    ) {
      let name = capability($0)
      return mighty.contains(name) ? "gets the capability \(name)" : nil
    },
    ComposeRow.element(
      Rule(
        "PLM-C003",
        .medium,
        "A service gets a capability beyond the usual ones",
        why: "Each one is a part of what root may do, on what containers share with the host.",
        remedy: "Take the capability away, or say in a remark why it is needed",
        references: privileges,
        mappings: [.cisDocker("5.4"), .nist("4.4.3")]
      ),
      of: "cap_add",
      passing: ["cap_add: [NET_BIND_SERVICE, CHOWN]", "cap_add: [SYS_ADMIN]"],
      failing: ["cap_add: [NET_ADMIN]", "cap_add:\n  - SYS_TIME"]
    ) {
      let name = capability($0)
      let isOther = !mighty.contains(name) && !usual.contains(name) && !name.hasUnknown
      return isOther ? "gets the capability \(name)" : nil
    },
    ComposeRow.service(
      Rule(
        "PLM-C004",
        .low,
        "A service keeps the capabilities that the engine gives",
        why: "Most programs need none of them, and each one is a way to more.",
        remedy: "Set cap_drop: [ALL], and add what is needed",
        references: privileges,
        mappings: [.cisDocker("5.4"), .nist("4.4.3")],
        isOptional: true
      ),
      passing: ["cap_drop: [ALL]", "cap_drop: [all]"],
      failing: ["cap_drop: [NET_RAW]", "restart: always"]
    ) { service in
      let isDropped = service.elements("cap_drop").contains {
        $0.scalarText.map(capability) == "ALL"
      }
      return isDropped ? [] : service.lack("does not drop its capabilities", "cap_drop")
    },
  ]

  /// The value of an option such as `seccomp:unconfined` or `seccomp=unconfined`.
  private static func option(_ text: String, _ name: String) -> String? {
    (text.dropping(prefix: "\(name):") ?? text.dropping(prefix: "\(name)=")).map(String.init)
  }

  private static let profiles: [TableCheck<ComposeFile>] = [
    ComposeRow.element(
      Rule(
        "PLM-C005",
        .high,
        "A service runs without seccomp",
        why: "It may make every call of the kernel, those too that have let programs out before.",
        remedy: "Leave seccomp=unconfined out, or name a profile",
        references: ["https://docs.docker.com/engine/security/seccomp/"],
        mappings: [.cisDocker("5.22"), .nist("4.4.3")]
      ),
      of: "security_opt",
      passing: ["security_opt: [\"seccomp:a.json\"]"],
      failing: ["security_opt: [\"seccomp:unconfined\"]", "security_opt:\n  - seccomp=unconfined"]
    ) { option($0, "seccomp") == "unconfined" ? "runs without seccomp" : nil },
    ComposeRow.element(
      Rule(
        "PLM-C006",
        .high,
        "A service runs without AppArmor",
        why: "Nothing then denies it what the engine's profile does, such as mounting.",
        remedy: "Leave apparmor=unconfined out, or name a profile",
        references: ["https://docs.docker.com/engine/security/apparmor/"],
        mappings: [.cisDocker("5.2"), .nist("4.4.3")]
      ),
      of: "security_opt",
      passing: ["security_opt: [\"apparmor:docker-default\"]"],
      failing: ["security_opt: [\"apparmor:unconfined\"]", "security_opt: [apparmor=unconfined]"]
    ) { option($0, "apparmor") == "unconfined" ? "runs without AppArmor" : nil },
    ComposeRow.element(
      Rule(
        "PLM-C007",
        .medium,
        "A service runs without the separation of SELinux",
        why: "It may then reach files and processes of other containers and of the host.",
        remedy: "Leave label=disable out; give volumes the mode :z or :Z",
        references: options,
        mappings: [.cisDocker("5.3"), .nist("4.4.3")]
      ),
      of: "security_opt",
      passing: ["security_opt: [\"label:level:s0:c100\"]"],
      failing: ["security_opt: [\"label:disable\"]", "security_opt: [\"label=type:spc_t\"]"]
    ) {
      let label = option($0, "label")
      let isOff = label == "disable" || label.map { $0.hasSuffix("spc_t") } ?? false
      return isOff ? "runs without SELinux" : nil
    },
    ComposeRow.service(
      Rule(
        "PLM-C008",
        .low,
        "A service may gain rights",
        why: "A program with the setuid bit, or with capabilities of its file, gives them to it.",
        remedy: "Set security_opt: [no-new-privileges:true]",
        references: options,
        mappings: [.cisDocker("5.26"), .nist("4.4.3")]
      ),
      passing: [
        "security_opt: [\"no-new-privileges:true\"]", "security_opt: [no-new-privileges]",
        "security_opt: [no-new-privileges=true]",
      ],
      failing: ["restart: always", "security_opt: [\"no-new-privileges:false\"]"]
    ) { service in
      let isSet = service.elements("security_opt").contains {
        guard let rest = $0.scalarText?.dropping(prefix: "no-new-privileges") else { return false }
        return !rest.hasSuffix("false")
      }
      return isSet ? [] : service.lack("may gain rights", "security_opt/no-new-privileges")
    },
    ComposeRow.element(
      Rule(
        "PLM-C009",
        .high,
        "A service sees what the engine hides of the kernel",
        why: "Without the masks over /proc and /sys a program reads keys and changes the host.",
        remedy: "Leave systempaths=unconfined out",
        references: options,
        mappings: [.nist("4.4.3"), .attack("T1611")]
      ),
      of: "security_opt",
      passing: ["security_opt: [\"no-new-privileges:true\"]"],
      failing: ["security_opt: [systempaths=unconfined]"]
    ) {
      option($0, "systempaths") == "unconfined" ? "sees all of /proc and /sys" : nil
    },
  ]

  private static let users: [TableCheck<ComposeFile>] = [
    ComposeRow.value(
      Rule(
        "PLM-C010",
        .medium,
        "A service is told to run as root",
        why: "Root in a container is root for everything of the host that it reaches.",
        remedy: "Name another user",
        references: ["https://docs.docker.com/reference/compose-file/services/#user"],
        mappings: [.cisDocker("4.1"), .nist("4.4.3")]
      ),
      of: "user",
      passing: ["user: \"1000\"", "user: ${UID:-1000}:0"],
      failing: ["user: root", "user: 0", "user: \"0:0\"", "user: ${UID:-0}"]
    ) {
      let name = $0.scalarText?.cut(at: ":")?.before ?? $0.scalarText.map { $0[...] }
      return name == "0" || name == "root" ? "runs as root" : nil
    },
    ComposeRow.service(
      Rule(
        "PLM-C011",
        .low,
        "A service does not say as whom it runs",
        why: "It then runs as the image says, which is root for most of them.",
        remedy: "Set user",
        references: ["https://docs.docker.com/reference/compose-file/services/#user"],
        mappings: [.cisDocker("4.1"), .nist("4.4.3")],
        isOptional: true
      ),
      passing: ["user: app"],
      failing: ["restart: always"]
    ) { $0["user"] == nil ? $0.lack("does not say as whom it runs", "user") : [] },
    ComposeRow.service(
      Rule(
        "PLM-C012",
        .high,
        "A command that runs beside a service is privileged or root",
        why: "What it does is done with rights that the service itself was not given.",
        remedy: "Leave privileged and user: root out of the hook",
        references: ["https://docs.docker.com/reference/compose-file/services/#post_start"],
        mappings: [.cisDocker("5.23"), .cisDocker("5.24")]
      ),
      passing: ["post_start:\n  - command: a\n    user: app"],
      failing: [
        "post_start:\n  - command: a\n    privileged: true",
        "pre_stop:\n  - command: a\n    user: root",
      ]
    ) { service in
      ["post_start", "pre_stop"].flatMap { key in
        service.elements(key).compactMap { hook in
          if let value = hook["privileged"], value.isTrue {
            return service.fault("runs \(key) privileged", key, at: value.position)
          }
          guard let user = hook["user"], ["root", "0"].contains(user.scalarText ?? "") else {
            return nil
          }
          return service.fault("runs \(key) as root", key, at: user.position)
        }
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C013",
        .high,
        "A build asks for rights on the machine that builds",
        why: "What it runs, and every package it fetches, can do there what root can.",
        remedy: "Leave privileged, the entitlements and the network of the host out of the build",
        references: ["https://docs.docker.com/reference/compose-file/build/"],
        mappings: [.nist("4.5.2")]
      ),
      passing: ["build: .", "build:\n  context: .\n  network: none"],
      failing: [
        "build:\n  context: .\n  privileged: true", "build:\n  context: .\n  network: host",
        "build:\n  context: .\n  entitlements: [security.insecure]",
      ]
    ) { service in
      guard let build = service["build"] else { return [] }
      var faults: [Fault] = []
      if let value = build["privileged"], value.isTrue {
        faults.append(service.fault("is built privileged", "build/privileged", at: value.position))
      }
      if let value = build["network"], value.scalarText == "host" {
        let text = "is built in the network of the host"
        faults.append(service.fault(text, "build/network", at: value.position))
      }
      for value in build["entitlements"]?.list ?? [] {
        let name = value.scalarText ?? ""
        guard ["security.insecure", "network.host"].contains(name) else { continue }
        faults.append(service.fault("is built with \(name)", "build/\(name)", at: value.position))
      }
      return faults
    },
  ]
}

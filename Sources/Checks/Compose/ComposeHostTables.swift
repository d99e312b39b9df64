import Formats
import Model

/// What a service sees of the host: its namespaces, folders, devices and ports.
enum ComposeHostTables {
  static let all: [TableCheck<ComposeFile>] = namespaces + mounts + devices + ports

  private static func page(_ key: String) -> [String] {
    ["https://docs.docker.com/reference/compose-file/services/#\(key)"]
  }

  private static let namespaces: [TableCheck<ComposeFile>] = [
    ComposeRow.value(
      Rule(
        "PLM-C020",
        .high,
        "A service is in the network of the host",
        why:
          "It reaches what listens on the host's loopback, and every port it opens is one of the "
          + "host.",
        remedy: "Use a network of its own, and publish the ports that are needed",
        references: page("network_mode"),
        mappings: [.cisDocker("5.10"), .nist("4.4.2"), .attack("T1611")]
      ),
      of: "network_mode",
      passing: ["network_mode: bridge", "network_mode: none"],
      failing: ["network_mode: host"]
    ) { $0.scalarText == "host" ? "is in the network of the host" : nil },
    ComposeRow.value(
      Rule(
        "PLM-C021",
        .high,
        "A service sees the processes of the host",
        why: "It can read their environment and files, and signal or trace them.",
        remedy: "Leave pid: host out",
        references: page("pid"),
        mappings: [.cisDocker("5.16"), .nist("4.4.3"), .attack("T1611")]
      ),
      of: "pid",
      passing: ["pid: \"service:b\""],
      failing: ["pid: host"]
    ) { $0.scalarText == "host" ? "sees the processes of the host" : nil },
    ComposeRow.value(
      Rule(
        "PLM-C022",
        .medium,
        "A service shares memory with the host",
        why: "It can read and change what programs of the host exchange through it.",
        remedy: "Leave ipc: host out; set shm_size where more memory is needed",
        references: page("ipc"),
        mappings: [.cisDocker("5.17"), .nist("4.4.3")]
      ),
      of: "ipc",
      passing: ["ipc: private", "ipc: shareable"],
      failing: ["ipc: host"]
    ) { $0.scalarText == "host" ? "shares memory with the host" : nil },
    ComposeRow.value(
      Rule(
        "PLM-C023",
        .low,
        "A service has the name of the host",
        why: "With the right capability it can rename the host.",
        remedy: "Leave uts: host out; set hostname",
        references: page("uts"),
        mappings: [.cisDocker("5.21")]
      ),
      of: "uts",
      passing: ["hostname: a"],
      failing: ["uts: host"]
    ) { $0.scalarText == "host" ? "has the name of the host" : nil },
    ComposeRow.value(
      Rule(
        "PLM-C024",
        .high,
        "A service is exempt from the mapping of users",
        why: "Root in it is then root of the host, though the engine is set up to avoid that.",
        remedy: "Leave userns_mode: host out",
        references: page("userns_mode"),
        mappings: [.cisDocker("5.31"), .nist("4.4.3")]
      ),
      of: "userns_mode",
      passing: ["userns_mode: private"],
      failing: ["userns_mode: host"]
    ) { $0.scalarText == "host" ? "is exempt from the mapping of users" : nil },
    ComposeRow.service(
      Rule(
        "PLM-C025",
        .medium,
        "A service chooses its control group",
        why: "In a group of the host the limits are not those of a container, and it sees others.",
        remedy: "Leave cgroup: host and cgroup_parent out",
        references: page("cgroup"),
        mappings: [.cisDocker("5.25")]
      ),
      passing: ["cgroup: private"],
      failing: ["cgroup: host", "cgroup_parent: /a"]
    ) { service in
      if let value = service["cgroup"], value.scalarText == "host" {
        return [service.fault("is in the control groups of the host", "cgroup", at: value.position)]
      }
      guard let value = service["cgroup_parent"] else { return [] }
      return [service.fault("chooses its control group", "cgroup_parent", at: value.position)]
    },
  ]

  private static let mounts: [TableCheck<ComposeFile>] = [
    ComposeRow.service(
      Rule(
        "PLM-C026",
        .critical,
        "The socket of an engine is mounted",
        why: "Who can write to it starts privileged containers, which is to be root of the host.",
        remedy: "Take the socket away, or put a proxy before it that allows the few calls needed",
        references: ["https://docs.docker.com/engine/security/protect-access/"],
        mappings: [.cisDocker("5.32"), .nist("4.4.3"), .attack("T1611")]
      ),
      passing: ["volumes: [\"./a:/b\"]", "volumes: [\"/var/run/app.sock:/a\"]"],
      failing: [
        "volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]",
        "volumes:\n  - type: bind\n    source: /run/containerd/containerd.sock\n    target: /a",
        "volumes: [\"${SOCK:-/run/user/1000/podman/podman.sock}:/a\"]", "use_api_socket: true",
      ]
    ) { service in
      var faults = service.mounts.compactMap { mount -> Fault? in
        guard HostPaths.isEngineSocket(mount.source) else { return nil }
        let text = "has the socket \(mount.source)"
        return service.fault(text, "volumes/\(mount.source)", at: mount.position)
      }
      if let value = service["use_api_socket"], value.isTrue {
        let text = "has the socket of the engine"
        faults.append(service.fault(text, "use_api_socket", at: value.position))
      }
      return faults
    },
    ComposeRow.service(
      Rule(
        "PLM-C027",
        .high,
        "A folder is mounted that the host lives by",
        why:
          "Who may write there changes what root of the host runs, and who may read there learns "
          + "its keys.",
        remedy: "Mount the one file that is needed, and read-only",
        references: page("volumes"),
        mappings: [.cisDocker("5.6"), .nist("4.4.5"), .attack("T1611")]
      ),
      passing: [
        "volumes: [\"./etc:/etc/a\"]", "volumes: [\"data:/var/lib\"]",
        "volumes: [\"/etc/localtime:/etc/localtime:ro\"]", "volumes: [\"/sys/fs/cgroup:/c:ro\"]",
      ],
      failing: [
        "volumes: [\"/:/host:ro\"]", "volumes: [\"/etc:/etc\"]", "volumes: [\"/proc:/host/proc\"]",
        "volumes: [{type: bind, source: /var/lib/docker, target: /a}]",
        "volumes: [\"/root/.ssh:/a\"]",
      ]
    ) { service in
      service.mounts.compactMap { mount in
        guard !HostPaths.isEngineSocket(mount.source),
          HostPaths.isSensitive(mount.source, isReadOnly: mount.isReadOnly)
        else { return nil }
        let text = "has \(mount.source) of the host"
        return service.fault(text, "volumes/\(mount.source)", at: mount.position)
      }
    },
    ComposeRow.service(
      Rule(
        "PLM-C028",
        .medium,
        "What is mounted in a service is mounted in the host too",
        why: "A shared mount carries what the container mounts to the host and other containers.",
        remedy: "Leave shared and rshared out",
        references: page("volumes"),
        mappings: [.cisDocker("5.20")]
      ),
      passing: ["volumes: [\"./a:/b:rslave\"]"],
      failing: [
        "volumes: [\"./a:/b:rw,shared\"]",
        "volumes: [{type: bind, source: ./a, target: /b, bind: {propagation: rshared}}]",
      ]
    ) { service in
      service.mounts.compactMap { mount in
        guard ["shared", "rshared"].contains(mount.propagation) else { return nil }
        let text = "shares its mounts below \(mount.target) with the host"
        return service.fault(text, "volumes/\(mount.target)", at: mount.position)
      }
    },
  ]

  private static let devices: [TableCheck<ComposeFile>] = [
    ComposeRow.element(
      Rule(
        "PLM-C029",
        .critical,
        "A service has the disks or the memory of the host",
        why: "Who can read or write them is past every permission of the host.",
        remedy: "Take the device away; use a volume",
        references: page("devices"),
        mappings: [.cisDocker("5.18"), .attack("T1611")]
      ),
      of: "devices",
      passing: ["devices: [\"/dev/snd:/dev/snd\"]"],
      failing: ["devices: [\"/dev/sda:/dev/xvda:rwm\"]", "devices: [\"/dev/mem\"]"]
    ) {
      let device = $0.cut(at: ":")?.before ?? $0[...]
      return HostPaths.isDisk(String(device)) ? "has \(device) of the host" : nil
    },
    ComposeRow.element(
      Rule(
        "PLM-C030",
        .low,
        "A service has a device of the host",
        why: "A device is driven by the kernel of the host, and shared with all who have it.",
        remedy: "Take the device away, or say in a remark why it is needed",
        references: page("devices"),
        mappings: [.cisDocker("5.18")]
      ),
      of: "devices",
      passing: ["devices: [\"/dev/sda\"]", "devices: [\"vendor.com/class=gpu\"]"],
      failing: ["devices: [\"/dev/ttyUSB0:/dev/ttyUSB0\"]"]
    ) {
      let device = $0.cut(at: ":")?.before ?? $0[...]
      let isOther = device.hasPrefix("/dev") && !HostPaths.isDisk(String(device))
      return isOther ? "has \(device) of the host" : nil
    },
    ComposeRow.element(
      Rule(
        "PLM-C031",
        .high,
        "A service may use every device of a kind",
        why: "With it and mknod, which containers have, it makes the disks of the host for itself.",
        remedy: "Name the numbers of the one device",
        references: page("device_cgroup_rules"),
        mappings: [.cisDocker("5.18")]
      ),
      of: "device_cgroup_rules",
      passing: ["device_cgroup_rules: [\"c 1:3 mr\"]", "device_cgroup_rules: [\"c 189:* rmw\"]"],
      failing: ["device_cgroup_rules: [\"a *:* rwm\"]", "device_cgroup_rules: [\"b 8:* rw\"]"]
    ) {
      let words = $0.words
      guard words.count > 1 else { return nil }
      let isAll = words[0] == "a" || words[1].hasPrefix("*:")
      let isDisk = words[0] == "b" && words[1].hasSuffix("*")
      return isAll || isDisk ? "may use the devices \($0)" : nil
    },
    ComposeRow.service(
      Rule(
        "PLM-C032",
        .medium,
        "A service sets parameters of the kernel that weaken it",
        why:
          "They open its network to forged or redirected packets, or reach beyond the container.",
        remedy: "Leave the parameter out",
        references: page("sysctls"),
        mappings: [.nist("4.4.3")]
      ),
      passing: ["sysctls: [net.core.somaxconn=1024]", "sysctls: {net.ipv4.tcp_syncookies: 1}"],
      failing: [
        "sysctls: {net.ipv4.conf.all.accept_redirects: 1}", "sysctls: [kernel.yama.ptrace_scope=0]",
        "sysctls: [net.ipv4.tcp_syncookies=0]",
      ]
    ) { service in
      ComposePair.all(in: service["sysctls"]).compactMap { pair in
        guard HostPaths.isWeak(pair.name, pair.value ?? "") else { return nil }
        let text = "sets \(pair.name) to \(pair.value ?? "")"
        return service.fault(text, "sysctls/\(pair.name)", at: pair.position)
      }
    },
  ]

  /// A row about ports of the host that lead to a service.
  private static func port(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    title: @escaping @Sendable (ComposePort) -> String?
  ) -> TableCheck<ComposeFile> {
    ComposeRow.service(rule, passing: passing, failing: failing) { service in
      guard service["network_mode"]?.scalarText != "host" else { return [] }
      return service.ports.compactMap { port in
        guard let text = title(port) else { return nil }
        return service.fault(text, "ports/\(port.target)", at: port.position)
      }
    }
  }

  private static let ports: [TableCheck<ComposeFile>] = [
    port(
      Rule(
        "PLM-C033",
        .high,
        "A database is open to the network",
        why:
          "The port is bound to all addresses of the host, and the engine's rules come before those "
          + "of most firewalls.",
        remedy: "Leave the port out and use a network, or bind it to 127.0.0.1",
        references: page("ports"),
        mappings: [.cisDocker("5.14"), .nist("4.4.2")]
      ),
      passing: ["ports: [\"127.0.0.1:5432:5432\"]", "ports: [\"443:443\"]", "expose: [5432]"],
      failing: [
        "ports: [\"5432:5432\"]", "ports: [\"0.0.0.0:6379:6379/tcp\"]",
        "ports: [{target: 27017, published: 27017}]", "ports: [3306]",
      ]
    ) { port in
      guard port.isForAll, let name = HostPaths.databases[port.target] else { return nil }
      return "opens \(name) (port \(port.target)) to the network"
    },
    port(
      Rule(
        "PLM-C034",
        .high,
        "A port for administration is open to the network",
        why: "Whoever reaches it may try to log in, and often need not even do that.",
        remedy: "Leave the port out, or bind it to 127.0.0.1",
        references: page("ports"),
        mappings: [.cisDocker("5.14"), .cisDocker("5.7"), .nist("4.4.2")]
      ),
      passing: ["ports: [\"127.0.0.1:2375:2375\"]", "ports: [\"80:80\"]"],
      failing: ["ports: [\"2222:22\"]", "ports: [\"2375:2375\"]", "ports: [\"5005:5005\"]"]
    ) { port in
      guard port.isForAll, let name = HostPaths.administration[port.target] else { return nil }
      return "opens \(name) (port \(port.target)) to the network"
    },
    port(
      Rule(
        "PLM-C035",
        .low,
        "A port is bound to all addresses of the host",
        why: "It is open to every network that the host is in, whatever most firewalls say.",
        remedy: "Name the address that it is meant for",
        references: page("ports"),
        mappings: [.cisDocker("5.14")],
        isOptional: true
      ),
      passing: ["ports: [\"127.0.0.1:80:80\"]", "ports: [{host_ip: 10.0.0.1, target: 80}]"],
      failing: ["ports: [\"80:80\"]", "ports: [\"[::]:80:80\"]"]
    ) { $0.isForAll ? "opens port \($0.target) to every network" : nil },
    port(
      Rule(
        "PLM-C036",
        .low,
        "A service takes a port below 1024 of the host",
        why: "Those are the ports that users trust to belong to the system.",
        remedy: "Publish a higher port, and put a proxy before it",
        references: page("ports"),
        mappings: [.cisDocker("5.8")],
        isOptional: true
      ),
      passing: ["ports: [\"8080:80\"]", "ports: [80]"],
      failing: ["ports: [\"80:8080\"]"]
    ) { port in
      guard let number = Int(port.published), (1..<1024).contains(number) else { return nil }
      return "takes port \(number) of the host"
    },
  ]
}

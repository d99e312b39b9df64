import Formats
import Model

/// How much of the host a service may use, and what it leaves behind.
enum ComposeResourceTables {
  private static func page(_ key: String) -> [String] {
    ["https://docs.docker.com/reference/compose-file/services/#\(key)"]
  }

  private static func limit(_ service: ComposeService, _ key: String) -> DataNode? {
    service.node.value(at: ["deploy", "resources", "limits", key])
  }

  static let all: [TableCheck<ComposeFile>] = limits + files

  private static let limits: [TableCheck<ComposeFile>] = [
    ComposeRow.service(
      Rule(
        "PLM-C050",
        .low,
        "A service may use all memory",
        why: "One that leaks or is attacked takes down what else runs on the host.",
        remedy: "Set mem_limit, or deploy.resources.limits.memory",
        references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
        mappings: [.cisDocker("5.11"), .nist("4.4.3")]
      ),
      passing: ["mem_limit: 1g", "deploy: {resources: {limits: {memory: 1g}}}"],
      failing: ["deploy: {resources: {limits: {cpus: 1}}}", "restart: always"]
    ) { service in
      service["mem_limit"] == nil && limit(service, "memory") == nil
        ? service.lack("may use all memory", "memory") : []
    },
    ComposeRow.service(
      Rule(
        "PLM-C051",
        .low,
        "A service may use all processors",
        why: "One that runs wild slows down what else runs on the host.",
        remedy: "Set cpus, or deploy.resources.limits.cpus",
        references: ["https://docs.docker.com/reference/compose-file/deploy/#resources"],
        mappings: [.cisDocker("5.12")],
        isOptional: true
      ),
      passing: ["cpus: 1", "cpu_shares: 512", "deploy: {resources: {limits: {cpus: 1}}}"],
      failing: ["mem_limit: 1g"]
    ) { service in
      let keys = ["cpus", "cpu_shares", "cpu_quota", "cpuset"]
      let isLimited = keys.contains { service[$0] != nil } || limit(service, "cpus") != nil
      return isLimited ? [] : service.lack("may use all processors", "cpus")
    },
    ComposeRow.service(
      Rule(
        "PLM-C052",
        .low,
        "A service may start any number of processes",
        why: "One that starts processes without end takes all numbers that the host has for them.",
        remedy: "Set pids_limit, or deploy.resources.limits.pids",
        references: page("pids_limit"),
        mappings: [.cisDocker("5.29")],
        isOptional: true
      ),
      passing: ["pids_limit: 100", "deploy: {resources: {limits: {pids: 100}}}"],
      failing: ["mem_limit: 1g", "pids_limit: -1"]
    ) { service in
      let value = service["pids_limit"] ?? limit(service, "pids")
      if value?.integer == -1, let value {
        return [service.fault("may start any number of processes", "pids", at: value.position)]
      }
      return value == nil ? service.lack("may start any number of processes", "pids") : []
    },
    ComposeRow.service(
      Rule(
        "PLM-C053",
        .medium,
        "A service is spared when memory runs out",
        why: "The kernel then ends other programs in its place, those of the host too.",
        remedy: "Leave oom_kill_disable and the low oom_score_adj out",
        references: page("oom_kill_disable"),
        mappings: [.cisDocker("5.11")]
      ),
      passing: ["oom_score_adj: 500"],
      failing: ["oom_kill_disable: true", "oom_score_adj: -1000"]
    ) { service in
      if let value = service["oom_kill_disable"], value.isTrue {
        let text = "is spared when memory runs out"
        return [service.fault(text, "oom_kill_disable", at: value.position)]
      }
      guard let value = service["oom_score_adj"], value.integer ?? 0 <= -500 else { return [] }
      let text = "is spared when memory runs out"
      return [service.fault(text, "oom_score_adj", at: value.position)]
    },
  ]

  private static let files: [TableCheck<ComposeFile>] = [
    ComposeRow.service(
      Rule(
        "PLM-C054",
        .low,
        "A service may write to its own file system",
        why: "Who gets in can put programs there, and change those that run.",
        remedy: "Set read_only: true, and tmpfs for what must be written",
        references: page("read_only"),
        mappings: [.cisDocker("5.13"), .nist("4.4.4")],
        isOptional: true
      ),
      passing: ["read_only: true"],
      failing: ["read_only: false", "restart: always"]
    ) { service in
      guard let value = service["read_only"] else {
        return service.lack("may write to its own file system", "read_only")
      }
      guard !value.isTrue else { return [] }
      let text = "may write to its own file system"
      return [service.fault(text, "read_only", at: value.position)]
    },
    ComposeRow.element(
      Rule(
        "PLM-C055",
        .low,
        "Programs may be run from a file system in memory",
        why: "It is the one place that everybody in the container may write to.",
        remedy: "Leave exec and suid out of the options of tmpfs",
        references: page("tmpfs")
      ),
      of: "tmpfs",
      passing: ["tmpfs: /run", "tmpfs: [\"/tmp:noexec,size=64m\"]"],
      failing: ["tmpfs: [\"/tmp:exec\"]", "tmpfs: \"/a:rw,suid\""]
    ) {
      guard let (folder, modes) = $0.cut(at: ":") else { return nil }
      let isLoose = modes.pieces(on: ",").contains { $0 == "exec" || $0 == "suid" }
      return isLoose ? "may run programs from \(folder)" : nil
    },
    ComposeRow.value(
      Rule(
        "PLM-C056",
        .low,
        "What a service says is thrown away",
        why: "Nobody can tell afterwards what it did, or what was done to it.",
        remedy: "Name another driver",
        references: page("logging"),
        mappings: [.cisDocker("2.13")]
      ),
      of: "logging",
      passing: ["logging: {driver: local}"],
      failing: ["logging: {driver: none}"]
    ) { $0["driver"]?.scalarText == "none" ? "has its output thrown away" : nil },
    ComposeRow.service(
      Rule(
        "PLM-C057",
        .low,
        "The log of a service may fill the disk",
        why: "The engine's usual driver keeps everything in one file that is never cut.",
        remedy: "Set max-size and max-file, or the driver local",
        references: ["https://docs.docker.com/engine/logging/configure/"],
        isOptional: true
      ),
      passing: [
        "logging: {driver: local}", "logging: {options: {max-size: 10m}}",
        "logging: {driver: syslog}",
      ],
      failing: ["logging: {driver: json-file}", "restart: always"]
    ) { service in
      let logging = service["logging"]
      let driver = logging?["driver"]?.scalarText ?? "json-file"
      guard driver == "json-file", logging?["options"]?["max-size"] == nil else { return [] }
      let text = "has a log without a limit"
      if let logging { return [service.fault(text, "logging/max-size", at: logging.position)] }
      return service.lack(text, "logging/max-size")
    },
  ]
}

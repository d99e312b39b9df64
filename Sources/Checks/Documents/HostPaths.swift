import Formats

/// What of a host is not for containers.
enum HostPaths {
  /// Folders whose contents root of the host runs or trusts.
  private static let sensitive: Set = [
    "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/proc", "/root", "/run",
    "/sbin", "/sys", "/usr", "/usr/bin", "/usr/lib", "/usr/local/bin", "/usr/sbin", "/var",
    "/var/lib", "/var/run", "/var/lib/docker", "/var/lib/containerd", "/var/lib/containers",
    "/var/lib/kubelet", "/var/spool/cron", "/etc/passwd", "/etc/shadow", "/etc/sudoers",
    "/etc/ssh", "/etc/kubernetes", "/etc/docker", "/etc/cron.d", "/etc/systemd", "/etc/pam.d",
    "/lib/modules", "/lib/systemd", "/sys/kernel", "/proc/sys",
  ]
  /// Those that are often shown to containers, and do little harm read-only.
  private static let readable: Set = [
    "/lib/modules", "/etc/passwd", "/sys", "/proc", "/dev", "/usr/bin", "/usr/lib", "/lib",
    "/lib64", "/boot",
  ]
  private static let sockets = [
    "docker.sock", "containerd.sock", "podman.sock", "crio.sock", "dockershim.sock",
    "cri-dockerd.sock", "buildkitd.sock",
  ]

  static func isEngineSocket(_ path: String) -> Bool { sockets.contains { path.hasSuffix($0) } }

  static func isSensitive(_ path: String, isReadOnly: Bool) -> Bool {
    guard path.hasPrefix("/") || path.hasPrefix("~") else { return false }
    let parts = path.split(separator: "/")
    let plain = path.hasPrefix("~") ? path : "/" + parts.joined(separator: "/")
    if isReadOnly, readable.contains(plain) { return false }
    if parts.contains(".ssh") || parts.contains(".aws") || parts.contains(".kube") { return true }
    return sensitive.contains(plain) || plain == "~"
  }

  /// Whether a device is a disk, or the memory of the host.
  static func isDisk(_ device: String) -> Bool {
    let name = device.dropping(prefix: "/dev/") ?? device[...]
    if ["mem", "kmem", "port", "kmsg", "kcore"].contains(name) { return true }
    if ["sd", "hd", "vd", "xvd"].contains(where: { kind in
      name.dropping(prefix: kind).map { $0.utf8.first?.isASCIILetter ?? false } ?? false
    }) {
      return true
    }
    return ["nvme", "dm-", "mapper/", "disk/", "md", "mmcblk"].contains { name.hasPrefix($0) }
      || device == "/dev"
  }

  /// Whether a parameter of the kernel has a value that weakens it.
  static func isWeak(_ name: String, _ value: String) -> Bool {
    let isOn = value != "0"
    if name.hasPrefix("net.") {
      if name.hasSuffix("accept_redirects") || name.hasSuffix("accept_source_route")
        || name.hasSuffix("secure_redirects") || name.hasSuffix("send_redirects")
      {
        return isOn
      }
      if name.hasSuffix("rp_filter") || name.hasSuffix("tcp_syncookies") { return !isOn }
      return false
    }
    let ours = ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.", "user."]
    return ["kernel.", "vm.", "fs.", "dev."].contains { name.hasPrefix($0) }
      && !ours.contains { name.hasPrefix($0) }
  }

  /// Databases by the ports they listen on.
  static let databases: [String: String] = [
    "1433": "SQL Server", "1521": "Oracle", "3306": "MySQL", "5432": "PostgreSQL", "6379": "Redis",
    "5984": "CouchDB", "7000": "Cassandra", "7474": "Neo4j", "8086": "InfluxDB",
    "8529": "ArangoDB", "9042": "Cassandra", "9200": "Elasticsearch", "9300": "Elasticsearch",
    "11211": "memcached", "27017": "MongoDB", "27018": "MongoDB", "28015": "RethinkDB",
    "33060": "MySQL", "26257": "CockroachDB", "2181": "ZooKeeper", "2379": "etcd", "2380": "etcd",
    "9092": "Kafka", "5672": "RabbitMQ", "8123": "ClickHouse",
    "389": "LDAP",
  ]

  /// Ways to administer, by the ports they listen on.
  static let administration: [String: String] = [
    "22": "SSH", "23": "Telnet", "2375": "the Docker engine without TLS",
    "2376": "the Docker engine", "3389": "Remote Desktop", "5900": "VNC", "5005": "a debugger",
    "9229": "a debugger", "15672": "the console of RabbitMQ", "10250": "the kubelet",
    "6443": "the API of Kubernetes", "9990": "the console of WildFly",
    "7001": "the console of WebLogic", "8500": "Consul", "4646": "Nomad", "1099": "Java RMI",
  ]
}

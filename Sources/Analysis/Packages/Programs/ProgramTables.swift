// Programs that are installed without a package, by the names of their files and the text of their
// version. Each signature was tried on a build of the program, or is from its source.

/// A program and how to tell its version.
struct ProgramFacts: Sendable {
  let name: String
  /// The package-URL namespace; mostly empty.
  var vendor = ""
  /// Names of its files without directory, `.so`, `.exe` and version: `python`, `libpython`.
  let files: [String]
  let signatures: [VersionSignature]
  /// Main modules of programs in Go, whose version is that of the module where it has one.
  var modules: [String] = []

  init(_ name: String, vendor: String = "", _ files: [String], _ signatures: [VersionSignature]) {
    self.name = name
    self.vendor = vendor
    self.files = files
    self.signatures = signatures
  }

  /// A program in Go.
  init(go name: String, _ files: [String] = [], modules: [String], _ more: [VersionSignature] = [])
  {
    self.name = name
    self.files = files.isEmpty ? [name] : files
    self.modules = modules
    signatures = more
  }
}

let programs: [ProgramFacts] = runtimes + servers + databases + tools + libraries + goPrograms

private let runtimes = [
  ProgramFacts("python", ["python", "libpython"], [.continuingName]),
  ProgramFacts("pypy", ["pypy", "libpypy"], [.after("[PyPy ")]),
  ProgramFacts(
    "node",
    ["node", "nodejs", "libnode"],
    [
      .after("node.js/v"), .after("/download/release/v", next: "/node-v"),
      .after("\0node v", next: "\0"), .after("\0v", .numbers(3...3), next: "\0"),
    ]
  ),
  ProgramFacts("deno", ["deno"], [.after("Deno/", .numbers(3...3))]),
  ProgramFacts(
    "ruby",
    ["ruby", "libruby", "libruby-static"],
    [
      .after("\0ruby ", .numbers(3...3, .droppedPatch), near: " revision "),
      .after("\0ruby ", .numbers(3...3, .droppedPatch), near: " master "),
    ]
  ),
  ProgramFacts(
    "php",
    ["php", "php-cgi", "php-fpm", "phpdbg", "libphp"],
    [.after("X-Powered-By: PHP/", .numbers(3...3))]
  ),
  ProgramFacts("perl", ["perl", "libperl"], [.after("\0v", .numbers(3...3), next: "\0")]),
  ProgramFacts(
    "rust",
    ["rustc", "librustc_driver", "libstd"],
    [
      .after("rustc version ", .numbers(3...3), next: " ("),
      .after("/rustc-", .numbers(3...3), next: "/"),
      .after("/rustc-", .numbers(3...3), next: "-src/"),
    ]
  ),
  ProgramFacts(
    "openjdk",
    vendor: "oracle",
    ["java"],
    [
      .after("\0openjdk\0java\00.0\0", .numbers(1...6, .word)),
      .after("\0openjdk\0java\01.8\0", .numbers(1...6, .word)),
      .after("\0openjdk\0java\011.0\0", .numbers(1...6, .word)),
    ]
  ),
  ProgramFacts(
    "openjdk",
    vendor: "oracle",
    ["libjvm"],
    [.after("OpenJDK 64-Bit Server VM (", .numbers(1...6, .word), next: ")")]
  ),
  ProgramFacts("lua", ["lua", "liblua"], [.after("$LuaVersion: Lua ")]),
  ProgramFacts("luajit", ["luajit", "libluajit"], [.after("\0LuaJIT ")]),
  ProgramFacts(
    "erlang",
    ["beam.smp", "beam", "erlexec"],
    [.after("/otp_src_", next: "/erts"), .after("/otp-", next: "/erts")]
  ),
  ProgramFacts("julia", ["libjulia-internal"], [.after("__init__\0", next: "\0verify")]),
  ProgramFacts("swipl", ["swipl", "libswipl"], [.after("swipl-", .numbers(3...3), next: "/")]),
  ProgramFacts("dart", ["dart", "dartaotruntime"], [.after("Dart/", .numbers(3...3))]),
  ProgramFacts("ghc", ["ghc"], [.after("libHSghc-", next: "-ghc"), .after("\0GHC ", next: "\0")]),
  ProgramFacts(
    "gcc",
    ["gcc", "x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc"],
    [
      .alone(from: [4], below: [40], .numbers(3...3))
    ]
  ),
  ProgramFacts("bash", ["bash"], [.after("@(#)Bash version ", .numbers(3...3))]),
]

private let servers = [
  ProgramFacts(
    "openresty",
    ["nginx", "openresty"],
    [.after("nginx version: openresty/")]
  ),
  ProgramFacts("nginx", ["nginx"], [.after("nginx version: nginx/", .numbers(3...3))]),
  ProgramFacts("httpd", ["httpd", "apache"], [.after("\0Apache/", .numbers(3...3))]),
  ProgramFacts("lighttpd", ["lighttpd"], [.after("\0lighttpd/")]),
  ProgramFacts(
    "haproxy",
    ["haproxy"],
    [
      .after(" version ", .numbers(2...3), near: ", released"),
      .after("HA-Proxy version "), .after("HAProxy version "),
    ]
  ),
  ProgramFacts(
    "envoy",
    ["envoy"],
    [
      .before("/Clean/RELEASE/BoringSSL"), .before("/Modified/RELEASE/BoringSSL"),
      .before("/Distribution/RELEASE/BoringSSL"),
    ]
  ),
  ProgramFacts("squid", ["squid"], [.after("\0squid/")]),
  ProgramFacts("varnish", ["varnishd", "varnishadm"], [.after("varnish-", next: " revision ")]),
  ProgramFacts("unbound", ["unbound"], [.after("\0unbound ")]),
  ProgramFacts("dnsmasq", ["dnsmasq"], [.after("\0dnsmasq-")]),
  ProgramFacts("bind", ["named", "dig"], [.after("\0libisc-", .numbers(3...3))]),
  ProgramFacts(
    "openssh",
    ["sshd", "ssh", "ssh-keygen"],
    [
      .after("\0OpenSSH_", .numbers(2...2, .patch), next: "\0SSH-"),
      .after("\0OpenSSH_", .numbers(2...2, .patch), next: " "),
      .after("\0OpenSSH_", .numbers(2...2, .patch)),
    ]
  ),
  ProgramFacts("proftpd", ["proftpd"], [.after("ProFTPD Version ", .numbers(3...3, .letters))]),
  ProgramFacts("dovecot", ["dovecot"], [.after("Dovecot v")]),
  ProgramFacts("exim", ["exim"], [.after("<<eximcnumber>>\0")]),
  ProgramFacts(
    "postfix",
    ["master", "postconf", "libpostfix-global"],
    [.after("mail_version=", .numbers(3...3)), .after("\0mail_version\0", .numbers(3...3))]
  ),
  ProgramFacts("openldap", ["slapd"], [.after("OpenLDAP: slapd ", .numbers(3...3))]),
  ProgramFacts("mosquitto", ["mosquitto"], [.before("mosquitto version ")]),
  ProgramFacts("stunnel", ["stunnel"], [.after("\0stunnel ")]),
  ProgramFacts("tor", ["tor"], [.after("\0tor ")]),
  ProgramFacts("openvpn", ["openvpn"], [.after("\0OpenVPN ")]),
  ProgramFacts("fluent-bit", ["fluent-bit"], [.after("Fluent Bit v", .numbers(3...3))]),
]

private let databases = [
  ProgramFacts(
    "redis",
    ["redis-server", "redis-sentinel", "redis-check-rdb", "redis-check-aof", "redis-cli"],
    [.stamped("000000000"), .after("Redis version ")]
  ),
  ProgramFacts(
    "valkey",
    ["valkey-server", "valkey-sentinel", "valkey-check-rdb", "valkey-check-aof", "valkey-cli"],
    [.stamped("000000000")]
  ),
  ProgramFacts("memcached", ["memcached"], [.after("\0memcached ", .numbers(3...3))]),
  ProgramFacts(
    "postgresql",
    ["postgres", "psql", "pg_dump", "initdb", "pg_ctl"],
    [.after(" (PostgreSQL) ", .numbers(1...3)), .after("\0PostgreSQL ", .numbers(1...3))]
  ),
  ProgramFacts(
    "mariadb",
    ["mariadbd", "mariadb", "mysqld", "mysql", "mariadb-dump", "mariadb-admin"],
    [.before("-MariaDB", .numbers(3...3))]
  ),
  ProgramFacts(
    "percona-server",
    ["mysqld", "mysql"],
    [.after("/percona-server-", .numbers(3...3))]
  ),
  ProgramFacts(
    "percona-xtradb-cluster",
    ["mysqld", "mysql"],
    [.after("/Percona-XtraDB-Cluster-", .numbers(3...3))]
  ),
  ProgramFacts(
    "percona-xtrabackup",
    ["xtrabackup"],
    [.after("/percona-xtrabackup-", .numbers(3...3))]
  ),
  ProgramFacts(
    "mysql",
    ["mysqld", "mysql"],
    [
      .after("/mysql-", .numbers(3...3), next: "/"), .after("/mysqlcom-", .numbers(3...3)),
      .before("mysql_real_esc", .numbers(3...3)),
    ]
  ),
  ProgramFacts(
    "mongodb",
    ["mongod", "mongos"],
    [
      .before("tcmalloc", .numbers(3...3)), .before("heap_size", .numbers(3...3)),
      .before("cppdefines", .numbers(3...3)),
    ]
  ),
  ProgramFacts(
    "sqlite",
    ["sqlite", "libsqlite"],
    [.alone(from: [3, 5], below: [4], .numbers(3...4))]
  ),
  ProgramFacts("arangodb", ["arangod", "arangosh"], [.before(" [linux]", .numbers(3...3))]),
]

private let tools = [
  ProgramFacts("busybox", ["busybox"], [.after("BusyBox v", .numbers(3...3))]),
  ProgramFacts(
    "curl",
    ["curl"],
    [.after("\0curl/", .numbers(3...3)), .after("\0curl ", .numbers(3...3))]
  ),
  ProgramFacts("wget", ["wget"], [.alone(from: [1, 10], below: [2])]),
  ProgramFacts("wget2", ["wget2"], [.after("GNU Wget2 ")]),
  ProgramFacts(
    "git",
    ["git"],
    [.after("git/", .numbers(3...4), next: "\0GIT_USER_AGENT"), .after("\0git/", .numbers(3...4))]
  ),
  ProgramFacts("tar", ["tar"], [.after("tar (GNU tar) "), .alone(from: [1, 10], below: [2])]),
  ProgramFacts("gzip", ["gzip"], [.alone(from: [1], below: [2])]),
  ProgramFacts("sed", ["sed"], [.alone(from: [4, 1], below: [5])]),
  ProgramFacts("gawk", ["gawk"], [.after("GNU Awk ")]),
  ProgramFacts("jq", ["jq"], [.after("\0jq-"), .alone(from: [1, 4], below: [2])]),
  ProgramFacts("xz", ["xz"], [.after("xz (XZ Utils) ", .numbers(3...3))]),
  ProgramFacts("zstd", ["zstd"], [.after("\0v", .numbers(3...3), next: "\0")]),
  ProgramFacts("rsync", ["rsync"], [.alone(from: [2, 5], below: [5], .numbers(3...3))]),
  ProgramFacts("sudo", ["sudo"], [.after("Sudo version %s\n\0", .numbers(3...3, .patch))]),
  ProgramFacts("nmap", ["nmap"], [.after("https://nmap.org\0")]),
  ProgramFacts(
    "util-linux",
    ["getopt", "lsblk", "mount", "login", "su"],
    [.after("\0util-linux ")]
  ),
  ProgramFacts(
    "ffmpeg",
    ["ffmpeg", "ffprobe", "libavcodec"],
    [.after("FFmpeg version "), .after("%s version ")]
  ),
  ProgramFacts(
    "qemu",
    ["qemu-system-x86_64", "qemu-system-aarch64"],
    [.after("QEMU emulator version ")]
  ),
  ProgramFacts(
    "chrome",
    ["chrome", "chromium"],
    [
      .before("chrome\0", .numbers(4...4)), .before("Default\0", .numbers(4...4)),
    ]
  ),
]

private let libraries = [
  ProgramFacts(
    "openssl",
    ["openssl", "libssl", "libcrypto"],
    [
      .after("OpenSSL ", .numbers(3...3, .letters), next: " "),
      .after("OpenSSL ", .numbers(3...3, .letters), next: "-fips"),
    ]
  ),
  ProgramFacts(
    "libressl",
    ["openssl", "libssl", "libcrypto"],
    [.after("LibreSSL ", .numbers(3...3))]
  ),
  ProgramFacts("libcurl", ["libcurl"], [.after("\0libcurl/", .numbers(3...3))]),
  ProgramFacts("zlib", ["libz"], [.after(" deflate ", next: " Copyright")]),
  ProgramFacts("expat", ["libexpat"], [.after("\0expat_", .numbers(3...3))]),
]

private let goPrograms = [
  ProgramFacts(go: "caddy", modules: ["github.com/caddyserver/caddy"]),
  ProgramFacts(
    go: "consul",
    modules: ["github.com/hashicorp/consul"],
    [.after("CONSUL_VERSION: ")]
  ),
  ProgramFacts(
    go: "containerd",
    ["containerd", "containerd-shim-runc-v", "ctr"],
    modules: ["github.com/containerd/containerd"]
  ),
  ProgramFacts(go: "coredns", modules: ["github.com/coredns/coredns"]),
  ProgramFacts(go: "docker", modules: ["github.com/docker/cli"]),
  ProgramFacts(go: "dockerd", modules: ["github.com/docker/docker", "github.com/moby/moby"]),
  ProgramFacts(
    go: "etcd",
    ["etcd", "etcdctl", "etcdutl"],
    modules: ["go.etcd.io/etcd", "github.com/etcd-io/etcd"]
  ),
  ProgramFacts(
    go: "grafana",
    ["grafana", "grafana-server"],
    modules: ["github.com/grafana/grafana"]
  ),
  ProgramFacts(go: "helm", modules: ["helm.sh/helm", "k8s.io/helm"]),
  ProgramFacts(go: "influxdb", ["influxd"], modules: ["github.com/influxdata/influxdb"]),
  ProgramFacts(
    go: "kubernetes",
    [
      "kubelet", "kubectl", "kubeadm", "kube-apiserver", "kube-controller-manager", "kube-proxy",
      "kube-scheduler",
    ],
    modules: ["k8s.io/kubernetes"]
  ),
  ProgramFacts(go: "minio", modules: ["github.com/minio/minio"]),
  ProgramFacts(go: "nats-server", modules: ["github.com/nats-io/nats-server"]),
  ProgramFacts(go: "prometheus", modules: ["github.com/prometheus/prometheus"]),
  ProgramFacts(go: "runc", modules: ["github.com/opencontainers/runc"]),
  ProgramFacts(
    go: "traefik",
    modules: ["github.com/traefik/traefik", "github.com/containous/traefik"]
  ),
  ProgramFacts(go: "vault", modules: ["github.com/hashicorp/vault"]),
]

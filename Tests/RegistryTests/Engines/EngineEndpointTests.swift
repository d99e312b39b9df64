import Testing

@testable import Registry

@Suite struct `engine endpoint` {
  private static let keys = EngineTLSFiles(directory: "/keys")

  @Test(arguments: [
    ("/run/docker.sock", EngineEndpoint.unix(path: "/run/docker.sock")),
    ("unix:///run/docker.sock", .unix(path: "/run/docker.sock")),
    ("tcp://127.0.0.1:2375", .tcp(host: "127.0.0.1", port: 2375, tls: nil)),
    ("tcp://127.0.0.1", .tcp(host: "127.0.0.1", port: 2375, tls: nil)),
    ("tcp://build-1.example:99/", .tcp(host: "build-1.example", port: 99, tls: nil)),
    ("tcp://[::1]:4444", .tcp(host: "::1", port: 4444, tls: nil)),
    ("http://127.0.0.1:80", .tcp(host: "127.0.0.1", port: 80, tls: nil)),
    ("https://e", .tcp(host: "e", port: 2376, tls: EngineTLSFiles(directory: nil))),
  ])
  func `is read`(text: String, as endpoint: EngineEndpoint) throws {
    #expect(try EngineEndpoint(text, from: "DOCKER_HOST", tls: nil) == endpoint)
  }

  @Test func `has another port with keys`() throws {
    let endpoint = try EngineEndpoint("tcp://engine", from: "DOCKER_HOST", tls: Self.keys)
    #expect(endpoint == .tcp(host: "engine", port: 2376, tls: Self.keys))
    #expect(endpoint.description == "https://engine:2376")
  }

  @Test(arguments: [
    "", "docker.sock", "unix://", "unix://relative", "tcp://", "tcp://:2375", "tcp://h:0",
    "tcp://h:65536", "tcp://h:+1", "tcp://h:", "tcp://a b", "tcp://h/path", "tcp://u@h",
    "tcp://[::1", "tcp://[::1]x", "tcp://::1", "unix:///a\0b",
  ])
  func `is refused`(text: String) {
    #expect(throws: EngineAddressError.self) {
      try EngineEndpoint(text, from: "DOCKER_HOST", tls: nil)
    }
  }

  @Test func `of a kind we have not says what to do`() throws {
    let error = try #require(throws: EngineAddressError.self) {
      try EngineEndpoint("ssh://me@host", from: "DOCKER_HOST", tls: nil)
    }
    #expect(error == .unsupported(variable: "DOCKER_HOST", scheme: "ssh"))
    #expect("\(error)".contains("plimsoll sbom archive:-"))
  }

  @Test func `has a path that the kernel takes`() {
    let path = "/" + String(repeating: "x", count: 107)
    #expect(throws: EngineAddressError.pathTooLong(variable: "V", path)) {
      try EngineEndpoint("unix://" + path, from: "V", tls: nil)
    }
  }
}

@Suite struct `engine locations` {
  private func endpoints(
    _ engine: EngineKind,
    _ environment: [String: String],
    isRoot: Bool = true
  ) throws -> [String] {
    try EngineLocations(environment: environment, isRoot: isRoot).endpoints(of: engine)
      .map(\.description)
  }

  @Test func `are the usual ones where nothing is said`() throws {
    #expect(try endpoints(.docker, [:]) == ["/var/run/docker.sock"])
    #expect(try endpoints(.podman, [:]) == ["/run/podman/podman.sock"])
    #expect(try endpoints(.containerd, [:]).first == "/run/containerd/containerd.sock")
  }

  @Test func `include a user's own`() throws {
    let environment = ["XDG_RUNTIME_DIR": "/run/user/7", "HOME": "/home/me"]
    #expect(
      try endpoints(.docker, environment) == [
        "/var/run/docker.sock", "/run/user/7/docker.sock", "/home/me/.docker/run/docker.sock",
        "/home/me/.docker/desktop/docker.sock",
      ]
    )
    #expect(
      try endpoints(.podman, environment, isRoot: false) == [
        "/run/user/7/podman/podman.sock", "/run/podman/podman.sock",
      ]
    )
    #expect(try endpoints(.podman, environment).first == "/run/podman/podman.sock")
  }

  @Test func `are the one that a variable names`() throws {
    #expect(try endpoints(.docker, ["DOCKER_HOST": "unix:///a", "HOME": "/h"]) == ["/a"])
    #expect(try endpoints(.podman, ["CONTAINER_HOST": "unix:///b"]) == ["/b"])
    #expect(try endpoints(.containerd, ["CONTAINERD_ADDRESS": "/c"]) == ["/c"])
    #expect(try endpoints(.docker, ["DOCKER_HOST": ""]) == ["/var/run/docker.sock"])
  }

  @Test(arguments: [
    (["DOCKER_TLS_VERIFY": "1", "HOME": "/h"], "/h/.docker"),
    (["DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/c"], "/c"),
    (["DOCKER_CERT_PATH": "/c"], nil),
  ])
  func `have keys when asked to verify`(environment: [String: String], folder: String?) throws {
    let all = environment.merging(["DOCKER_HOST": "tcp://h:1"]) { $1 }
    let locations = EngineLocations(environment: all, isRoot: true)
    let keys = folder.map { EngineTLSFiles(directory: $0) }
    #expect(try locations.endpoints(of: .docker) == [.tcp(host: "h", port: 1, tls: keys)])
  }

  @Test func `have namespaces`() {
    let chosen = EngineLocations(environment: ["CONTAINERD_NAMESPACE": "n"], isRoot: true)
    #expect(chosen.containerdNamespaces == ["n"])
    let open = EngineLocations(environment: [:], isRoot: true)
    #expect(open.containerdNamespaces == ["default", "k8s.io", "moby"])
  }
}

@Suite struct `engine image name` {
  @Test(arguments: [
    ("nginx", "nginx:latest"),
    ("docker.io/library/nginx:1", "nginx:1"),
    ("abcd", "abcd:latest"),
    (String(repeating: "a", count: 64), String(repeating: "a", count: 64)),
    ("sha256:" + String(repeating: "a", count: 64), "sha256:" + String(repeating: "a", count: 64)),
    ("sha256:12ab", "sha256:12ab"),
  ])
  func `is shown`(text: String, as shown: String) throws {
    #expect(try EngineImageName(text).shown == shown)
  }

  @Test(arguments: ["", "a b", "../etc", "a?b", "UPPER", "sha256:xyz!", "a/../b", "a#b", "a%2fb"])
  func `is refused`(text: String) {
    #expect(throws: (any Error).self) { try EngineImageName(text) }
  }
}

/// Where the engines of a machine are to be looked for, as its environment says.
package struct EngineLocations: Sendable {
  private let environment: [String: String]
  private let isRoot: Bool

  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - isRoot: root's sockets are the machine's; other users may have their own.
  package init(environment: [String: String], isRoot: Bool) {
    self.environment = environment
    self.isRoot = isRoot
  }

  /// The places of an engine, the first to try first; one alone where a variable names it.
  package func endpoints(of engine: EngineKind) throws(EngineAddressError) -> [EngineEndpoint] {
    switch engine {
    case .docker: try docker()
    case .podman: try podman()
    case .containerd: try containerd()
    }
  }

  /// Whether the user says where Docker listens.
  package var isDockerChosen: Bool { variable("DOCKER_HOST") != nil }

  /// The containerd namespaces to look in, the first to try first.
  ///
  /// Without a choice of the user, Kubernetes' and Docker's come after the default one.
  package var containerdNamespaces: [String] {
    if let chosen = variable("CONTAINERD_NAMESPACE") { return [chosen] }
    return ["default", "k8s.io", "moby"]
  }

  private func docker() throws(EngineAddressError) -> [EngineEndpoint] {
    if let host = variable("DOCKER_HOST") {
      return [try EngineEndpoint(host, from: "DOCKER_HOST", tls: dockerTLS)]
    }
    var paths = ["/var/run/docker.sock"]
    if let runtime = variable("XDG_RUNTIME_DIR") { paths.append("\(runtime)/docker.sock") }
    if let home = variable("HOME") {
      paths += ["\(home)/.docker/run/docker.sock", "\(home)/.docker/desktop/docker.sock"]
    }
    return paths.map { .unix(path: $0) }
  }

  private func podman() throws(EngineAddressError) -> [EngineEndpoint] {
    if let host = variable("CONTAINER_HOST") {
      return [try EngineEndpoint(host, from: "CONTAINER_HOST", tls: nil)]
    }
    var paths = ["/run/podman/podman.sock"]
    if let runtime = variable("XDG_RUNTIME_DIR") {
      paths.insert("\(runtime)/podman/podman.sock", at: isRoot ? 1 : 0)
    }
    return paths.map { .unix(path: $0) }
  }

  private func containerd() throws(EngineAddressError) -> [EngineEndpoint] {
    if let address = variable("CONTAINERD_ADDRESS") {
      return [try EngineEndpoint(address, from: "CONTAINERD_ADDRESS", tls: nil)]
    }
    return [
      .unix(path: "/run/containerd/containerd.sock"),
      .unix(path: "/run/k3s/containerd/containerd.sock"),
    ]
  }

  private var dockerTLS: EngineTLSFiles? {
    guard variable("DOCKER_TLS_VERIFY") != nil else { return nil }
    let home = variable("HOME") ?? "/root"
    return EngineTLSFiles(directory: variable("DOCKER_CERT_PATH") ?? "\(home)/.docker")
  }

  /// A variable; one that is set to nothing counts as not set.
  private func variable(_ name: String) -> String? {
    guard let value = environment[name], !value.isEmpty else { return nil }
    return value
  }
}

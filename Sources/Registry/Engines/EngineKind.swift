/// The programs that hold images on a machine.
package enum EngineKind: String, Sendable, CaseIterable, CustomStringConvertible {
  case docker
  case podman
  case containerd

  /// The name its makers write.
  package var description: String {
    switch self {
    case .docker: "Docker"
    case .podman: "Podman"
    case .containerd: "containerd"
    }
  }

  /// How its programs make a missing image come.
  func pullCommand(_ name: String) -> String {
    switch self {
    case .docker: "docker pull \(name)"
    case .podman: "podman pull \(name)"
    case .containerd: "ctr images pull \(name)"
    }
  }
}

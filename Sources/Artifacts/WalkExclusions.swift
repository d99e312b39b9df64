/// Directories that a walk does not enter, and whether that is worth saying.
package struct WalkExclusions: Sendable {
  /// What to do with a directory.
  package enum Decision: Hashable, Sendable {
    case walk
    case skip
    /// Not entered, and the user is told why.
    case skipWithGap(String)
  }

  private let paths: [String: Decision]
  private let names: Set<String>

  /// What the user leaves out besides: paths from the root of the walk.
  private let userPaths: Set<String>

  private init(paths: [String: Decision], names: Set<String>, userPaths: [String]) {
    self.paths = paths
    self.names = names
    self.userPaths = Set(userPaths)
  }

  package func decision(about path: String, name: String) -> Decision {
    if userPaths.contains(path) { return .skipWithGap("left out by the user") }
    if names.contains(name) { return .skip }
    return paths[path] ?? .walk
  }

  /// A source tree: its history and its unpacked dependencies are not what it declares.
  package static func sourceTree(besides paths: [String] = []) -> WalkExclusions {
    WalkExclusions(
      paths: [:],
      names: [".git", ".hg", ".svn", ".bzr", "node_modules", ".build"],
      userPaths: paths
    )
  }

  /// An installed system, mounted somewhere.
  package static func rootFilesystem(besides paths: [String] = []) -> WalkExclusions {
    WalkExclusions(
      paths: ["proc": .skip, "sys": .skip, "dev": .skip],
      names: [],
      userPaths: paths
    )
  }

  /// This machine: what belongs to containers is theirs, and is said not to be looked at.
  package static func host(besides paths: [String] = []) -> WalkExclusions {
    let containers = "files of containers and images: scan those by their names"
    let storage = [
      "var/lib/docker", "var/lib/containerd", "var/lib/containers", "var/lib/kubelet",
      "var/lib/rancher", "var/lib/lxd", "var/snap", "run/containerd", "run/containers",
    ]
    var decisions: [String: Decision] = ["proc": .skip, "sys": .skip, "dev": .skip, "run": .skip]
    for path in storage { decisions[path] = .skipWithGap(containers) }
    return WalkExclusions(paths: decisions, names: [], userPaths: paths)
  }
}

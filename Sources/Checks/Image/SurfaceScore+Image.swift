package import Model

extension SurfaceScore {
  /// The score of an image; `nil` for what is none, or whose files nobody looked at.
  ///
  /// The points are in `docs/image-checks.md`; they are weights that we chose, not measurements.
  package init?(_ inventory: Inventory) {
    guard let settings = inventory.settings, let survey = inventory.survey else { return nil }
    let image = ImageSubject(inventory)
    var parts: [Part] = []
    if image.isRoot { parts.append(Part(name: "runs as root", points: 15)) }
    let started = settings.argv.joined(separator: " ")
    for kind in FoundTool.Kind.allCases {
      let tools = survey.tools.filter { tool in
        tool.kind == kind && !(kind == .interpreter && started.contains(tool.name))
      }
      if !tools.isEmpty { parts.append(Part(name: kind.plural, points: kind.points)) }
    }
    let setuid = survey.marked.count { $0.kind != .directory && $0.mode & 0o6000 != 0 }
    if setuid > 0 { parts.append(Part(name: "setuid programs", points: min(10, setuid))) }
    let packages = inventory.packages.count { $0.ecosystem.isDistribution }
    if packages > 0 {
      parts.append(Part(name: "\(packages) packages", points: min(20, 1 + packages / 25)))
    }
    self.init(parts: parts.sorted { ($1.points, $0.name) < ($0.points, $1.name) })
  }
}

extension FoundTool.Kind {
  fileprivate var points: Int {
    switch self {
    case .shell, .packageManager, .network: 10
    case .compiler, .remoteAccess: 15
    case .debugger, .interpreter, .engineClient, .privilege: 5
    }
  }

  fileprivate var plural: String {
    switch self {
    case .shell: "shells"
    case .packageManager: "package managers"
    case .compiler: "compilers"
    case .debugger: "debuggers"
    case .network: "tools of the network"
    case .interpreter: "interpreters"
    case .remoteAccess: "servers to log in by"
    case .engineClient: "clients of engines"
    case .privilege: "programs that change users"
    }
  }
}

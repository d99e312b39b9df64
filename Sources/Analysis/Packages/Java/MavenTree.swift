import Model

/// The Maven projects of one tree, joined: what a parent or an imported bill of materials in it
/// decides is filled in.
struct MavenTree {
  /// Parents above parents, at most; and imported bills of a project.
  private static let depthLimit = 32
  private static let billLimit = 256

  private let models: [String: MavenModel]
  private var paths: [MavenModel.Reference: String] = [:]
  private var bills: [String: MavenProject] = [:]
  private let limits: Limits
  /// How many more values may be looked at: a tree of many files that inherit from many large
  /// ones is more work than its size.
  private var work: Int

  /// - Parameter models: by the path of their file.
  init(_ models: [String: MavenModel], limits: Limits) {
    self.models = models
    self.limits = limits
    work = limits.values
    for (path, model) in models.sorted(by: { $0.key < $1.key }) {
      let project = MavenProject([model])
      for version in [project.version, model.version, model.parent?.version ?? ""] {
        let name = MavenModel.Reference(
          group: project.group,
          artifact: project.artifact,
          version: version
        )
        if paths[name] == nil { paths[name] = path }
      }
    }
  }

  /// What the project at `path` holds, where other files of the tree have a say in it; `nil` where
  /// it stands alone.
  mutating func facts(at path: String) -> FileFacts? {
    let chain = chain(from: path)
    let models = chain.compactMap { self.models[$0] }
    guard var project = project(of: models) else { return tooMuch(path) }
    let bills = bills(of: project, importedBy: path)
    guard chain.count > 1 || !bills.isEmpty else { return nil }
    // A lookup in each bill for each dependency.
    work -= bills.count * models.reduce(0) { $0 + $1.dependencies.count }
    guard work > 0 else { return tooMuch(path) }
    project.addDependencies(of: models, bills: bills)
    var facts = FileFacts()
    do {
      try facts.add(project, of: chain, within: limits)
    } catch {
      facts.gaps.append(error.gap(path: path, source: MavenProjectAnalyzer.name))
    }
    return facts
  }

  /// The project alone stays what its file says, and a gap says why.
  private func tooMuch(_ path: String) -> FileFacts? {
    guard var facts = alone(path) else { return nil }
    let detail = "its parents and bills of materials are more than \(limits.values) values"
    facts.gaps.append(
      CoverageGap(.limit, path: path, source: MavenProjectAnalyzer.name, detail: detail)
    )
    return facts
  }

  private func alone(_ path: String) -> FileFacts? {
    guard let model = models[path] else { return nil }
    var project = MavenProject([model])
    project.addDependencies(of: [model], bills: [])
    var facts = FileFacts()
    // What does not fit was told when the file was read.
    try? facts.add(project, of: [path], within: limits)
    return facts
  }

  private mutating func project(of models: [MavenModel]) -> MavenProject? {
    work -= models.reduce(0) { $0 + $1.cost }
    return work > 0 ? MavenProject(models) : nil
  }

  /// The files of a project and its parents, its own first.
  private func chain(from path: String) -> [String] {
    var chain = [path]
    while chain.count < Self.depthLimit, let parent = parent(of: chain[chain.count - 1]),
      !chain.contains(parent)
    {
      chain.append(parent)
    }
    return chain
  }

  /// The file of the parent: where the project says it lies, or wherever one of its name does
  /// (Maven, "POM Reference", "Inheritance").
  private func parent(of path: String) -> String? {
    guard let model = models[path], let parent = model.parent else { return nil }
    let directory = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    if !model.parentPath.isEmpty,
      let place = model.parentPath.normalizedPath(from: directory)
    {
      for candidate in [place, place + "/pom.xml"] where isNamed(parent, candidate) {
        return candidate
      }
    } else if model.parentPath.hasPrefix("..") {
      // A path that ends at the root names the file there.
      if isNamed(parent, "pom.xml") { return "pom.xml" }
    }
    return paths[parent]
  }

  private func isNamed(_ name: MavenModel.Reference, _ path: String) -> Bool {
    guard let model = models[path] else { return false }
    let project = MavenProject([model])
    guard project.group == name.group, project.artifact == name.artifact else { return false }
    // The version may be a property that only the parent defines.
    let versions = [project.version, model.version, model.parent?.version ?? ""]
    return versions.contains(name.version) || name.version.contains("${")
  }

  /// The bills of materials that a project imports and the tree holds, and those they import in
  /// turn, each once.
  private mutating func bills(
    of project: MavenProject,
    importedBy path: String
  ) -> [MavenProject] {
    var seen: Set<String> = [path]
    var found: [MavenProject] = []
    var waiting = Array(project.imports.reversed())
    while let name = waiting.popLast(), found.count < Self.billLimit {
      guard let place = paths[name], seen.insert(place).inserted, let bill = bill(at: place) else {
        continue
      }
      found.append(bill)
      waiting += bill.imports.reversed()
    }
    return found
  }

  private mutating func bill(at path: String) -> MavenProject? {
    if let known = bills[path] { return known }
    let bill = project(of: chain(from: path).compactMap { models[$0] })
    bills[path] = bill
    return bill
  }
}

package import Model

/// Makes one inventory of what the layers of an artifact hold: the visible packages, who owns
/// what, and every gap.
package struct InventoryJoin {
  private let overlay: Overlay
  private let layers: [LayerInventory]
  private let isImage: Bool
  private let limits: Limits
  private var visible: [(path: String, layer: Int, facts: FileFacts)] = []
  private var ownership = Ownership()
  private var inventory: Inventory

  /// - Parameters:
  ///   - subject: what the inventory is about.
  ///   - layers: base first; a directory or host is a single one.
  ///   - limits: what was read within, and what is read is joined within.
  package init(subject: Subject, layers: [LayerInventory], limits: Limits = .standard) {
    self.layers = layers
    self.limits = limits
    overlay = Overlay(layers)
    isImage = subject.kind == .image
    inventory = Inventory(subject: subject)
  }

  /// - Parameters:
  ///   - isSurveyed: whether files are also looked at by mode, name and place.
  ///   - hasSecrets: whether secrets were looked for.
  package mutating func run(isSurveyed: Bool = false, hasSecrets: Bool = false) -> Inventory {
    visible = overlay.visibleFacts()
    joinProjects()
    inventory.system = preferredSystem()
    var packages = usedPackages(among: declaredPackages())
    applyClaims(to: &packages)
    noteLinks()
    assignOwners(to: &packages)
    inventory.packages = packages.merged()
    // In a source tree no package owns anything: there it would say nothing.
    if inventory.subject.kind != .sourceTree { inventory.unowned = unownedExecutables() }
    inventory.gaps = gaps()
    countFiles()
    if isSurveyed { inventory.survey = fileSurvey() }
    if hasSecrets { inventory.secrets = secrets() }
    return inventory
  }

  /// Says what the start command of an image needs of its packages.
  ///
  /// Asked after `run`, of an image whose files were surveyed.
  package func reach(of settings: ImageSettings) -> PackageReach {
    var tree = ReachTree()
    var contents: [PackageOwner: PackageContents] = [:]
    overlay.forEachVisible { entry, _ in
      tree.add(entry)
      guard entry.kind != .directory else { return }
      let path = entry.pathText
      guard let owner = ownership.owner(of: path, key: entry.key) else { return }
      contents[owner, default: PackageContents()].add(entry, named: path)
    }
    let packages = inventory.packages.filter { $0.ecosystem.isDistribution }
    var dependencies: [PackageOwner: [PackageOwner]] = [:]
    for package in packages {
      dependencies[package.reference, default: []] += package.dependencies.map {
        PackageOwner(ecosystem: package.ecosystem, name: $0)
      }
    }
    var links: [String: ProgramLinks] = [:]
    for (path, _, facts) in visible { links[path] = facts.executable?.links }
    let search = ReachSearch(tree, settings, links: links, dependencies: dependencies) { path in
      ownership.owner(of: path)
    }
    return PackageReach(search, packages, contents)
  }

  private func secrets() -> [SecretTrace] {
    SecretJoin(overlay: overlay, layers: layers, ownership: ownership, isImage: isImage).traces()
  }

  private func fileSurvey() -> FileSurvey {
    var surveyor = FileSurveyor(ownership: ownership, isImage: isImage)
    overlay.forEachVisible { surveyor.add($0, layer: $1) }
    var survey = surveyor.finish()
    survey.buried = overlay.buriedFiles()
    survey.duplicates = DuplicateFiles.among(
      visible.compactMap { path, _, facts in
        surveyor.hardLinks.contains(path) ? nil : facts.executable.map { (path, $0) }
      },
      owned: { ownership.owner(of: $0) != nil }
    )
    for (_, _, facts) in visible {
      if let access = facts.access { survey.access.add(access) }
    }
    return survey
  }

  /// Fills in what projects inherit from others of the tree.
  private mutating func joinProjects() {
    var models: [String: MavenModel] = [:]
    for (path, _, facts) in visible { models[path] = facts.project }
    guard models.count > 1 else { return }
    var tree = MavenTree(models, limits: limits)
    for index in visible.indices where visible[index].facts.project != nil {
      guard let facts = tree.facts(at: visible[index].path) else { continue }
      visible[index].facts.packages = facts.packages
      visible[index].facts.gaps = facts.gaps
    }
  }

  private func preferredSystem() -> OperatingSystem? {
    visible.compactMap(\.facts.system)
      .min { SystemFile.preference(of: $0.path) < SystemFile.preference(of: $1.path) }
  }

  /// Every package that a visible file declares, with the layer that brought it.
  private func declaredPackages() -> [Package] {
    var packages: [Package] = []
    for (path, layer, facts) in visible {
      for var package in facts.packages {
        if isImage {
          let first = overlay.firstLayer(declaring: package, at: path, from: layer)
          for index in package.evidence.indices { package.evidence[index].layer = first }
        }
        if package.namespace.isEmpty, package.ecosystem.isDistribution {
          package.namespace = inventory.system?.packageNamespace ?? ""
        }
        packages.append(package)
      }
    }
    return packages
  }

  /// Leaves out what a file lists beyond the packages that a complete one beside it declares.
  private func usedPackages(among packages: [Package]) -> [Package] {
    var used: [String: Set<PackageKey>] = [:]
    for (_, _, facts) in visible {
      for claim in facts.claims where claim.isComplete {
        guard case .declared(let file) = claim.holder else { continue }
        used[file, default: []].formUnion(facts.packages.map(PackageKey.init))
      }
    }
    guard !used.isEmpty else { return packages }
    return packages.filter { package in
      guard let keys = used[package.evidence.first?.path ?? ""] else { return true }
      return keys.contains(PackageKey(package))
    }
  }

  /// Gives files and licences to the packages that other files claim them for.
  private mutating func applyClaims(to packages: inout [Package]) {
    var byName: [PackageOwner: [Int]] = [:]
    var byFile: [String: [Int]] = [:]
    for (index, package) in packages.enumerated() {
      byName[package.reference, default: []].append(index)
      if !package.architecture.isEmpty {
        var exact = package.reference
        exact.name += ":" + package.architecture
        byName[exact, default: []].append(index)
      }
      for evidence in package.evidence { byFile[evidence.path, default: []].append(index) }
    }
    ownership.reserve(
      files: visible.reduce(0) { $1.facts.claims.reduce($0) { $0 + $1.files.count } }
    )
    for (_, _, facts) in visible {
      for claim in facts.claims {
        let holders =
          switch claim.holder {
          case .named(let owner): byName[owner] ?? []
          case .declared(let file): byFile[file] ?? []
          }
        // A removed package may leave its lists behind: then nobody holds the claim.
        guard let first = holders.first else { continue }
        ownership.add(
          packages[first].reference,
          files: claim.files,
          directories: claim.directories
        )
        for holder in holders where packages[holder].licenses.isEmpty {
          packages[holder].licenses = claim.licenses
        }
      }
    }
  }

  private mutating func noteLinks() {
    // Only an image with packages has a use for them.
    // Moved out and back: a copy that changes would be one of every file.
    var ownership = Ownership()
    swap(&ownership, &self.ownership)
    overlay.forEachVisible { entry, _ in
      guard entry.kind == .symbolicLink else { return }
      ownership.add(link: entry.pathText, to: entry.linkTarget)
    }
    swap(&ownership, &self.ownership)
  }

  /// Marks what a distribution's package brought, and drops what merely repeats it.
  private func assignOwners(to packages: inout [Package]) {
    packages = packages.compactMap { package in
      guard !package.ecosystem.isDistribution, let path = package.evidence.first?.path,
        let owner = ownership.owner(of: path), owner.ecosystem.isDistribution
      else { return package }
      // The version text of a program says nothing that its package does not say better.
      if package.evidence.allSatisfy({ $0.method == .versionString }) { return nil }
      var owned = package
      owned.owner = owner
      return owned
    }
  }

  private func unownedExecutables() -> [UnownedFile] {
    visible.compactMap { path, layer, facts in
      guard let executable = facts.executable, ownership.owner(of: path) == nil else { return nil }
      return UnownedFile(
        path: path,
        kind: executable.kind,
        size: executable.size,
        sha256: executable.sha256,
        layer: isImage ? layer : nil
      )
    }
  }

  private func gaps() -> [CoverageGap] {
    var gaps: Set<CoverageGap> = []
    for (_, layer, facts) in visible {
      for var gap in facts.gaps {
        gap.layer = isImage ? layer : nil
        gaps.insert(gap)
      }
    }
    for (index, layer) in layers.enumerated() {
      for var gap in layer.gaps {
        gap.layer = isImage ? index : nil
        gaps.insert(gap)
      }
    }
    return gaps.sorted()
  }

  private mutating func countFiles() {
    var (files, owned) = (0, 0)
    let ownership = ownership
    // The files of a directory follow one another: what is above them is asked once.
    var directory: [UInt8] = []
    var above = ownership.claims(above: "")
    overlay.forEachVisible { entry, _ in
      guard entry.kind == .file || entry.kind == .hardLink else { return }
      files += 1
      if ownership.owns(entry.key) {
        owned += 1
        return
      }
      let end = entry.path.lastIndex(of: UInt8(ascii: "/")) ?? 0
      if directory.count != end || !entry.path.starts(with: directory) {
        directory = Array(entry.path[..<end])
        above = ownership.claims(above: String(decoding: directory, as: UTF8.self))
      }
      if ownership.owns(entry.path, below: above) { owned += 1 }
    }
    inventory.fileCount = files
    inventory.ownedFileCount = owned
  }
}

extension Package {
  /// How files and other packages name this one as their owner.
  var reference: PackageOwner { PackageOwner(ecosystem: ecosystem, name: name) }
}

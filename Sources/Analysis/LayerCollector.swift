import Formats
package import Model

/// Takes the files of one layer one after another and gathers what analyzers say of them.
///
/// The walk asks `interest(in:)` first and shows only what somebody wants; it does no I/O.
package struct LayerCollector {
  private let index: FileIndex
  private let limits: Limits
  private var inventory = LayerInventory()
  private var hardLinks: [FileEntry] = []

  package init(index: FileIndex, limits: Limits) {
    self.index = index
    self.limits = limits
  }

  /// What the walk should do with a regular file.
  package struct Interest: Sendable {
    /// Analyzers that want the file by its name.
    fileprivate var analyzers: [Int]
    /// Whether its first bytes make it an executable.
    fileprivate var executable: ExecutableFormat?
    /// Whether secrets are looked for in it.
    fileprivate var secrets = false

    /// Whether nobody wants to see the contents.
    package var isNone: Bool { analyzers.isEmpty && executable == nil && !secrets }

    /// What those who want the file say of it.
    func facts(of file: FileEntry, contents: Span<UInt8>, index: FileIndex) -> FileFacts {
      var facts = FileFacts()
      for number in analyzers {
        let analyzer = index.analyzers[number]
        do {
          try analyzer.analyze(file, contents: contents, into: &facts)
        } catch {
          facts.gaps.append(error.gap(path: file.path, source: type(of: analyzer).name))
        }
      }
      if let executable {
        facts.executable = ExecutableFacts(
          kind: executable.kind(of: file, contents: contents),
          size: file.size,
          sha256: SHA256.digest(of: contents),
          links: ProgramLinks(of: file, format: executable, contents: contents)
        )
      }
      if secrets, let scanner = index.secrets { scanner.scan(contents, of: file, into: &facts) }
      return facts
    }
  }

  /// Decides by name and first bytes who wants a regular file.
  ///
  /// - Parameter head: the first 8 bytes of the contents, or all of a shorter file.
  package func interest(in file: FileEntry, head: [UInt8]) -> Interest {
    let format = ExecutableFormat(head: head, of: file)
    var analyzers = index.wanting(file)
    if let format, format.isBinary {
      analyzers = Array(Set(analyzers + index.wantingExecutables)).sorted()
    }
    let hasSecrets = index.secrets != nil && file.kind == .file && file.size > 0
    return Interest(analyzers: analyzers, executable: format, secrets: hasSecrets)
  }

  /// Whether a file is worth opening to look at its first bytes: one that an analyzer wants by
  /// its name, or that may be executed or loaded by its mode or name.
  package func mayWant(_ file: FileEntry) -> Bool {
    index.secrets != nil || file.isExecutable || file.hasLibraryName
      || !index.wanting(file).isEmpty
  }

  /// Records an entry whose contents nobody wants, or that has none.
  package mutating func add(_ entry: FileEntry) {
    if noteWhiteout(entry) { return }
    inventory.entries.append(entry)
    if entry.kind == .hardLink { hardLinks.append(entry) }
    if entry.kind == .directory { noteDirectory(entry) }
  }

  /// Shows a directory to those who read its name.
  private mutating func noteDirectory(_ entry: FileEntry) {
    let wanting = index.wanting(directory: entry)
    guard !wanting.isEmpty else { return }
    let interest = Interest(analyzers: wanting, executable: nil)
    let nothing: [UInt8] = []
    let facts = interest.facts(of: entry, contents: nothing.span, index: index)
    if !facts.isEmpty { inventory.facts[entry.path] = facts }
  }

  /// Records a file and shows its contents to those who want them, now or on another thread.
  ///
  /// - Parameter contents: handed to the queue, where there is one.
  package mutating func add(
    _ file: FileEntry,
    interest: Interest,
    contents: inout [UInt8],
    queue: (any AnalysisQueue)?
  ) {
    inventory.entries.append(file)
    guard let queue else {
      let facts = interest.facts(of: file, contents: contents.span, index: index)
      if !facts.isEmpty { inventory.facts[file.path] = facts }
      return
    }
    queue.submit(AnalysisJob(file, contents: contents, interest: interest, index: index))
    contents = []
  }

  /// Records a file that is larger than analyzers may be shown: only its hash is taken.
  package mutating func addOversized(
    _ file: FileEntry,
    interest: Interest,
    sha256: Digest
  ) {
    inventory.entries.append(file)
    var facts = FileFacts()
    if let format = interest.executable {
      facts.executable = ExecutableFacts(
        kind: format.kindWithoutContents(of: file),
        size: file.size,
        sha256: sha256
      )
    }
    for number in interest.analyzers {
      facts.gaps.append(
        CoverageGap(
          .limit,
          path: file.path,
          source: type(of: index.analyzers[number]).name,
          detail: "the file has \(file.size) bytes; \(limits.fileSize) are read"
        )
      )
    }
    if interest.secrets {
      facts.gaps.append(SecretScanner.oversized(file, limit: limits.fileSize))
    }
    inventory.facts[file.path] = facts
  }

  /// Records that a file somebody wants could not be read.
  package mutating func addUnreadable(_ file: FileEntry, detail: String) {
    inventory.entries.append(file)
    noteGap(CoverageGap(.unreadable, path: file.path, source: "walk", detail: detail))
  }

  /// Records a gap of the walk itself; the first thousand are kept, and the rest counted.
  package mutating func noteGap(_ gap: CoverageGap) {
    if inventory.gaps.count < 1000 { inventory.gaps.append(gap) }
    if inventory.gaps.count == 1000 {
      inventory.gaps.append(
        CoverageGap(
          .limit,
          path: "",
          source: "walk",
          detail: "more than 1000 gaps; the rest are not listed"
        )
      )
    }
  }

  /// Everything gathered; hard links get what their targets have.
  package mutating func finish(_ queue: (any AnalysisQueue)?) -> LayerInventory {
    for (path, facts) in queue?.finish() ?? [] { inventory.facts[path] = facts }
    for link in hardLinks { resolve(link) }
    return inventory
  }

  /// Whiteouts (OCI image-spec, layer.md, "Whiteouts") are deletions, not files.
  private mutating func noteWhiteout(_ entry: FileEntry) -> Bool {
    guard entry.name.utf8.starts(with: ".wh.".utf8) else { return false }
    let directory = String(entry.directory)
    if entry.name == ".wh..wh..opq" {
      inventory.opaqueDirectories.append(directory)
    } else if !entry.name.hasPrefix(".wh..wh.") {
      let name = entry.name.dropFirst(4)
      inventory.whiteouts.append(directory.isEmpty ? String(name) : "\(directory)/\(name)")
    }
    return true
  }

  /// A hard link is the same file by another name, which may be the name that is asked for.
  private mutating func resolve(_ link: FileEntry) {
    let target = FileEntry(path: link.linkTarget)
    let known = inventory.facts[target.path]
    let wanted = Set(index.wanting(link))
    if let known, wanted.isSubset(of: index.wanting(target)) {
      inventory.facts[link.path] = known.moved(to: link.path, keeping: wanted, of: index)
    } else if !wanted.isEmpty, known == nil || !wanted.isSubset(of: index.wanting(target)) {
      noteGap(
        CoverageGap(
          .unsupported,
          path: link.path,
          source: "walk",
          detail: "a hard link to \(target.path), which was read as another kind of file"
        )
      )
    }
  }
}

extension FileFacts {
  /// The same facts for another name of the file, without those of analyzers it is not shown to.
  fileprivate func moved(to path: String, keeping wanted: Set<Int>, of index: FileIndex) -> Self {
    var moved = self
    let names = Set(
      (Array(wanted) + index.wantingExecutables).map { type(of: index.analyzers[$0]).name }
    )
    moved.packages = packages.compactMap { package in
      var package = package
      for at in package.evidence.indices { package.evidence[at].path = path }
      return package.evidence.allSatisfy { names.contains($0.analyzer) } ? package : nil
    }
    moved.gaps = gaps.map { gap in
      var gap = gap
      gap.path = path
      return gap
    }
    for at in moved.secrets.indices { moved.secrets[at].path = path }
    moved.claims = wanted.isEmpty ? [] : claims
    moved.system?.path = path
    if wanted.isEmpty { moved.system = nil }
    return moved
  }
}

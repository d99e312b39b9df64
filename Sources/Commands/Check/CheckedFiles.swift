import Artifacts
import Checks
import Formats
import Glibc
import Model

/// Reads what the user named, file by file, and keeps what checks say of it.
struct CheckedFiles {
  private let checker: DockerfileChecker
  private let compose: ComposeChecker
  private let pipelines: PipelineChecker
  private let workloads: WorkloadChecker
  private let secrets: SecretChecker
  private let limits: Limits
  private let settings: HadolintSettings?
  private let settingsName: String
  /// The files of the folder that is walked, by their paths as reports name them.
  private var tree: [String: [UInt8]] = [:]
  /// Manifests that wait for what all of them say together.
  private var manifests: [ManifestFile] = []
  private var fileCount = 0
  /// Files that were looked at for secrets alone.
  private var plainFileCount = 0
  private(set) var result = CheckedFile()
  /// Files that could not be read whole.
  private(set) var unreadable: [String] = []

  init(_ selection: CheckSelection) throws {
    var limits = Limits.standard
    // What people write by hand is small.
    limits.fileSize = 16 << 20
    self.limits = limits
    let name = HadolintSettings.names.first { unsafe access($0, F_OK) == 0 }
    settingsName = name ?? ""
    settings = try name.map { name in
      let bytes = try readWholeFile(name, limit: limits.fileSize)
      do throws(DataError) {
        return try HadolintSettings(bytes.span, name: name, limits: limits)
      } catch {
        throw Failure("\(name) is no YAML: \(error)")
      }
    }
    checker = DockerfileChecker(
      selection,
      options: settings?.options ?? CheckOptions(),
      limits: limits
    )
    compose = ComposeChecker(selection, limits: limits)
    pipelines = PipelineChecker(selection, limits: limits)
    workloads = WorkloadChecker(selection, limits: limits)
    secrets = SecretChecker(selection, ignoring: try Self.ignoredSecrets())
    result.warnings = settings?.warnings ?? []
  }

  /// Reads a file or walks a folder.
  mutating func add(_ path: String) throws {
    if path == "-" {
      let source = PipeSource(descriptor: STDIN_FILENO, name: "standard input")
      do throws(ByteSourceError) {
        let bytes = try source.contents(limit: limits.fileSize)
        // What is neither is judged as a Dockerfile, which says what is wrong with it.
        if !check(bytes, path: "-", isNamed: true) { add(checker.check(bytes.span, path: "-")) }
      } catch {
        throw Failure(error.text)
      }
      return
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Failure("\(path): \(systemMessage(errno))") }
    if status.st_mode & S_IFMT == S_IFDIR {
      try walk(path)
    } else {
      let bytes = try readWholeFile(path, limit: limits.fileSize)
      addNeighbours(of: path)
      defer { tree = [:] }
      searchForSecrets(bytes, path: Self.shown(path))
      if check(bytes, path: Self.shown(path), isNamed: true) { return }
      let detail = "no check reads such a file"
      note([CoverageGap(.unsupported, path: Self.shown(path), source: "check", detail: detail)])
    }
  }

  /// What lies beside a file that is named alone.
  private mutating func addNeighbours(of path: String) {
    let shown = Self.shown(path)
    let folder = path.cut(atLast: "/").map { "\($0.before)/" } ?? ""
    let shownFolder = shown.cut(atLast: "/").map { "\($0.before)/" } ?? ""
    // What is not there or cannot be read is not followed, and the checks say so.
    guard let bytes = try? readWholeFile("\(folder).env", limit: 1 << 20) else { return }
    tree["\(shownFolder).env"] = bytes
  }

  private mutating func walk(_ root: String) throws {
    let walk = SourceFileWalk(root: root, exclusions: .sourceTree(), limits: limits)
    let prefix = Self.shown(root)
    let before = fileCount
    var visits: [SourceFileWalk.Visit] = []
    do throws(ByteSourceError) {
      try walk.run(wants: { _ in true }) { visit in
        if let kept = searched(visit, prefix) { visits.append(kept) }
      }
    } catch {
      throw Failure(error.text)
    }
    tree = [:]
    for case .file(let path, let bytes) in visits {
      tree[prefix.isEmpty ? path : "\(prefix)/\(path)"] = bytes
    }
    defer { tree = [:] }
    for visit in visits {
      switch visit {
      case .file(let path, let bytes):
        _ = check(bytes, path: prefix.isEmpty ? path : "\(prefix)/\(path)", isNamed: false)
      case .gap(var gap):
        gap.path = prefix.isEmpty ? gap.path : "\(prefix)/\(gap.path)"
        note([gap])
      }
    }
    if fileCount == before, plainFileCount == 0 {
      let detail = "there is no file here that any check reads"
      result.gaps.append(CoverageGap(.missing, path: prefix, source: "walk", detail: detail))
    }
  }

  /// Looks for secrets in what was come upon; gives what other checks may want too.
  private mutating func searched(
    _ visit: SourceFileWalk.Visit,
    _ prefix: String
  ) -> SourceFileWalk.Visit? {
    switch visit {
    case .file(let path, let bytes):
      searchForSecrets(bytes, path: prefix.isEmpty ? path : "\(prefix)/\(path)")
      if Self.recognizes(path) { return visit }
      plainFileCount += 1
      return nil
    case .gap(var gap):
      // A file that no other check would read is told of, and is no reason to fail.
      guard !gap.path.isEmpty, !Self.recognizes(gap.path), gap.reason != .unsupported else {
        return visit
      }
      gap.path = prefix.isEmpty ? gap.path : "\(prefix)/\(gap.path)"
      gap.source = "secrets"
      result.gaps.append(gap)
      return nil
    }
  }

  private mutating func searchForSecrets(_ bytes: [UInt8], path: String) {
    guard let found = secrets.check(bytes.span, path: path) else { return }
    result.findings += found.findings
    result.dismissed += found.dismissed
    result.gaps += found.gaps
  }

  /// What `.gitleaksignore` lists, where there is one.
  private static func ignoredSecrets() throws -> [String] {
    guard unsafe access(".gitleaksignore", F_OK) == 0 else { return [] }
    let bytes = try readWholeFile(".gitleaksignore", limit: 1 << 20)
    return SecretChecker.ignored(in: String(decoding: bytes, as: UTF8.self))
  }

  private static func recognizes(_ path: String) -> Bool {
    DockerfileChecker.recognizes(path) || WorkloadChecker.recognizes(path)
      || PipelineChecker.platform(of: path) != nil || path.hasSuffix(".env")
  }

  /// Says whether the file is one that any check reads.
  private mutating func check(_ bytes: [UInt8], path: String, isNamed: Bool) -> Bool {
    if DockerfileChecker.recognizes(path) || isNamed && Self.looksLikeDockerfile(bytes) {
      add(checker.check(bytes.span, path: path))
      return true
    }
    if let file = pipelines.check(bytes.span, path: path) {
      add(file)
      return true
    }
    guard WorkloadChecker.recognizes(path) || isNamed else { return false }
    let tree = tree
    if let file = compose.check(bytes.span, path: path, neighbour: { tree[$0] }) {
      add(file)
      return true
    }
    guard let file = workloads.read(bytes.span, path: path) else { return false }
    fileCount += 1
    manifests.append(file)
    return true
  }

  private mutating func add(_ checked: CheckedFile) {
    fileCount += 1
    keep(checked)
  }

  /// Judges what is asked of all manifests together; call it once, at the end.
  mutating func finish() {
    for file in workloads.finish(manifests) { keep(file) }
    manifests = []
  }

  private mutating func keep(_ checked: CheckedFile) {
    var file = checked
    settings?.apply(to: &file, origin: settingsName)
    result.findings += file.findings
    result.dismissed += file.dismissed
    result.warnings += file.warnings
    note(file.gaps)
  }

  private mutating func note(_ gaps: [CoverageGap]) {
    result.gaps += gaps
    // A template is said not to be looked at, and is no reason to fail.
    if let gap = gaps.first(where: { $0.reason != .unsupported || $0.source == "check" }) {
      unreadable.append(gap.path)
    }
  }

  /// What was looked at, as reports want it.
  func inventory(named name: String) -> Inventory {
    var inventory = Inventory(subject: Subject(kind: .configuration, name: name))
    inventory.fileCount = fileCount
    inventory.gaps = result.gaps.sorted()
    return inventory
  }

  /// Whether the first instruction is one that Dockerfiles begin with.
  private static func looksLikeDockerfile(_ bytes: [UInt8]) -> Bool {
    guard let file = try? DockerfileReader.parse(bytes.span, limits: .standard) else {
      return false
    }
    return file.instructions.first.map { $0.keyword == .from || $0.keyword == .arg } ?? false
  }

  /// A path as reports name it: without a dot in front and without a slash at its ends.
  private static func shown(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}

import Artifacts
import Checks
import Formats
import Glibc
import Model

/// Reads what the user named, file by file, and keeps what checks say of it.
struct CheckedFiles {
  private let checker: DockerfileChecker
  private let limits: Limits
  private let settings: HadolintSettings?
  private let settingsName: String
  private var fileCount = 0
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
    result.warnings = settings?.warnings ?? []
  }

  /// Reads a file or walks a folder.
  mutating func add(_ path: String) throws {
    if path == "-" {
      let source = PipeSource(descriptor: STDIN_FILENO, name: "standard input")
      do throws(ByteSourceError) {
        check(try source.contents(limit: limits.fileSize), path: "-")
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
      guard DockerfileChecker.recognizes(path) || Self.looksLikeDockerfile(bytes) else {
        let detail = "no check reads such a file"
        note([CoverageGap(.unsupported, path: Self.shown(path), source: "check", detail: detail)])
        return
      }
      check(bytes, path: Self.shown(path))
    }
  }

  private mutating func walk(_ root: String) throws {
    let walk = SourceFileWalk(root: root, exclusions: .sourceTree(), limits: limits)
    let prefix = Self.shown(root)
    let before = fileCount
    var visits: [SourceFileWalk.Visit] = []
    do throws(ByteSourceError) {
      try walk.run(wants: DockerfileChecker.recognizes) { visits.append($0) }
    } catch {
      throw Failure(error.text)
    }
    for visit in visits {
      switch visit {
      case .file(let path, let bytes):
        check(bytes, path: prefix.isEmpty ? path : "\(prefix)/\(path)")
      case .gap(var gap):
        gap.path = prefix.isEmpty ? gap.path : "\(prefix)/\(gap.path)"
        note([gap])
      }
    }
    if fileCount == before {
      let detail = "there is no file here that any check reads"
      result.gaps.append(CoverageGap(.missing, path: prefix, source: "walk", detail: detail))
    }
  }

  private mutating func check(_ bytes: [UInt8], path: String) {
    fileCount += 1
    var file = checker.check(bytes.span, path: path)
    settings?.apply(to: &file, origin: settingsName)
    result.findings += file.findings
    result.dismissed += file.dismissed
    result.warnings += file.warnings
    note(file.gaps)
  }

  private mutating func note(_ gaps: [CoverageGap]) {
    result.gaps += gaps
    if let gap = gaps.first { unreadable.append(gap.path) }
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

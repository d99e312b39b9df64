import Analysis
import Artifacts
import Engine
import Formats
import Glibc
import Model
import OCI
import Registry

/// Turns what the user named into an inventory.
struct TargetOpener {
  let progress: TerminalProgress
  private let options: ScanOptions
  private let environment: ProcessEnvironment
  let limits: Limits
  private(set) var choice: PlatformChoice
  let bases = BaseFinder()
  /// Threads that one target may take.
  private let width: Int
  private let isSurveyed: Bool
  private let isReached: Bool
  private let secrets: SecretScanner?

  /// - Parameters:
  ///   - targets: how many there are in all.
  ///   - others: how many are looked at side by side, and share the processors.
  ///   - isSurveyed: whether files are also looked at by mode, name and place.
  ///   - isReached: whether it is also asked what the start command of an image can reach.
  ///   - hasSecrets: whether secrets are looked for.
  init(
    _ options: ScanOptions,
    _ environment: ProcessEnvironment,
    quiet: Bool,
    verbose: Bool,
    among targets: Int = 1,
    sideBySide others: Int = 1,
    isSurveyed: Bool = false,
    isReached: Bool = false,
    hasSecrets: Bool = false
  ) throws {
    self.options = options
    self.isSurveyed = isSurveyed
    self.isReached = isReached
    secrets = hasSecrets ? .standard : nil
    self.environment = environment
    limits = try options.limits()
    progress = TerminalProgress(isQuiet: quiet, isVerbose: verbose, targets: targets)
    width = max(1, processorCount() / others)
    let host = Platform(os: "linux", architecture: machineArchitecture())
    let wanted = options.platform ?? environment["PLIMSOLL_PLATFORM"]
    do {
      choice = PlatformChoice(
        wanted: try wanted.map { try Platform($0, completedFrom: host) },
        host: host
      )
    } catch let error as PlatformError {
      throw Failure("--platform: \(error)")
    }
  }

  /// The inventory of a target as written on the command line.
  func inventory(of text: String) async throws -> Inventory {
    var found = try await telling(text) { try await inventory(of: $0) }
    if let base = options.base { try await addBase(base, to: &found) }
    return found
  }

  /// The same for images of one platform, where the user did not choose one.
  func choosing(platform: String) throws -> TargetOpener {
    var other = self
    // A platform that cannot be read is left to what this machine takes.
    let wanted = platform.isEmpty ? nil : try? Platform(platform, completedFrom: choice.host)
    other.choice = PlatformChoice(wanted: choice.wanted ?? wanted, host: choice.host)
    return other
  }

  /// Does something with a target as written; what goes wrong is told in our words.
  func telling<Value>(
    _ text: String,
    _ body: (Target) async throws -> Value
  ) async throws -> Value {
    do {
      return try await body(try Target(text, look: lookAt))
    } catch let error as TargetError {
      throw Failure(error.description)
    } catch let error as ArtifactError {
      throw Failure(error.description)
    } catch let error as RegistryError {
      throw Failure(error.description)
    } catch let error as ByteSourceError {
      throw Failure(ArtifactError(text, error).description)
    }
  }

  func inventory(of target: Target) async throws -> Inventory {
    switch target {
    case .archive(let path): return try await archive(path)
    case .layout(let path, let reference):
      let store = LayoutStore(
        directory: path,
        reference: reference,
        choice: choice,
        limits: limits
      )
      return try await scanner(.installed).inventory(of: store)
    case .directory(let path):
      let exclusions = WalkExclusions.sourceTree(besides: options.exclude)
      return try await directory(path, .sourceTree, .source, exclusions)
    case .rootFilesystem(let path):
      let exclusions = WalkExclusions.rootFilesystem(besides: options.exclude)
      return try await directory(path, .rootFilesystem, .installed, exclusions)
    case .host:
      return try await directory("/", .host, .installed, .host(besides: options.exclude))
    case .sbom(let path): return try readDocument(path, limits: limits)
    case .registry(let name): return try await images().inventory(inRegistry: name)
    case .docker(let name): return try await images().engines.inventory(of: name, in: .docker)
    case .podman(let name): return try await images().engines.inventory(of: name, in: .podman)
    case .containerd(let name):
      return try await images().engines.inventory(of: name, in: .containerd)
    case .image(let name): return try await images().inventory(ofAny: name)
    }
  }

  func images() throws -> ImageOpener {
    try ImageOpener(
      options,
      environment,
      choice: choice,
      scanner: scanner(.installed),
      progress: progress
    )
  }

  private func scanner(_ view: AnalysisView) -> Scanner {
    Scanner(
      view: options.view?.analysisView ?? view,
      limits: limits,
      cache: cache(),
      width: width,
      start: .now,
      isSurveyed: isSurveyed,
      isReached: isReached,
      secrets: secrets,
      progress: progress
    )
  }

  private func cache() -> ScanCache? {
    if options.noCache || environment["PLIMSOLL_NO_CACHE"] != nil { return nil }
    return ScanCache(
      directory: (options.cacheDir ?? environment.cacheDirectory) + "/layers",
      bound: cacheBound
    )
  }

  private func archive(_ path: String) async throws -> Inventory {
    if path == "-" {
      return try await scanner(.installed).inventory(
        ofStream: PipeSource(descriptor: STDIN_FILENO, name: "standard input"),
        reference: nil,
        choice: choice,
        name: "standard input"
      )
    }
    let head = try PeekedSource(FileSource(path: path)).peek(6)
    guard Compression(magic: head) == .none else {
      return try await scanner(.installed).inventory(
        ofStream: FileSource(path: path),
        reference: nil,
        choice: choice,
        name: path
      )
    }
    let store = try ArchiveStore(path: path, reference: nil, choice: choice, limits: limits)
    return try await scanner(.installed).inventory(of: store)
  }

  private func directory(
    _ path: String,
    _ kind: Subject.Kind,
    _ view: AnalysisView,
    _ exclusions: WalkExclusions
  ) async throws -> Inventory {
    let name = kind == .host ? hostName() : path
    return try await scanner(view).inventory(
      ofDirectory: path,
      subject: Subject(kind: kind, name: name),
      exclusions: exclusions
    )
  }
}

extension ScanOptions.View {
  fileprivate var analysisView: AnalysisView {
    switch self {
    case .installed: .installed
    case .source: .source
    }
  }
}

/// How large the layer cache may grow: 2 GiB, some thousand layers.
let cacheBound: Int64 = 2 << 30

/// What a path of this machine is.
func lookAt(_ path: String) -> Target.PathKind {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { return .missing }
  if status.st_mode & S_IFMT == S_IFDIR {
    return .directory(
      names: Set(
        ["oci-layout", "etc", "usr", "bin"].filter { name in
          unsafe access("\(path)/\(name)", F_OK) == 0
        }
      )
    )
  }
  // A file that cannot be read is told of when it is opened.
  let head = try? PeekedSource(FileSource(path: path)).peek(512)
  return .file(head: head ?? [])
}

/// How many processors there are to work with.
func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// The name of this machine.
func hostName() -> String {
  var name = utsname()
  unsafe uname(&name)
  return text(of: name.nodename)
}

/// The architecture of this machine, as the kernel names it.
func machineArchitecture() -> String {
  var name = utsname()
  unsafe uname(&name)
  return text(of: name.machine)
}

/// The text in one of the fixed fields that `uname` fills.
private func text<Field>(of field: Field) -> String {
  // SAFETY: the bytes are those of a value of this function, read while it lives.
  unsafe withUnsafeBytes(of: field) { raw in
    unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
  }
}

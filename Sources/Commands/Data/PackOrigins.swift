import Advisories
import ArgumentParser
import Glibc
import Model
import OCI
import Packs
import Registry
import Trust
import Updates

/// Where ready packs are, or are to be put, as the user wrote it.
enum PackPlace {
  case server(HTTPAddress)
  case folder(String)
  case registry(ImageReference)

  init(_ text: String) throws {
    if text.hasPrefix("http://") || text.hasPrefix("https://") {
      guard let address = HTTPAddress(text) else {
        throw Failure("\(text): not an address that can be asked")
      }
      self = .server(address)
      return
    }
    if text.hasPrefix("dir:") {
      self = .folder(String(text.dropFirst(4)))
    } else if text.hasPrefix("/") || text.hasPrefix(".") || isDirectory(text) {
      self = .folder(text)
    } else {
      let name = text.hasPrefix("registry:") ? String(text.dropFirst(9)) : text
      do throws(ImageReferenceError) {
        self = .registry(try ImageReference(name))
      } catch {
        throw Failure(
          "\(text): neither a folder (./\(text)) nor the name of an artifact: \(error.description)"
        )
      }
    }
  }
}

/// Whether there is a folder at a path.
func isDirectory(_ path: String) -> Bool {
  var status = stat()
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether there is anything at a path.
func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

/// Which packs are wanted of those that can be had, and whom they may be from.
struct PackChoice: ParsableArguments {
  @Option(
    help: """
      Only these packs, such as debian-12,npm or 'alpine-*'; those that are here are kept up to \
      date as well.
      """
  )
  var only: [String] = []

  @Option(
    name: .customLong("for"),
    help: "Only the packs that this target needs; may be given more than once."
  )
  var targets: [String] = []

  @Option(help: "A public key that packs may be signed with, trusted from now on.")
  var key: String?

  @Flag(help: "Take packs of an earlier day than those that are here.")
  var allowOlder = false

  var isAll: Bool { only.isEmpty && targets.isEmpty }

  /// The names that were asked for, one by one.
  var names: [String] {
    only.flatMap { $0.split(separator: ",").map(String.init) }.filter { !$0.isEmpty }
  }

  /// The spaces that the targets need.
  func spaces(_ scan: ScanOptions, quiet: Bool, verbose: Bool) async throws -> Set<String> {
    guard !targets.isEmpty else { return [] }
    let opener = try TargetOpener(scan, ProcessEnvironment(), quiet: quiet, verbose: verbose)
    var spaces: Set<AdvisorySpace> = []
    for target in targets {
      spaces.formUnion(Matcher.spaces(of: try await opener.inventory(of: target)))
    }
    opener.progress.finish()
    return Set(spaces.map(\.rawValue))
  }
}

/// Fetches ready packs from wherever they are.
struct PackFetcher {
  let choice: PackChoice
  let scan: ScanOptions
  let location: DataLocation
  let quiet: Bool
  let verbose: Bool

  func run(from place: PackPlace) async throws {
    let progress = TerminalProgress(isQuiet: quiet, isVerbose: verbose)
    let summary = try await asTold {
      defer { progress.finish() }
      let given = try choice.key.map { try location.keys.publicKey(at: $0) }
      let pull = PackPull(
        into: location.folder,
        trusting: try location.keys.trusted().map(\.key) + [given].compactMap(\.self),
        try await request(),
        progress: progress.updates
      )
      let summary = try await run(pull, from: place, progress)
      if let given { try location.keys.trust(given, as: "pull-\(given.id.prefix(12))") }
      return summary
    }
    if !quiet { try tell(summary) }
  }

  private func request() async throws -> PackPull.Request {
    var request = PackPull.Request()
    request.takesOlder = choice.allowOlder
    if !choice.isAll {
      let spaces = try await choice.spaces(scan, quiet: quiet, verbose: verbose)
      request.selection = .matching(choice.names, spaces: spaces)
    }
    return request
  }

  private func run(
    _ pull: PackPull,
    from place: PackPlace,
    _ progress: TerminalProgress
  ) async throws -> PackPull.Summary {
    if case .folder(let path) = place {
      return try await pull.run(from: FolderOrigin(path: path))
    }
    let environment = ProcessEnvironment()
    let settings = try scan.network.settings(environment)
    return try await HTTPTransport.with(settings, retry: RetryPolicy(by: progress)) { transport in
      switch place {
      case .folder(let path):
        return try await pull.run(from: FolderOrigin(path: path))
      case .server(let address):
        let origin = StaticOrigin(
          address,
          transport: transport,
          folder: location.folder,
          progress: progress.updates
        )
        return try await pull.run(from: origin)
      case .registry(let reference):
        let client = registryClient(reference, .pull, transport, environment)
        let origin = RegistryOrigin(
          reference,
          client: client,
          limits: .standard,
          progress: progress.updates
        )
        return try await pull.run(from: origin)
      }
    }
  }

  private func tell(_ summary: PackPull.Summary) throws {
    let packs = summary.manifest.packs.count
    var lines: [String] = []
    if summary.fetched.isEmpty {
      lines.append("nothing new: \(packs) packs are as they were")
    } else {
      lines.append(
        "\(summary.fetched.count) packs fetched, \(summary.bytes.inMebibytes); "
          + "\(packs - summary.fetched.count) were here already"
      )
    }
    if !summary.manifest.absent.isEmpty {
      lines.append("\(summary.manifest.absent.count) packs can be had that are not here")
    }
    if !summary.dropped.isEmpty {
      lines.append("no longer here: \(summary.dropped.joined(separator: ", "))")
    }
    try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}

/// Speaks with the repository that a name is of.
func registryClient(
  _ reference: ImageReference,
  _ access: RegistryAccess,
  _ transport: HTTPTransport,
  _ environment: ProcessEnvironment
) -> RegistryClient {
  RegistryClient(
    reference,
    access: access,
    transport: transport,
    credentials: CredentialStore(
      environment: environment.all,
      userID: getuid(),
      limits: .standard
    ),
    limits: .standard
  )
}

/// Turns errors about packs and servers into what the user is told.
func asTold<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let error as PackError {
    throw Failure(error.description)
  } catch let error as UpdateError {
    throw Failure(error.description)
  } catch let error as RegistryError {
    throw Failure(error.description)
  }
}

extension TerminalProgress {
  var updates: UpdateProgress {
    UpdateProgress(tell: { self.show($0) }, note: { self.note($0) })
  }
}

import Artifacts
import Engine
import Glibc
import Model
import OCI
import Registry

/// Finds an image by its name: in the engines of this machine, and in its registry.
struct ImageOpener {
  let settings: NetworkSettings
  let credentials: CredentialStore
  let choice: PlatformChoice
  let limits: Limits
  let scanner: Scanner
  let engines: EngineOpener
  let retry: RetryPolicy

  /// An image that was named without saying where it is.
  func inventory(ofAny name: String) async throws -> Inventory {
    // Refused now, so that a slip of the pen does not come back as something no registry has.
    _ = try reference(name)
    let (found, notes) = try await engines.inventory(ofHeld: name)
    if let found { return found }
    do {
      return try await inventory(inRegistry: name)
    } catch let error as RegistryError where !notes.isEmpty {
      throw Failure(([error.description] + notes).joined(separator: "\n  "))
    }
  }

  func inventory(inRegistry name: String) async throws -> Inventory {
    let reference = try reference(name)
    return try await HTTPTransport.with(settings, retry: retry) { transport in
      let store = RegistryStore(
        reference,
        choice: choice,
        limits: limits,
        transport: transport,
        credentials: credentials
      )
      return try await scanner.inventory(of: store)
    }
  }

  private func reference(_ name: String) throws -> ImageReference {
    do throws(ImageReferenceError) {
      return try ImageReference(name)
    } catch {
      throw Failure(error.description)
    }
  }
}

extension ImageOpener {
  /// Takes what the options and the environment say of the network.
  init(
    _ options: ScanOptions,
    _ environment: ProcessEnvironment,
    choice: PlatformChoice,
    scanner: Scanner,
    progress: TerminalProgress
  ) throws {
    self.choice = choice
    self.scanner = scanner
    limits = try options.limits()
    engines = EngineOpener(
      locations: EngineLocations(environment: environment.all, isRoot: getuid() == 0),
      choice: choice,
      limits: limits,
      scanner: scanner,
      progress: progress
    )
    credentials = CredentialStore(environment: environment.all, userID: getuid(), limits: limits)
    var settings = NetworkSettings(userAgent: "plimsoll/\(programVersion)")
    settings.additionalAuthorities = options.caFile
    settings.authorities = environment["SSL_CERT_FILE"]
    settings.plainHTTPHosts = try options.plainHTTPHosts()
    settings.proxies = try ProxySettings(environment: environment.all)
    self.settings = settings
    retry = RetryPolicy(by: progress)
  }
}

extension RetryPolicy {
  /// By the clock of this machine.
  fileprivate init(by progress: TerminalProgress) {
    self.init(
      now: { .now },
      pause: { try await Task.sleep(for: $0) },
      jitter: { .random(in: 0..<1) }
    )
    note = progress.note
  }
}

extension ScanOptions {
  fileprivate func plainHTTPHosts() throws -> Set<String> {
    for host in plainHTTP {
      guard HTTPAddress(scheme: .http, authority: host) != nil, !host.contains("/") else {
        throw Failure("--plain-http: \"\(host)\" is not of the form HOST or HOST:PORT")
      }
    }
    return Set(plainHTTP)
  }
}

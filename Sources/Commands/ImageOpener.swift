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
    try await withStore(name) { try await scanner.inventory(of: $0) }
  }

  /// Does something with an image of a registry, while it can be reached.
  func withStore<Value: Sendable>(
    _ name: String,
    _ body: (RegistryStore) async throws -> Value
  ) async throws -> Value {
    let reference = try reference(name)
    return try await HTTPTransport.with(settings, retry: retry) { transport in
      try await body(
        RegistryStore(
          reference,
          choice: choice,
          limits: limits,
          transport: transport,
          credentials: credentials
        )
      )
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
    settings = try options.network.settings(environment)
    retry = RetryPolicy(by: progress)
  }
}

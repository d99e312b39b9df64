import Artifacts
import Engine
import Glibc
import Model
import OCI
import Registry

/// Finds images in the engines of this machine.
struct EngineOpener {
  let locations: EngineLocations
  let choice: PlatformChoice
  let limits: Limits
  let scanner: Scanner
  let progress: TerminalProgress

  /// An image that an engine must hold.
  func inventory(of text: String, in engine: EngineKind) async throws -> Inventory {
    do {
      let name = try EngineImageName(text)
      let places = try places(of: engine)
      // The first one is named where there is none.
      guard let place = places.first(where: { isThere($0.endpoint) }) ?? places.first else {
        throw Failure("\(engine): there is no place to look at")
      }
      return try await inventory(of: name, in: place.engine, at: place.endpoint)
    } catch let error as EngineError {
      throw Failure(error.description)
    } catch let error as EngineAddressError {
      throw Failure(error.description)
    } catch let error as ImageReferenceError {
      throw Failure(error.description)
    }
  }

  /// An image that some engine may hold; `nil` where none does, with what each of them said.
  func inventory(ofHeld text: String) async throws -> (inventory: Inventory?, notes: [String]) {
    let name = try EngineImageName(text)
    var notes: [String] = []
    for (engine, endpoint) in everywhere() where isThere(endpoint) {
      do {
        return (try await inventory(of: name, in: engine, at: endpoint), notes)
      } catch let error as EngineError {
        notes.append(error.remark)
        if error.leavesOthersToAsk {
          progress.note(error.remark)
        } else {
          progress.warn(error.description)
        }
      }
    }
    return (nil, notes)
  }

  /// All places of all engines; an address that is none is told of and passed over.
  private func everywhere() -> [(engine: EngineKind, endpoint: EngineEndpoint)] {
    EngineKind.allCases.flatMap { engine -> [(engine: EngineKind, endpoint: EngineEndpoint)] in
      do throws(EngineAddressError) {
        return try locations.endpoints(of: engine).map { (engine, $0) }
      } catch {
        progress.warn(error.description)
        return []
      }
    }
  }

  private func inventory(
    of name: EngineImageName,
    in engine: EngineKind,
    at endpoint: EngineEndpoint
  ) async throws -> Inventory {
    switch engine {
    case .containerd: try await containerd(name, endpoint)
    case .docker, .podman: try await archived(name, engine, endpoint)
    }
  }

  /// Docker and Podman give an image as one archive; none where all of its layers are known.
  private func archived(
    _ name: EngineImageName,
    _ engine: EngineKind,
    _ endpoint: EngineEndpoint
  ) async throws -> Inventory {
    try await EngineClient.connected(to: engine, at: endpoint, limits: limits) { client in
      let image = try await client.inspect(name, for: choice.wanted)
      progress.note("\(image.name) is held by \(engine) at \(endpoint)")
      if let known = try image.resolved(history: try await client.history(of: name, image)),
        let inventory = scanner.cachedInventory(of: known)
      {
        return inventory
      }
      var inventory = try await scanner.inventory(
        ofStream: try await client.export(name, image),
        reference: nil,
        choice: PlatformChoice(
          wanted: image.isNamedByManifest ? image.platform : nil,
          host: choice.host
        ),
        name: image.name
      )
      try image.restate(&inventory)
      return inventory
    }
  }

  private func containerd(
    _ name: EngineImageName,
    _ endpoint: EngineEndpoint
  ) async throws -> Inventory {
    try await ContainerdClient.connected(to: endpoint) { client in
      let store = try await ContainerdStore(
        finding: name,
        in: locations.containerdNamespaces,
        of: client,
        choice: choice,
        limits: limits
      )
      progress.note(
        "\(store.heldName) is held by containerd at \(endpoint), namespace \(store.namespace)"
      )
      return try await scanner.inventory(of: store)
    }
  }

  /// Where to look for an image of an engine; Podman speaks Docker's language, and serves where
  /// there is no Docker.
  private func places(
    of engine: EngineKind
  ) throws -> [(engine: EngineKind, endpoint: EngineEndpoint)] {
    let own = try locations.endpoints(of: engine).map { (engine, $0) }
    guard engine == .docker, !locations.isDockerChosen else { return own }
    return own + (try locations.endpoints(of: .podman).map { (.podman, $0) })
  }

  private func isThere(_ endpoint: EngineEndpoint) -> Bool {
    guard let path = endpoint.socketPath else { return true }
    // One that we may not look at is there: connecting says what is the matter.
    return unsafe access(path, F_OK) == 0 || errno == EACCES
  }
}

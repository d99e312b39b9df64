import Artifacts
import Engine
import Model
import OCI
import Registry

/// Finds the layers of base images, each once.
actor BaseFinder {
  /// What is known of an image that others may be built upon.
  struct Found: Sendable {
    var digest: Digest?
    var layers: [Layer]
  }

  private var known: [String: Found] = [:]

  /// - Parameter target: as written on the command line.
  func base(_ target: String, for platform: String, by opener: TargetOpener) async throws -> Found {
    let key = "\(platform) \(target)"
    if let found = known[key] { return found }
    let found = try await opener.choosing(platform: platform).layers(of: target)
    known[key] = found
    return found
  }
}

extension TargetOpener {
  /// Says what an image was built upon, where the user names it or has it looked up.
  func addBase(_ asked: String, to inventory: inout Inventory) async throws {
    let subject = inventory.subject
    guard !inventory.layers.isEmpty else { return }
    guard asked == "labels" else {
      let found = try await bases.base(asked, for: subject.platform, by: self)
      return place(asked, found, below: &inventory)
    }
    guard let base = subject.base, !base.name.isEmpty else {
      return progress.warn("\(subject.name) has no label that names its base")
    }
    let name = base.digest.map { base.name.contains("@") ? "" : "@\($0)" } ?? ""
    do {
      let found = try await bases.base(
        "registry:\(base.name)\(name)",
        for: subject.platform,
        by: self
      )
      place(base.name, found, below: &inventory)
    } catch let failure as Failure {
      // What an image says of itself may be out of date; the scan goes on without.
      progress.warn("the base that \(subject.name) names cannot be had: \(failure.message)")
    }
  }

  private func place(_ name: String, _ found: BaseFinder.Found, below inventory: inout Inventory) {
    let base = BaseImage(
      name,
      digest: found.digest,
      layers: found.layers,
      below: inventory.layers
    )
    guard let base, let count = base.layerCount else {
      return progress.warn(
        "\(inventory.subject.name) does not begin with the layers of \(name): what is of the base "
          + "is not told"
      )
    }
    if !base.isWhole {
      progress.warn(
        "\(inventory.subject.name) has \(count) of \(found.layers.count) layers of \(name): it was "
          + "built on another state of it, and whose the layers above are is not told"
      )
    }
    inventory.subject.base = base
  }

  /// The layers of an image, without looking into them where that can be had.
  fileprivate func layers(of text: String) async throws -> BaseFinder.Found {
    let found: BaseFinder.Found = try await telling(text) { target in
      switch target {
      case .layout(let path, let reference):
        let store = LayoutStore(
          directory: path,
          reference: reference,
          choice: choice,
          limits: limits
        )
        return .init(try await store.resolve())
      case .registry(let name):
        return try await images().withStore(name) { .init(try await $0.resolve()) }
      case .docker, .podman, .containerd, .image, .archive, .sbom, .directory, .rootFilesystem,
        .host:
        let inventory = try await inventory(of: target)
        return .init(digest: inventory.subject.manifestDigest, layers: inventory.layers)
      }
    }
    guard !found.layers.isEmpty else {
      throw Failure("--base: \(text) has no layers to compare with")
    }
    return found
  }
}

extension BaseFinder.Found {
  fileprivate init(_ image: ResolvedImage) {
    self.init(digest: image.subject.manifestDigest, layers: image.layers)
  }
}

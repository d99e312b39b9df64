import Artifacts
import Engine
import Formats
import Model
import Registry

extension TargetOpener {
  /// The documents that are attached to a target or lie in its file system, which may tell of its
  /// flaws; what lies in the layers of an image is read from them once more.
  func attachments(of text: String, _ inventory: Inventory) async throws -> Attachments {
    try await telling(text) { target in
      switch target {
      case .layout(let path, let reference):
        let store = LayoutStore(
          directory: path,
          reference: reference,
          choice: choice,
          limits: limits
        )
        return try await all(in: store, inventory)
      case .archive(let path):
        guard path != "-" else { throw Failure("--artifact-vex reads twice, and '-' cannot be") }
        let store = try ArchiveStore(path: path, reference: nil, choice: choice, limits: limits)
        return Attachments(try await EmbeddedDocuments.found(in: store, limits: limits))
      case .directory(let path), .rootFilesystem(let path):
        return Attachments(try EmbeddedDocuments.found(inDirectory: path))
      case .host: return Attachments(try EmbeddedDocuments.found(inDirectory: "/"))
      case .registry(let name), .image(let name):
        guard inventory.subject.manifestDigest != nil else {
          progress.note("what is attached to \(name) is in its registry: name it registry:\(name)")
          return Attachments()
        }
        return try await images().withStore(name) { try await all(in: $0, inventory) }
      case .sbom: return Attachments()
      case .docker(let name), .podman(let name), .containerd(let name):
        progress.note("what is attached to \(name) is in its registry: name it registry:\(name)")
        return Attachments()
      }
    }
  }

  private func all(
    in store: some ImageStore & AttachmentStore,
    _ inventory: Inventory
  ) async throws -> Attachments {
    var found = Attachments()
    if let digest = inventory.subject.manifestDigest {
      found = try await store.attachments(of: digest)
    }
    found.documents += try await EmbeddedDocuments.found(in: store, limits: limits)
    return found
  }
}

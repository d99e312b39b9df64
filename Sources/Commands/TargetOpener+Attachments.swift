import Artifacts
import Engine
import Formats
import Model
import Registry

extension TargetOpener {
  /// The documents that are attached to a target or lie in its file system, which may tell of its
  /// flaws; what lies in the layers of an image is read from them once more.
  func attachments(of text: String, _ inventory: Inventory) async throws -> [Attachment] {
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
        return try await EmbeddedDocuments.found(in: store, limits: limits)
      case .directory(let path), .rootFilesystem(let path):
        return try EmbeddedDocuments.found(inDirectory: path)
      case .host: return try EmbeddedDocuments.found(inDirectory: "/")
      case .registry(let name), .image(let name):
        guard inventory.subject.manifestDigest != nil else {
          progress.note("what is attached to \(name) is in its registry: name it registry:\(name)")
          return []
        }
        return try await images().withStore(name) { try await all(in: $0, inventory) }
      case .sbom: return []
      case .docker(let name), .podman(let name), .containerd(let name):
        progress.note("what is attached to \(name) is in its registry: name it registry:\(name)")
        return []
      }
    }
  }

  private func all(
    in store: some ImageStore & AttachmentStore,
    _ inventory: Inventory
  ) async throws -> [Attachment] {
    var found: [Attachment] = []
    if let digest = inventory.subject.manifestDigest {
      found += try await store.attachments(of: digest)
    }
    return found + (try await EmbeddedDocuments.found(in: store, limits: limits))
  }
}

import Artifacts
import Model
import Policy

/// What looking at one target gave.
struct LookedAt: Sendable {
  var inventory: Inventory
  /// What the artifact says of its own flaws.
  var attached: [VEXDocument]
}

extension TargetOpener {
  /// Looks at one target.
  ///
  /// - Parameter heedsArtifact: whether to read what the artifact says of its own flaws.
  func look(at target: String, heedsArtifact: Bool) async throws -> LookedAt {
    var inventory = try await inventory(of: target)
    guard heedsArtifact else { return LookedAt(inventory: inventory, attached: []) }
    let attached = try await attachments(of: target, inventory)
    inventory.gaps = (inventory.gaps + attached.gaps).sorted()
    let found = ArtifactVEX(attached.documents)
    for complaint in found.complaints { progress.note(complaint) }
    return LookedAt(inventory: inventory, attached: found.documents)
  }
}

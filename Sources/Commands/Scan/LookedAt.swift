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
    let inventory = try await inventory(of: target)
    guard heedsArtifact else { return LookedAt(inventory: inventory, attached: []) }
    let found = ArtifactVEX(try await attachments(of: target, inventory))
    for complaint in found.complaints { progress.note(complaint) }
    return LookedAt(inventory: inventory, attached: found.documents)
  }
}

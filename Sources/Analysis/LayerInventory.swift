package import Model

/// What one layer, or one file system, holds: everything that later questions need of it, so that
/// its bytes are never needed again.
package struct LayerInventory: Hashable, Sendable {
  /// What analyzers found, by path.
  package var facts: [String: FileFacts] = [:]
  /// Every entry but whiteouts.
  package var entries = PathTable()
  /// Paths that this layer deletes from those below.
  package var whiteouts: [String] = []
  /// Directories whose contents in the layers below are deleted.
  package var opaqueDirectories: [String] = []
  /// Gaps that belong to no analyzed file.
  package var gaps: [CoverageGap] = []

  package init() {}
}

extension LayerInventory {
  /// Whether the walk met an error of the layer itself, so that a part of it may be missing.
  package var hasDamage: Bool { gaps.contains { $0.source == "layer" } }
}

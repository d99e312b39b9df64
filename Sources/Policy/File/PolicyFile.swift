/// What a `plimsoll.yaml` says.
package struct PolicyFile: Hashable, Sendable {
  package var options = PolicyOptions()
  package var waivers: [DismissalRule] = []
  /// Files, folders and globs with VEX documents, relative to the policy's own folder.
  package var vex: [String] = []
  /// Ignore files, relative to the policy's own folder.
  package var ignoreFiles: [String] = []
  /// An earlier report, relative to the policy's own folder; empty for none.
  package var baseline = ""
  /// Whether documents that come with the artifact are heeded.
  package var heedsArtifact = false
  /// Whether the user's own data alone is judged by.
  package var requiresPacks = false

  package init() {}
}

/// Versions of `composer`.
enum ComposerVersions: VersionOrdering {}

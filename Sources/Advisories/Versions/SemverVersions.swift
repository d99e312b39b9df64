/// Versions of `semver`.
enum SemverVersions: VersionOrdering {}

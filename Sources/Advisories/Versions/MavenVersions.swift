/// Versions of `maven`.
enum MavenVersions: VersionOrdering {}

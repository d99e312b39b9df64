/// Versions of `rpm`.
enum RpmVersions: VersionOrdering {}

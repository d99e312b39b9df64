/// Versions of `alpm`.
enum AlpmVersions: VersionOrdering {}

/// Versions of `npm`.
enum NpmVersions: VersionOrdering {}

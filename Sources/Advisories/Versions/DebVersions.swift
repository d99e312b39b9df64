/// Versions of `deb`.
enum DebVersions: VersionOrdering {}

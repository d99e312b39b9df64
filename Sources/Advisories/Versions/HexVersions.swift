/// Versions of `hex`.
enum HexVersions: VersionOrdering {}

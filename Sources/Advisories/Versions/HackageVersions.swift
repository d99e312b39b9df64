/// Versions of `hackage`.
enum HackageVersions: VersionOrdering {}

/// Versions of `conan`.
enum ConanVersions: VersionOrdering {}

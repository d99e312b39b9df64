/// Versions of `pub`.
enum PubVersions: VersionOrdering {}

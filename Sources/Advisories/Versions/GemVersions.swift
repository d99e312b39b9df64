/// Versions of `gem`.
enum GemVersions: VersionOrdering {}

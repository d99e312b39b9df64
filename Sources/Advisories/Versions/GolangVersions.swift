/// Versions of `golang`.
enum GolangVersions: VersionOrdering {}

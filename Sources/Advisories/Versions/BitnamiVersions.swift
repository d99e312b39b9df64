/// Versions of `bitnami`.
enum BitnamiVersions: VersionOrdering {}

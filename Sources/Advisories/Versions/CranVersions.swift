/// Versions of `cran`.
enum CranVersions: VersionOrdering {}

/// Versions of `pypi`.
enum PypiVersions: VersionOrdering {}

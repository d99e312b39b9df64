/// Versions of `apk`.
enum ApkVersions: VersionOrdering {}

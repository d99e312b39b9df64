/// Versions of `openssl`.
enum OpensslVersions: VersionOrdering {}

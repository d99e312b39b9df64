/// Versions of `nuget`.
enum NugetVersions: VersionOrdering {}

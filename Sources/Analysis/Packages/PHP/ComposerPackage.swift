import Formats
import Model

/// A package as `composer.lock` and `installed.json` describe it.
///
/// Source: Composer documentation, "The composer.json schema"; `Composer\Package\Dumper\ArrayDumper`.
enum ComposerPackage {
  /// `nil` for an entry without a name.
  static func read(_ entry: DataNode, _ evidence: Evidence) -> Package? {
    guard let fullName = entry["name"]?.string, !fullName.isEmpty else { return nil }
    let (namespace, name) = fullName.cut(at: "/") ?? ("", fullName[...])
    let version = entry["version"]?.string ?? ""
    var package = Package(
      .composer,
      namespace: String(namespace),
      name: String(name),
      version: version,
      evidence: evidence
    )
    let license = entry["license"]
    package.licenses = (license?.string.map { [$0] } ?? license?.strings ?? [])
      .map(normalizedLicense)
    package.vendor = entry["authors"]?[0]?["name"]?.string ?? ""
    // Names without a slash are the platform: php, ext-json, lib-curl, composer-runtime-api.
    package.dependencies = (entry["require"]?.map?.keys ?? []).filter { $0.contains("/") }.sorted()
    if let shasum = entry["dist"]?["shasum"]?.string,
      let digest = Digest(algorithm: "sha1", hexText: shasum)
    {
      package.setDigests([digest])
    }
    if version.hasPrefix("dev-") || version.hasSuffix("-dev") { setSource(entry, of: &package) }
    return package
  }

  /// A branch is no version: the commit says which it was.
  private static func setSource(_ entry: DataNode, of package: inout Package) {
    guard let source = entry["source"], let type = source["type"]?.string,
      let url = source["url"]?.string, let reference = source["reference"]?.string
    else { return }
    package.qualifiers["vcs_url"] = "\(type)+\(url)@\(reference)"
  }
}

import Formats
import Model

/// A package location as Stack's files write it.
///
/// Source: Stack documentation, "Package location".
enum StackPackage {
  /// `nil` where neither name nor version is told.
  static func read(_ location: DataNode, _ evidence: Evidence) -> Package? {
    if let text = location.string ?? location["hackage"]?.string {
      // `@sha256:…,size` and `@rev:2` tell the revision of the description.
      guard let (name, version) = HaskellName.split(text.cut(at: "@")?.before ?? text[...]) else {
        return nil
      }
      return Package(.hackage, name: name, version: version, evidence: evidence)
    }
    guard let name = location["name"]?.string, !name.isEmpty else { return nil }
    let version = location["version"]?.scalarText ?? ""
    var package = Package(.hackage, name: name, version: version, evidence: evidence)
    let directory = location["subdir"]?.string ?? ""
    for system in ["git", "hg"] {
      guard let address = location[system]?.string else { continue }
      package.qualifiers["vcs_url"] = VCSAddress.url(
        address,
        system: system,
        commit: location["commit"]?.scalarText,
        directory: directory
      )
    }
    if let address = location["github"]?.string {
      package.qualifiers["vcs_url"] = VCSAddress.url(
        "https://github.com/\(address)",
        commit: location["commit"]?.scalarText,
        directory: directory
      )
    }
    if let address = location["url"]?.string ?? location["archive"]?.string {
      package.qualifiers["download_url"] = address
      let hash = location["sha256"]?.string.flatMap { Digest(algorithm: "sha256", hexText: $0) }
      package.setDigests([hash].compactMap(\.self))
    }
    return package
  }
}

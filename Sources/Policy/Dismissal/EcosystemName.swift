import Model

/// An ecosystem as the user of one tool or another calls it, such as `npm`, `PyPI`, `Debian:12`,
/// `java-archive`.
package struct EcosystemName: Hashable, Sendable, CustomStringConvertible {
  /// As it was written.
  package let description: String
  /// Package-URL types.
  let types: [String]
  /// The distribution, as `os-release` or package URLs have it; empty for any.
  let system: String
  /// `12`, `3.19`; empty for any.
  let release: String

  /// `nil` for a name that nobody uses.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let name = (parts.first ?? "").lowercased()
    guard let entry = ecosystemNames[name] else { return nil }
    description = text
    types = entry.types
    system = entry.system
    release = parts.count == 2 ? Self.plainRelease(parts[1]) : ""
  }

  /// The release in the words of `os-release`: Alpine's advisories are of `v3.19`.
  private static func plainRelease(_ text: String) -> String {
    text.first == "v" ? String(text.dropFirst()) : text
  }

  func holds(for package: Package, in artifact: OperatingSystem?) -> Bool {
    guard types.contains(package.ecosystem.rawValue) else { return false }
    guard !system.isEmpty else { return true }
    let names = [package.namespace, artifact?.id ?? "", artifact?.packageNamespace ?? ""]
    guard names.contains(system) else { return false }
    guard !release.isEmpty else { return true }
    let version = artifact?.version ?? ""
    return version == release || version.hasPrefix(release + ".") || artifact?.codename == release
  }
}

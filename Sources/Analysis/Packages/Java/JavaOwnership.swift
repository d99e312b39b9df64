import Formats

/// Tells which of the Maven coordinates in an archive are its own, the others having been shaded
/// into it.
struct JavaOwnership {
  let fileName: JavaFileName
  let manifest: JarManifest

  /// The index of the archive's own coordinates; `nil` when all belong to something else.
  func own(among coordinates: [MavenCoordinates]) -> Int? {
    let named = coordinates.indices.filter { coordinates[$0].artifact == fileName.name }
    if let exact = named.first(where: { coordinates[$0].version == fileName.version }) {
      return exact
    }
    if let first = named.first { return first }
    let stated = coordinates.indices.filter { isStated(coordinates[$0]) }
    if stated.count == 1 { return stated[0] }
    // A file that was given another name still has its version, or none.
    if coordinates.count == 1 {
      let only = coordinates[0]
      let fits = fileName.version.isEmpty || fileName.version == only.version
      if fits, isSimilar(only.artifact) || fileName.version.isEmpty { return 0 }
      return isSimilar(only.artifact) ? 0 : nil
    }
    return coordinates.indices.filter { fileName.name.hasPrefix(coordinates[$0].artifact + "-") }
      .max { coordinates[$0].artifact.utf8.count < coordinates[$1].artifact.utf8.count }
  }

  /// Whether the manifest names the artifact.
  private func isStated(_ found: MavenCoordinates) -> Bool {
    if manifest["Implementation-Title"] == found.artifact { return true }
    guard let bundle = manifest["Bundle-SymbolicName"]?.prefix(while: { $0 != ";" }) else {
      return false
    }
    return bundle == found.artifact || bundle == "\(found.group).\(found.artifact)"
  }

  private func isSimilar(_ artifact: String) -> Bool {
    let (left, right) = (fileName.name.lowercased(), artifact.lowercased())
    return left.hasPrefix(right) || right.hasPrefix(left) || left.hasSuffix(right)
      || right.hasSuffix(left)
  }
}

/// Licences that manifests of OSGi bundles state.
///
/// Source: OSGi Core, "Bundle-License": names or addresses, each with attributes after `;`,
/// separated by commas.
enum JavaLicenses {
  static func stated(in manifest: JarManifest) -> [String] {
    guard let text = manifest["Bundle-License"] else { return [] }
    var names: [String] = []
    for part in text.split(separator: ",") {
      let name = part.prefix { $0 != ";" }.filter { $0 != "\"" }
      let trimmed = String(name.drop { $0 == " " })
      if !trimmed.isEmpty, trimmed != "<<EXTERNAL>>", !names.contains(trimmed) {
        names.append(trimmed)
      }
    }
    return names
  }
}

import Formats

/// Maven coordinates that an archive holds, and where.
struct MavenCoordinates {
  var group: String
  var artifact: String
  /// Empty where the files do not tell, or tell a placeholder.
  var version: String
  var licenses: [String] = []
  /// The path of the file that said so, in the archive.
  var path: String

  /// Takes the group and artifact that the directory of the file is named for:
  /// `META-INF/maven/GROUP/ARTIFACT/pom.properties`.
  init?(path: String) {
    let parts = path.split(separator: "/")
    guard parts.count >= 3 else { return nil }
    group = String(parts[parts.count - 3])
    artifact = String(parts[parts.count - 2])
    version = ""
    self.path = path
  }

  /// Adds what `pom.properties` says, which the archiver resolved.
  mutating func add(properties bytes: Span<UInt8>) {
    for (key, value) in PropertiesReader.parse(bytes)
    where !value.isEmpty && !value.contains("${") {
      switch key {
      case "groupId": group = value
      case "artifactId": artifact = value
      case "version": version = value
      default: continue
      }
    }
  }

  /// Adds what `pom.xml` says: licences, and the version where nothing else gave one.
  ///
  /// A project inherits its version from its parent (Maven, "POM Reference", "Inheritance").
  mutating func add(project: XMLElement) {
    guard project.name == "project" else { return }
    if version.isEmpty {
      for text in [project.childText("version"), project.child("parent")?.childText("version")] {
        guard let text, !text.isEmpty, !text.contains("${") else { continue }
        version = text
        break
      }
    }
    for license in project.child("licenses")?.children(named: "license") ?? [] {
      let name = license.childText("name") ?? license.childText("url") ?? ""
      if !name.isEmpty, !licenses.contains(name) { licenses.append(name) }
    }
  }
}

import Formats

/// What one `pom.xml` says, as written: properties stand unresolved, and what a parent decides is
/// not there.
///
/// Source: Maven, "POM Reference".
package struct MavenModel: Hashable, Sendable {
  /// Names another project: a parent, or a bill of materials.
  package struct Reference: Hashable, Sendable {
    package var group: String
    package var artifact: String
    package var version: String

    package init(group: String, artifact: String, version: String) {
      self.group = group
      self.artifact = artifact
      self.version = version
    }
  }

  /// A package asked for, or the management of one; empty is what is not stated.
  package struct Dependency: Hashable, Sendable {
    package var group = ""
    package var artifact = ""
    package var version = ""
    package var type = ""
    package var classifier = ""
    package var scope = ""
    package var optional = ""
    package var line = 0
    /// Whether it belongs to a profile, which not every build has.
    package var isOfProfile = false

    package init() {}
  }

  package var group = ""
  package var artifact = ""
  package var version = ""
  package var packaging = ""
  package var vendor = ""
  package var licenses: [String] = []
  package var parent: Reference?
  /// Where the parent lies, from the directory of this file; empty where it comes from a
  /// repository.
  package var parentPath = ""
  package var properties: [String: String] = [:]
  package var profileProperties: [String: String] = [:]
  package var managed: [Dependency] = []
  package var dependencies: [Dependency] = []

  package init() {}

  init(_ project: XMLElement) {
    group = project.childText("groupId") ?? ""
    artifact = project.childText("artifactId") ?? ""
    version = project.childText("version") ?? ""
    packaging = project.childText("packaging") ?? "jar"
    vendor = project.child("organization")?.childText("name") ?? ""
    for license in project.child("licenses")?.children(named: "license") ?? [] {
      let name = license.childText("name") ?? license.childText("url") ?? ""
      if !name.isEmpty, !licenses.contains(name) { licenses.append(name) }
    }
    if let parent = project.child("parent") {
      self.parent = Reference(
        group: parent.childText("groupId") ?? "",
        artifact: parent.childText("artifactId") ?? "",
        version: parent.childText("version") ?? ""
      )
      parentPath = parent.childText("relativePath") ?? "../pom.xml"
    }
    add(project, isProfile: false)
    for profile in project.child("profiles")?.children(named: "profile") ?? [] {
      add(profile, isProfile: true)
    }
  }

  private mutating func add(_ holder: XMLElement, isProfile: Bool) {
    for property in holder.child("properties")?.children ?? [] {
      let value = String(property.text.trimmed)
      if !isProfile {
        properties[property.name] = properties[property.name] ?? value
      } else if profileProperties[property.name] == nil {
        profileProperties[property.name] = value
      }
    }
    managed += Self.dependencies(holder.child("dependencyManagement"), isProfile)
    dependencies += Self.dependencies(holder, isProfile)
  }

  private static func dependencies(_ holder: XMLElement?, _ isProfile: Bool) -> [Dependency] {
    let elements = holder?.child("dependencies")?.children(named: "dependency") ?? []
    return elements.map { element in
      var dependency = Dependency()
      dependency.group = element.childText("groupId") ?? ""
      dependency.artifact = element.childText("artifactId") ?? ""
      dependency.version = element.childText("version") ?? ""
      dependency.type = element.childText("type") ?? ""
      dependency.classifier = element.childText("classifier") ?? ""
      dependency.scope = element.childText("scope") ?? ""
      dependency.optional = element.childText("optional") ?? ""
      dependency.line = element.line
      dependency.isOfProfile = isProfile
      return dependency
    }
  }

  /// How many values it states: what it costs to look at it.
  var cost: Int {
    properties.count + profileProperties.count + managed.count + dependencies.count + 1
  }
}

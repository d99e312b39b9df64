import Formats
import Model

/// What a `pom.xml` says of its project, as far as the file alone tells.
///
/// Source: Maven, "POM Reference"; "Introduction to the Dependency Mechanism"; "Dependency Version
/// Requirement Specification".
struct MavenProject {
  /// A package that the project asks for.
  struct Dependency {
    var group: String
    var artifact: String
    /// Empty where a parent, a bill of materials or a range decides.
    var version: String
    var qualifiers: [String: String]
    var scope: Package.Scope
  }

  private(set) var group = ""
  private(set) var artifact = ""
  private(set) var version = ""
  private(set) var packaging = ""
  private(set) var licenses: [String] = []
  private(set) var vendor = ""
  private(set) var dependencies: [Dependency] = []
  /// Lines of dependencies whose names another file defines.
  private(set) var unnamed: [Int] = []
  private var properties: [String: String] = [:]
  private var managed: [ManagedKey: XMLElement] = [:]

  private struct ManagedKey: Hashable {
    var group: String
    var artifact: String
    var type: String
    var classifier: String
  }

  init(_ project: XMLElement) {
    let profiles = project.child("profiles")?.children(named: "profile") ?? []
    readProperties(project, profiles)
    for holder in [project] + profiles {
      for element in Self.dependencies(holder.child("dependencyManagement")) {
        guard let key = key(of: element), managed[key] == nil else { continue }
        managed[key] = element
      }
    }
    for element in Self.dependencies(project) { add(element, isOptional: false) }
    // Not every build has a profile.
    for element in profiles.flatMap(Self.dependencies) { add(element, isOptional: true) }
    packaging = project.childText("packaging") ?? "jar"
    vendor = project.child("organization")?.childText("name") ?? ""
    for license in project.child("licenses")?.children(named: "license") ?? [] {
      let name = license.childText("name") ?? license.childText("url") ?? ""
      if !name.isEmpty, !licenses.contains(name) { licenses.append(name) }
    }
  }

  private static func dependencies(_ holder: XMLElement?) -> [XMLElement] {
    holder?.child("dependencies")?.children(named: "dependency") ?? []
  }

  /// A project inherits group and version from its parent; its own properties go before those of
  /// a profile.
  private mutating func readProperties(_ project: XMLElement, _ profiles: [XMLElement]) {
    for holder in [project] + profiles {
      for property in holder.child("properties")?.children ?? []
      where properties[property.name] == nil {
        properties[property.name] = String(property.text.trimmed)
      }
    }
    let parent = project.child("parent")
    for name in ["groupId", "artifactId", "version"] {
      let inherited = parent?.childText(name)
      if let inherited { properties["project.parent.\(name)"] = inherited }
      let own = project.childText(name) ?? (name == "artifactId" ? nil : inherited)
      guard let own else { continue }
      for prefix in ["project.", "pom.", ""] { properties[prefix + name] = own }
    }
    group = resolve(properties["project.groupId"]) ?? ""
    artifact = resolve(properties["project.artifactId"]) ?? ""
    version = resolve(properties["project.version"]) ?? ""
  }

  /// The text with its properties filled in; `nil` where the file does not define one.
  private func resolve(_ text: String?) -> String? {
    guard
      let value = text?.replacingReferences(opening: "${", closing: "}", value: { properties[$0] })
    else { return nil }
    let trimmed = String(value.trimmed)
    return trimmed.isEmpty ? nil : trimmed
  }

  private func key(of dependency: XMLElement) -> ManagedKey? {
    guard let group = resolve(dependency.childText("groupId")),
      let artifact = resolve(dependency.childText("artifactId"))
    else { return nil }
    return ManagedKey(
      group: group,
      artifact: artifact,
      type: resolve(dependency.childText("type")) ?? "jar",
      classifier: resolve(dependency.childText("classifier")) ?? ""
    )
  }

  private mutating func add(_ element: XMLElement, isOptional: Bool) {
    guard let key = key(of: element) else {
      unnamed.append(element.line)
      return
    }
    let managing = managed[key]
    let stated = element.childText("version") ?? managing?.childText("version")
    var qualifiers: [String: String] = [:]
    if key.type != "jar" { qualifiers["type"] = key.type }
    if !key.classifier.isEmpty { qualifiers["classifier"] = key.classifier }
    let scope = resolve(element.childText("scope") ?? managing?.childText("scope"))
    let optional = resolve(element.childText("optional") ?? managing?.childText("optional"))
    dependencies.append(
      Dependency(
        group: key.group,
        artifact: key.artifact,
        version: resolve(stated).flatMap(Self.exactVersion) ?? "",
        qualifiers: qualifiers,
        scope: scope == "test"
          ? .development : isOptional || optional == "true" ? .optional : .runtime
      )
    )
  }

  /// The one version that `1.0` or `[1.0]` means.
  ///
  /// `nil` for ranges, and for what the repository decides.
  private static func exactVersion(_ text: String) -> String? {
    let inner = text.dropping(prefix: "[")?.dropping(suffix: "]")?.trimmed ?? text[...]
    let isRange = inner.utf8.contains { "[](),".utf8.contains($0) }
    guard !isRange, inner != "LATEST", inner != "RELEASE" else { return nil }
    return String(inner)
  }
}

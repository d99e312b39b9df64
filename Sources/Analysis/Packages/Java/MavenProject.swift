import Formats
import Model

/// A Maven project as Maven would build it, as far as the files at hand tell.
///
/// A project inherits from its parents, the child's word before the parent's; only then are
/// properties filled in, so that a parent's `${project.version}` is the child's. What is managed
/// goes before what imported bills of materials manage.
///
/// Source: Maven, "Model Builder"; "Introduction to the Dependency Mechanism"; "Dependency Version
/// Requirement Specification".
struct MavenProject {
  /// A package that the project asks for.
  struct Dependency {
    var group: String
    var artifact: String
    /// Empty where a file that is not at hand or a range decides.
    var version: String
    var qualifiers: [String: String]
    var scope: Package.Scope
    /// Which of the models states it: 0 for the project's own.
    var model: Int
  }

  /// What names a package among those managed.
  struct Key: Hashable {
    var group: String
    var artifact: String
    var type: String
    var classifier: String
  }

  /// The word of the management on a package.
  struct Managed {
    var version: String
    var scope: String
    var optional: String
  }

  private(set) var group = ""
  private(set) var artifact = ""
  private(set) var version = ""
  private(set) var packaging: String
  private(set) var licenses: [String]
  private(set) var vendor: String
  private(set) var dependencies: [Dependency] = []
  /// Lines of the project's own dependencies whose names no file at hand defines.
  private(set) var unnamed: [Int] = []
  private var properties: [String: String] = [:]
  private var managed: [Key: MavenModel.Dependency] = [:]
  /// The bills of materials that are imported, in order.
  private(set) var imports: [MavenModel.Reference] = []

  /// Reads models without asking for what they import.
  ///
  /// - Parameter models: the project's own, then those of its parents, the nearest first.
  init(_ models: [MavenModel]) {
    packaging = models.first?.packaging ?? ""
    licenses = models.lazy.map(\.licenses).first { !$0.isEmpty } ?? []
    vendor = models.lazy.map(\.vendor).first { !$0.isEmpty } ?? ""
    readProperties(models)
    for entry in models.flatMap(\.managed) {
      guard let key = key(of: entry) else { continue }
      if key.type == "pom", resolve(entry.scope) == "import" {
        let version = resolve(entry.version) ?? ""
        imports.append(.init(group: key.group, artifact: key.artifact, version: version))
      } else if managed[key] == nil {
        managed[key] = entry
      }
    }
  }

  /// The project's own properties go before those of its parents, and all of them before those of
  /// profiles.
  private mutating func readProperties(_ models: [MavenModel]) {
    for model in models { properties.merge(model.properties) { first, _ in first } }
    for model in models { properties.merge(model.profileProperties) { first, _ in first } }
    guard let own = models.first else { return }
    if let parent = own.parent {
      properties["project.parent.groupId"] = parent.group
      properties["project.parent.artifactId"] = parent.artifact
      properties["project.parent.version"] = parent.version
    }
    let inheritedGroup = models.lazy.flatMap { [$0.group, $0.parent?.group ?? ""] }
      .first { !$0.isEmpty }
    let inheritedVersion = models.lazy.flatMap { [$0.version, $0.parent?.version ?? ""] }
      .first { !$0.isEmpty }
    for prefix in ["project.", "pom.", ""] {
      properties[prefix + "groupId"] = inheritedGroup
      properties[prefix + "artifactId"] = own.artifact.isEmpty ? nil : own.artifact
      properties[prefix + "version"] = inheritedVersion
    }
    group = resolve(inheritedGroup ?? "") ?? ""
    artifact = resolve(own.artifact) ?? ""
    version = resolve(inheritedVersion ?? "") ?? ""
  }

  /// The text with its properties filled in; `nil` where no file at hand defines one.
  private func resolve(_ text: String) -> String? {
    // Most texts have none.
    let value =
      text.utf8.contains(UInt8(ascii: "$"))
      ? text.replacingReferences(opening: "${", closing: "}", value: { properties[$0] }) : text
    let trimmed = value.map { String($0.trimmed) } ?? ""
    return trimmed.isEmpty ? nil : trimmed
  }

  private func key(of dependency: MavenModel.Dependency) -> Key? {
    guard let group = resolve(dependency.group), let artifact = resolve(dependency.artifact) else {
      return nil
    }
    return Key(
      group: group,
      artifact: artifact,
      type: resolve(dependency.type) ?? "jar",
      classifier: resolve(dependency.classifier) ?? ""
    )
  }

  /// What this project and its parents manage, without what they import.
  func managing(_ key: Key) -> Managed? {
    guard let entry = managed[key] else { return nil }
    return Managed(
      version: resolve(entry.version) ?? "",
      scope: resolve(entry.scope) ?? "",
      optional: resolve(entry.optional) ?? ""
    )
  }

  /// Fills in the dependencies that the models state.
  ///
  /// - Parameter bills: what the imports name and lies at hand, theirs included, in order.
  mutating func addDependencies(of models: [MavenModel], bills: [MavenProject]) {
    for (number, model) in models.enumerated() {
      for dependency in model.dependencies {
        guard let key = key(of: dependency) else {
          if number == 0 { unnamed.append(dependency.line) }
          continue
        }
        let managing = managing(key) ?? bills.lazy.compactMap { $0.managing(key) }.first
        dependencies.append(made(of: dependency, key, managing, number))
      }
    }
  }

  private func made(
    of dependency: MavenModel.Dependency,
    _ key: Key,
    _ managing: Managed?,
    _ number: Int
  ) -> Dependency {
    var qualifiers: [String: String] = [:]
    if key.type != "jar" { qualifiers["type"] = key.type }
    if !key.classifier.isEmpty { qualifiers["classifier"] = key.classifier }
    let stated =
      dependency.version.isEmpty ? managing?.version ?? "" : resolve(dependency.version) ?? ""
    let scope = resolve(dependency.scope) ?? managing?.scope
    let optional = resolve(dependency.optional) ?? managing?.optional
    return Dependency(
      group: key.group,
      artifact: key.artifact,
      version: Self.exactVersion(stated) ?? "",
      qualifiers: qualifiers,
      scope: scope == "test"
        ? .development : dependency.isOfProfile || optional == "true" ? .optional : .runtime,
      model: number
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

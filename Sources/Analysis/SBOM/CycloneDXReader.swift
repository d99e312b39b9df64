import Formats
import Model

/// Reads CycloneDX 1.2 to 1.7 in JSON.
///
/// Source: ECMA-424 and the schemas of the versions before it. Besides the fields of the format it
/// reads the properties by which Plimsoll, Syft and Trivy say what the format has no place for.
struct CycloneDXReader {
  private typealias Name = InventoryDocument.Property

  private var contents: SBOMContents

  init(_ contents: SBOMContents) { self.contents = contents }

  consuming func read(_ root: DataNode) throws(SBOMError.Reason) -> Inventory {
    let documentProperties = CycloneDXProperties(root["metadata"]?["properties"])
    readDocumentProperties(documentProperties)
    if let subject = root["metadata"]?["component"] { try readSubject(subject) }
    for (key, value) in documentProperties.all {
      if let label = key.dropping("syft:image:labels:") {
        contents.inventory.subject.labels[label] = value
      }
    }
    let components = root["components"]?.list ?? []
    // The system first: it tells how the names of packages are spelled.
    for component in components where component["type"]?.string == "operating-system" {
      readSystem(component)
    }
    try readComponents(components)
    for entry in root["dependencies"]?.list ?? [] {
      guard let reference = entry["ref"]?.string else { continue }
      for other in entry["dependsOn"]?.strings ?? [] {
        contents.addDependency(of: reference, on: other)
      }
    }
    let isOwn = !documentProperties[Name.fileCount].isEmpty
    return contents.finished(merging: !isOwn)
  }

  private mutating func readDocumentProperties(_ properties: CycloneDXProperties) {
    contents.inventory.fileCount = max(0, Int(properties[Name.fileCount]) ?? 0)
    contents.inventory.ownedFileCount = max(0, Int(properties[Name.ownedFileCount]) ?? 0)
    for text in properties.values(of: Name.layer) {
      if let layer = contents.part(text, InventoryPart.layer) { contents.addLayer(layer) }
    }
    for text in properties.values(of: Name.gap) {
      if let gap = contents.part(text, InventoryPart.gap) { contents.inventory.gaps.append(gap) }
    }
  }

  // MARK: - The subject

  private mutating func readSubject(_ component: DataNode) throws(SBOMError.Reason) {
    let properties = CycloneDXProperties(component["properties"])
    var subject = Subject(kind: .sbom, name: component["name"]?.string ?? "")
    let version = component["version"]?.string ?? ""
    if component["type"]?.string == "container" { subject.kind = .image }
    if let kind = Subject.Kind(rawValue: properties[Name.subjectKind]) { subject.kind = kind }
    subject.manifestDigest = digest([
      properties[Name.manifestDigest], version,
      properties["aquasecurity:trivy:RepoDigest"].after("@"),
    ])
    subject.configDigest = digest([
      properties[Name.configDigest], properties["aquasecurity:trivy:ImageID"],
    ])
    subject.platform = properties[Name.subjectPlatform]
    subject.tags =
      properties.values(of: Name.subjectTag)
      + properties.values(of: "aquasecurity:trivy:RepoTag").sorted()
    for (key, value) in properties.all {
      if let label = key.dropping(Name.subjectLabel + ":") { subject.labels[label] = value }
      if let label = key.dropping("aquasecurity:trivy:Labels:") { subject.labels[label] = value }
    }
    let base = properties[Name.subjectBase]
    if !base.isEmpty { subject.base = contents.part(base, InventoryPart.base) }
    contents.inventory.subject = subject
    for text in properties.values(of: "aquasecurity:trivy:DiffID") {
      var layer = Layer(index: contents.inventory.layers.count)
      layer.diffID = digest([text])
      contents.addLayer(layer)
    }
    try readComponents(component["components"]?.list ?? [])
    // What a project's own bill is about is a package like those it lists.
    let isImage = component["purl"]?.string.map { $0.isImagePackageURL } ?? true
    if !isImage { try readPackage(component) }
  }

  private func digest(_ texts: [String]) -> Digest? {
    // The first that is a digest: versions of images are, those of programs are not.
    texts.lazy.compactMap { try? Digest($0) }.first
  }

  private mutating func readSystem(_ component: DataNode) {
    let properties = CycloneDXProperties(component["properties"])
    let own = properties[Name.system]
    if !own.isEmpty, let system = contents.part(own, InventoryPart.system) {
      contents.inventory.system = system
      return
    }
    guard let name = component["name"]?.string, contents.inventory.system == nil else {
      contents.note(.unsupported, "a second operating system, or one without a name")
      return
    }
    contents.inventory.system = .stated(
      id: properties["syft:distro:id"].isEmpty ? name : properties["syft:distro:id"],
      version: component["version"]?.string ?? "",
      path: contents.path,
      prettyName: component["description"]?.string ?? "",
      codename: properties["syft:distro:versionCodename"]
    )
  }

  // MARK: - Components

  private mutating func readComponents(_ components: [DataNode]) throws(SBOMError.Reason) {
    for component in components {
      switch component["type"]?.string {
      case "operating-system": break
      case "file" where component["purl"] == nil: readFile(component)
      default: try readPackage(component)
      }
      try readComponents(component["components"]?.list ?? [])
    }
  }

  private mutating func readFile(_ component: DataNode) {
    let properties = CycloneDXProperties(component["properties"])
    // Files that other tools list belong to packages, or say nothing of whether they do.
    guard let kind = UnownedFile.Kind(rawValue: properties[Name.fileKind]) else { return }
    let hashes = CycloneDXPackage.digests(component)
    guard let path = component["name"]?.string,
      let sha256 = hashes.first(where: { $0.algorithm == .sha256 })
    else {
      contents.note(.malformed, "a file without a name or a SHA-256")
      return
    }
    contents.inventory.unowned.append(
      UnownedFile(
        path: path,
        kind: kind,
        size: Int64(properties[Name.fileSize]) ?? 0,
        sha256: sha256,
        layer: Int(properties[Name.layer])
      )
    )
  }

  private mutating func readPackage(_ component: DataNode) throws(SBOMError.Reason) {
    guard let package = CycloneDXPackage(component).package(in: &contents) else { return }
    try contents.add(package, reference: component["bom-ref"]?.string)
  }
}

extension SBOMContents {
  /// A part of the own document that stands as text in a property.
  mutating func part<Part>(_ text: String, _ read: (DataNode) -> Part?) -> Part? {
    if let part = InventoryPart.parse(text, limits: .standard).flatMap(read) { return part }
    note(.malformed, "a property of Plimsoll's holds something else: \(text.prefix(60))")
    return nil
  }
}

extension String {
  /// What follows `prefix`; `nil` where the text does not begin with it.
  func dropping(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }

  /// What follows the last of these characters; empty where there is none.
  fileprivate func after(_ character: Character) -> String {
    lastIndex(of: character).map { String(self[index(after: $0)...]) } ?? ""
  }

  /// Whether this names an image rather than a package.
  var isImagePackageURL: Bool { hasPrefix("pkg:oci/") || hasPrefix("pkg:docker/") }
}

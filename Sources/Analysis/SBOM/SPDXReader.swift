import Formats
import Model

/// Reads SPDX 2.2 and 2.3 in JSON.
///
/// Source: the SPDX specification 2.3 and its JSON schema. Besides the fields of the format it
/// reads the annotations by which Plimsoll says what the format has no place for, and the
/// relationships by which Syft says where a package was seen.
struct SPDXReader {
  private var contents: SBOMContents
  /// Texts of licences that are on no list, by their reference.
  private var licenses: [String: String] = [:]
  private var files: [String: DataNode] = [:]
  /// What the document is about.
  private var described: Set<String> = []
  private var places: [String: [String]] = [:]
  private var annotated: Set<String> = []

  init(_ contents: SBOMContents) { self.contents = contents }

  consuming func read(_ root: DataNode) throws(SBOMError.Reason) -> Inventory {
    let annotation = annotation(of: root)
    readRelations(root)
    for license in root["hasExtractedLicensingInfos"]?.list ?? [] {
      guard let id = license["licenseId"]?.string else { continue }
      licenses[id] = license["extractedText"]?.string ?? license["name"]?.string
    }
    for file in root["files"]?.list ?? [] {
      if let id = file["SPDXID"]?.string { files[id] = file }
    }
    let packages = root["packages"]?.list ?? []
    if let annotation {
      contents.readFrame(annotation)
    } else {
      contents.inventory.subject.name = root["name"]?.string ?? ""
      for package in packages { readSystem(package) }
    }
    for package in packages { try readPackage(package, isOwn: annotation != nil) }
    addDependencies(root)
    return contents.finished(merging: annotation == nil)
  }

  /// The JSON object that an annotation of Plimsoll's holds.
  private func annotation(of node: DataNode) -> DataNode? {
    for annotation in node["annotations"]?.list ?? [] {
      guard let text = annotation["comment"]?.string?.dropping(InventoryDocument.annotation) else {
        continue
      }
      return InventoryPart.parse(text, limits: .standard)
    }
    return nil
  }

  // MARK: - Relationships

  private mutating func readRelations(_ root: DataNode) {
    described = Set(root["documentDescribes"]?.strings ?? [])
    for (from, type, to, comment) in relations(root) {
      switch type {
      case "DESCRIBES" where from == root["SPDXID"]?.string: described.insert(to)
      case "DESCRIBED_BY" where to == root["SPDXID"]?.string: described.insert(from)
      case "OTHER" where comment.hasPrefix("evident-by"): places[from, default: []].append(to)
      default: break
      }
    }
  }

  private mutating func addDependencies(_ root: DataNode) {
    for (from, type, to, _) in relations(root) {
      switch type {
      case "DEPENDS_ON": addDependency(of: from, on: to)
      case "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF": addDependency(of: to, on: from)
      default: break
      }
    }
  }

  private mutating func addDependency(of package: String, on other: String) {
    // An annotation has them all, those that are not in the document too.
    if !annotated.contains(package) { contents.addDependency(of: package, on: other) }
  }

  private func relations(
    _ root: DataNode
  ) -> [(from: String, type: String, to: String, comment: String)] {
    (root["relationships"]?.list ?? []).compactMap { node in
      guard let from = node["spdxElementId"]?.string,
        let type = node["relationshipType"]?.string,
        let to = node["relatedSpdxElement"]?.string
      else { return nil }
      return (from, type, to, node["comment"]?.string ?? "")
    }
  }

  // MARK: - Packages

  /// The specification 2.3 has a dash here, its JSON schema an underscore.
  private func isSystem(_ package: DataNode) -> Bool {
    ["OPERATING-SYSTEM", "OPERATING_SYSTEM"].contains(package["primaryPackagePurpose"]?.string)
      || package["SPDXID"]?.string?.hasPrefix("SPDXRef-OperatingSystem") == true
  }

  private mutating func readSystem(_ package: DataNode) {
    guard isSystem(package), let name = package["name"]?.string else { return }
    contents.inventory.system = .stated(
      id: name,
      version: package["versionInfo"]?.string ?? "",
      path: contents.path
    )
  }

  private mutating func readPackage(
    _ node: DataNode,
    isOwn: Bool
  ) throws(SBOMError.Reason) {
    let reader = SPDXPackage(node, licenses: licenses)
    let id = node["SPDXID"]?.string
    let isDescribed = id.map(described.contains) ?? false
    let urls = reader.packageURLs
    if isSystem(node) { return }
    let isImage =
      node["primaryPackagePurpose"]?.string == "CONTAINER"
      || urls.first?.isImagePackageURL == true
    if isDescribed, isImage || urls.isEmpty {
      if !isOwn { readSubject(node, isImage: isImage) }
      return
    }
    if let annotation = annotation(of: node) {
      try readAnnotated(annotation, id: id, purl: urls.first)
      return
    }
    let places = places[id ?? ""]?.compactMap { files[$0]?["fileName"]?.string } ?? []
    guard let package = reader.package(at: places, in: &contents) else { return }
    try contents.add(package, reference: id)
  }

  private mutating func readSubject(_ node: DataNode, isImage: Bool) {
    var subject = Subject(kind: isImage ? .image : .sbom, name: node["name"]?.string ?? "")
    let version = node["versionInfo"]?.string ?? ""
    // Of images the version is a digest at most times, or else a tag.
    subject.manifestDigest =
      isImage
      ? (try? Digest(version)) ?? SPDXPackage(node, licenses: [:]).digests.first
      : nil
    contents.inventory.subject = subject
  }

  private mutating func readAnnotated(
    _ annotation: DataNode,
    id: String?,
    purl: String?
  ) throws(SBOMError.Reason) {
    if let node = annotation["unowned"] {
      if let file = InventoryPart.unowned(node) {
        contents.inventory.unowned.append(file)
      } else {
        contents.note(.malformed, "\(id ?? "a file"): no path, kind or hash")
      }
      return
    }
    let fallback = contents.evidence(at: nil)
    guard let package = InventoryPart.package(annotation, fallback: fallback) else {
      contents.note(.malformed, "\(id ?? "a package"): no ecosystem or no name")
      return
    }
    if let id { annotated.insert(id) }
    try contents.add(package, reference: id)
  }
}

/// Makes a package of one SPDX package that another tool wrote.
struct SPDXPackage {
  private let node: DataNode
  private let licenses: [String: String]

  init(_ node: DataNode, licenses: [String: String]) {
    self.node = node
    self.licenses = licenses
  }

  var packageURLs: [String] {
    (node["externalRefs"]?.list ?? [])
      .filter { $0["referenceType"]?.string == "purl" }
      .compactMap { $0["referenceLocator"]?.string }
  }

  var digests: [Digest] {
    (node["checksums"]?.list ?? []).compactMap {
      statedDigest(algorithm: $0["algorithm"]?.string, value: $0["checksumValue"]?.string)
    }
  }

  /// `nil` where this is none, which is a gap unless it is of a kind that never is.
  func package(at places: [String], in contents: inout SBOMContents) -> Package? {
    let name = node["name"]?.string ?? ""
    let version = node["versionInfo"]?.scalarText ?? ""
    let evidence =
      places.isEmpty
      ? [contents.evidence(at: nil)] : places.map { contents.evidence(at: $0) }
    var found: Package?
    if let purl = packageURLs.first {
      found = contents.package(purl, component: name, evidence: evidence[0])
      found?.adoptSpelling(name, namespace: nil)
    } else if isPackageWithoutURL {
      found = Package(.generic, name: name, version: version, evidence: evidence[0])
    } else if !isGroup {
      let purpose = node["primaryPackagePurpose"]?.string ?? "no purpose"
      contents.note(.unsupported, "package '\(name)' (\(purpose)) has no package URL")
    }
    guard var package = found else { return nil }
    package.evidence = evidence
    if package.version.isEmpty { package.version = version }
    package.vendor = party("supplier") ?? party("originator") ?? ""
    package.licenses = license("licenseDeclared") ?? license("licenseConcluded") ?? []
    package.digests = digests
    return package
  }

  private var isPackageWithoutURL: Bool {
    let purposes = [
      "APPLICATION", "FRAMEWORK", "LIBRARY", "FIRMWARE", "INSTALL", "OTHER", "SOURCE",
    ]
    let purpose = node["primaryPackagePurpose"]?.string
    return !isGroup && (purpose == nil || purposes.contains(purpose ?? ""))
  }

  /// A lock file or directory, whose packages are listed beside it.
  private var isGroup: Bool {
    node["SPDXID"]?.string?.hasPrefix("SPDXRef-Application-") == true
      && node["versionInfo"]?.string?.isEmpty != false
      || node["primaryPackagePurpose"]?.string == "FILE"
  }

  /// `Organization: Debian (team@example.org)` without the word before it.
  private func party(_ field: String) -> String? {
    guard let text = node[field]?.string, text != "NOASSERTION", text != "NONE" else { return nil }
    return text.dropping("Organization: ") ?? text.dropping("Person: ") ?? text
  }

  private func license(_ field: String) -> [String]? {
    guard let text = node[field]?.string, !["", "NONE", "NOASSERTION"].contains(text) else {
      return nil
    }
    return [licenses[text] ?? text]
  }
}

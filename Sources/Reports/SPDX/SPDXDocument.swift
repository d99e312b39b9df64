import Formats
import Model

/// The packages and relationships of an SPDX document.
struct SPDXDocument {
  private let inventory: Inventory
  private let graph: InventoryGraph
  private let identifiers: [String]
  private let fileIdentifiers: [String]
  private let declared: [String]
  private let annotator: String
  private let date: String
  let licenses: SPDXLicenseRegister
  private let additions: SPDXAdditions

  init(
    _ inventory: Inventory,
    in context: ReportContext,
    adding additions: SPDXAdditions = SPDXAdditions()
  ) {
    self.inventory = inventory
    self.additions = additions
    graph = InventoryGraph(inventory)
    identifiers = zip(inventory.packages, graph.nodes).map { package, node in
      let name = Self.plain("\(package.ecosystem.rawValue)-\(package.name)")
      return "SPDXRef-Package-\(name)-\(node.identifier)"
    }
    var seen: [String: Int] = [:]
    fileIdentifiers = inventory.unowned.map { file in
      let hash = String(SHA256.firstWord(of: Array(file.path.utf8).span), radix: 16)
      let name = file.path.split(separator: "/").last ?? ""
      let identifier = "SPDXRef-File-\(Self.plain(String(name)))-\(hash)"
      seen[identifier, default: 0] += 1
      let count = seen[identifier] ?? 1
      return count == 1 ? identifier : "\(identifier)-\(count)"
    }
    var licenses = SPDXLicenseRegister()
    declared = inventory.packages.map { licenses.declared($0.licenses) }
    self.licenses = licenses
    annotator = "Tool: \(context.tool.name)-\(context.tool.version)"
    date = (context.created ?? .epoch).description
  }

  /// Letters, digits, dots and dashes, which is all that identifiers may hold.
  private static func plain(_ text: String) -> String {
    String(
      text.prefix(80).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
    )
  }

  // MARK: - Packages

  func packages(into json: inout JSONWriter) {
    subject(into: &json)
    if let system = inventory.system { self.system(system, into: &json) }
    for index in inventory.packages.indices { package(index, into: &json) }
    for (index, file) in inventory.unowned.enumerated() {
      self.file(file, identifier: fileIdentifiers[index], into: &json)
    }
  }

  private func subject(into json: inout JSONWriter) {
    let subject = inventory.subject
    json.object {
      $0.field("SPDXID", SPDXFormat.subjectID)
      $0.field("name", subject.name.isEmpty ? "inventory" : subject.name)
      $0.field("versionInfo", subject.manifestDigest?.description)
      common(into: &$0)
      $0.field("primaryPackagePurpose", subject.kind == .image ? "CONTAINER" : "APPLICATION")
      if let digest = subject.manifestDigest { checksums([digest], into: &$0) }
      references(ImagePackageURL.purl(of: subject), adding: additions.subject, into: &$0)
      let comments = additions.subject.comments
      $0.field("annotations", nonEmpty: comments) { self.comment($1, into: &$0) }
    }
  }

  private func system(_ system: OperatingSystem, into json: inout JSONWriter) {
    json.object {
      $0.field("SPDXID", SPDXFormat.systemID)
      $0.field("name", system.id)
      $0.field("versionInfo", nonEmpty: system.version)
      common(into: &$0)
      $0.field("primaryPackagePurpose", "OPERATING_SYSTEM")
      $0.field("description", nonEmpty: system.prettyName)
    }
  }

  private func package(_ index: Int, into json: inout JSONWriter) {
    let package = inventory.packages[index]
    json.object {
      $0.field("SPDXID", identifiers[index])
      $0.field("name", package.fullName)
      $0.field("versionInfo", nonEmpty: package.version)
      if !package.vendor.isEmpty {
        let vendor = package.vendor.split(whereSeparator: \.isNewline).joined(separator: " ")
        $0.field("supplier", "Organization: \(vendor)")
      }
      common(declared: declared[index], into: &$0)
      checksums(package.digests, into: &$0)
      $0.field("sourceInfo", nonEmpty: sourceInfo(package))
      let addition = additions.packages[index] ?? SPDXAdditions.Addition()
      references(graph.nodes[index].purl, adding: addition, into: &$0)
      $0.list("annotations") {
        annotation(into: &$0) { json in
          json.field("ecosystem", package.ecosystem.rawValue)
          json.field("namespace", nonEmpty: package.namespace)
          json.field("name", package.name)
          json.field("version", package.version)
          InventoryJSON.details(of: package, into: &json)
          json.field("evidence", package.evidence) { InventoryJSON.evidence($1, into: &$0) }
        }
        for comment in addition.comments { self.comment(comment, into: &$0) }
      }
    }
  }

  private func sourceInfo(_ package: Package) -> String {
    package.evidence.map { evidence in
      let inner = evidence.innerPath.isEmpty ? "" : " (\(evidence.innerPath))"
      let layer = evidence.layer.map { " of layer \($0)" } ?? ""
      return "\(evidence.analyzer) read \(evidence.path)\(inner)\(layer)"
    }.joined(separator: "; ")
  }

  private func file(_ file: UnownedFile, identifier: String, into json: inout JSONWriter) {
    json.object {
      $0.field("SPDXID", identifier)
      $0.field("name", file.path)
      $0.field("packageFileName", file.path)
      common(into: &$0)
      $0.field("primaryPackagePurpose", "FILE")
      checksums([file.sha256], into: &$0)
      $0.field("comment", "no package owns this \(file.kind.rawValue)")
      $0.list("annotations") {
        annotation(into: &$0) { json in
          json.key("unowned")
          InventoryJSON.unowned(file, into: &json)
        }
      }
    }
  }

  /// What SPDX 2.3 wants of a package and an inventory does not know.
  private func common(declared: String = "NOASSERTION", into json: inout JSONWriter) {
    json.field("downloadLocation", "NOASSERTION")
    json.field("filesAnalyzed", false)
    json.field("licenseConcluded", "NOASSERTION")
    json.field("licenseDeclared", declared)
    json.field("copyrightText", "NOASSERTION")
  }

  private func checksums(_ digests: [Digest], into json: inout JSONWriter) {
    json.field("checksums", nonEmpty: digests) { json, digest in
      json.object {
        $0.field("algorithm", digest.algorithm.rawValue.uppercased())
        $0.field("checksumValue", digest.hex)
      }
    }
  }

  private func references(
    _ purl: PackageURL?,
    adding addition: SPDXAdditions.Addition,
    into json: inout JSONWriter
  ) {
    guard purl != nil || !addition.references.isEmpty else { return }
    json.list("externalRefs") {
      if let purl {
        $0.object {
          $0.field("referenceCategory", "PACKAGE-MANAGER")
          $0.field("referenceType", "purl")
          $0.field("referenceLocator", purl.description)
        }
      }
      for reference in addition.references {
        $0.object {
          $0.field("referenceCategory", "SECURITY")
          $0.field("referenceType", reference.type)
          $0.field("referenceLocator", reference.locator)
          $0.field("comment", reference.comment)
        }
      }
    }
  }

  /// An annotation whose comment is one JSON object.
  func annotation(into json: inout JSONWriter, _ fields: (inout JSONWriter) -> Void) {
    let text = InventoryJSON.text { $0.object(fields) }
    comment(InventoryDocument.annotation + text, into: &json)
  }

  func comment(_ text: String, into json: inout JSONWriter) {
    json.object {
      $0.field("annotationType", "OTHER")
      $0.field("annotationDate", date)
      $0.field("annotator", annotator)
      $0.field("comment", text)
    }
  }

  // MARK: - Relationships

  func relationships(into json: inout JSONWriter) {
    relationship(SPDXFormat.documentID, "DESCRIBES", SPDXFormat.subjectID, into: &json)
    if inventory.system != nil {
      relationship(SPDXFormat.subjectID, "CONTAINS", SPDXFormat.systemID, into: &json)
    }
    for identifier in identifiers + fileIdentifiers {
      relationship(SPDXFormat.subjectID, "CONTAINS", identifier, into: &json)
    }
    for (index, node) in graph.nodes.enumerated() {
      if let owner = node.owner, owner != index {
        relationship(identifiers[owner], "CONTAINS", identifiers[index], into: &json)
      }
      for dependency in node.dependencies {
        relationship(identifiers[index], "DEPENDS_ON", identifiers[dependency], into: &json)
      }
    }
  }

  private func relationship(
    _ element: String,
    _ type: String,
    _ related: String,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("spdxElementId", element)
      $0.field("relationshipType", type)
      $0.field("relatedSpdxElement", related)
    }
  }
}

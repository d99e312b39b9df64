import Formats
import Model

/// The parts of the own JSON document, which other formats carry as well where they have no place
/// of their own for something.
enum InventoryJSON {
  /// What depends on nothing but the inventory.
  static func body(of inventory: Inventory, into json: inout JSONWriter) {
    frame(of: inventory, into: &json)
    json.field("packages", inventory.packages) { json, package in
      self.package(package, system: inventory.system, into: &json)
    }
    json.field("unowned", inventory.unowned) { unowned($1, into: &$0) }
    json.field("gaps", inventory.gaps) { gap($1, into: &$0) }
  }

  /// Everything but packages, files and gaps.
  static func frame(of inventory: Inventory, into json: inout JSONWriter) {
    subject(inventory.subject, into: &json)
    summary(of: inventory, into: &json)
    json.key("system")
    if let system = inventory.system { self.system(system, into: &json) } else { json.null() }
    json.field("layers", inventory.layers) { layer($1, into: &$0) }
  }

  static func unowned(_ file: UnownedFile, into json: inout JSONWriter) {
    json.object {
      $0.field("path", file.path)
      $0.field("kind", file.kind.rawValue)
      $0.field("size", file.size)
      $0.field("sha256", file.sha256.hex)
      $0.field("layer", file.layer)
    }
  }

  static func subject(_ subject: Subject, into json: inout JSONWriter) {
    json.object("subject") {
      $0.field("kind", subject.kind.rawValue)
      $0.field("name", subject.name)
      $0.field("manifestDigest", subject.manifestDigest?.description)
      $0.field("configDigest", subject.configDigest?.description)
      $0.field("platform", nonEmpty: subject.platform)
      $0.field("tags", subject.tags)
      $0.object("labels") { map(subject.labels, into: &$0) }
      if let base = subject.base { $0.object("base") { self.base(base, into: &$0) } }
    }
  }

  static func base(_ base: BaseImage, into json: inout JSONWriter) {
    json.field("name", nonEmpty: base.name)
    json.field("digest", base.digest?.description)
    json.field("basis", base.basis.rawValue)
    json.field("layers", base.layerCount)
    json.field("isWhole", base.isWhole)
  }

  static func summary(of inventory: Inventory, into json: inout JSONWriter) {
    var counts: [String: Int] = [:]
    for package in inventory.packages { counts[package.ecosystem.rawValue, default: 0] += 1 }
    json.object("summary") {
      $0.field("packages", inventory.packages.count)
      $0.object("packagesByEcosystem") {
        for (name, count) in counts.sorted(by: { $0.key < $1.key }) { $0.field(name, count) }
      }
      $0.field("unowned", inventory.unowned.count)
      $0.field("gaps", inventory.gaps.count)
      $0.field("files", inventory.fileCount)
      $0.field("ownedFiles", inventory.ownedFileCount)
    }
  }

  static func system(_ system: OperatingSystem, into json: inout JSONWriter) {
    json.object {
      $0.field("id", system.id)
      $0.field("version", system.version)
      $0.field("codename", nonEmpty: system.codename)
      $0.field("idLike", nonEmpty: system.idLike)
      $0.field("prettyName", nonEmpty: system.prettyName)
      $0.field("variant", nonEmpty: system.variant)
      $0.field("cpe", nonEmpty: system.cpe)
      $0.field("endOfLife", system.endOfLife)
      $0.field("path", system.path)
    }
  }

  static func layer(_ layer: Layer, into json: inout JSONWriter) {
    json.object {
      $0.field("index", layer.index)
      $0.field("digest", layer.digest?.description)
      $0.field("diffID", layer.diffID?.description)
      $0.field("size", layer.size)
      $0.field("mediaType", nonEmpty: layer.mediaType)
      $0.field("createdBy", nonEmpty: layer.createdBy)
    }
  }

  static func package(
    _ package: Package,
    system: OperatingSystem?,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("ecosystem", package.ecosystem.rawValue)
      $0.field("namespace", nonEmpty: package.namespace)
      $0.field("name", package.name)
      $0.field("version", package.version)
      $0.field("purl", package.purl(system: system)?.description)
      details(of: package, into: &$0)
      $0.field("evidence", package.evidence) { evidence($1, into: &$0) }
    }
  }

  static func evidence(_ evidence: Evidence, into json: inout JSONWriter) {
    json.object {
      $0.field("analyzer", evidence.analyzer)
      $0.field("method", evidence.method.rawValue)
      $0.field("path", evidence.path)
      $0.field("innerPath", nonEmpty: evidence.innerPath)
      $0.field("layer", evidence.layer)
    }
  }

  /// What other formats have no place of their own for.
  static func details(of package: Package, into json: inout JSONWriter) {
    if !package.qualifiers.isEmpty {
      json.object("qualifiers") { map(package.qualifiers, into: &$0) }
    }
    json.field("subpath", nonEmpty: package.subpath)
    json.field("architecture", nonEmpty: package.architecture)
    if let source = package.source {
      json.object("source") {
        $0.field("name", source.name)
        $0.field("version", source.version)
      }
    }
    json.field("vendor", nonEmpty: package.vendor)
    json.field("licenses", nonEmpty: package.licenses)
    json.field("modularity", nonEmpty: package.modularity)
    json.field("dependencies", nonEmpty: package.dependencies)
    json.field("digests", nonEmpty: package.digests.map(\.description))
    json.field("scope", package.scope.rawValue)
    if let owner = package.owner {
      json.object("owner") {
        $0.field("ecosystem", owner.ecosystem.rawValue)
        $0.field("name", owner.name)
      }
    }
  }

  static func gap(_ gap: CoverageGap, into json: inout JSONWriter) {
    json.object {
      $0.field("reason", gap.reason.rawValue)
      $0.field("path", gap.path)
      $0.field("layer", gap.layer)
      $0.field("source", gap.source)
      $0.field("detail", gap.detail)
    }
  }

  static func map(_ map: [String: String], into json: inout JSONWriter) {
    for (key, value) in map.sorted(by: { $0.key < $1.key }) { json.field(key, value) }
  }

  /// One part as compact JSON, for a property or comment of another format.
  static func text(_ write: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter(.compact)
    write(&json)
    return json.text
  }
}

import Formats
import Model

/// Writes the components of a bill of materials.
enum CycloneDXComponent {
  static let subjectReference = "subject"

  private typealias Name = InventoryDocument.Property

  static func subject(_ subject: Subject, into json: inout JSONWriter) {
    json.object("component") {
      $0.field("type", type(of: subject.kind))
      $0.field("bom-ref", subjectReference)
      $0.field("name", subject.name)
      $0.field("version", subject.manifestDigest?.description)
      if let digest = subject.manifestDigest { hashes([digest], into: &$0) }
      $0.field("purl", ImagePackageURL.purl(of: subject)?.description)
      $0.field("properties", subjectProperties(subject)) { property($1, into: &$0) }
    }
  }

  private static func type(of kind: Subject.Kind) -> String {
    switch kind {
    case .image: "container"
    case .sourceTree, .sbom, .configuration: "application"
    case .rootFilesystem: "platform"
    case .host: "device"
    }
  }

  private static func subjectProperties(_ subject: Subject) -> [CycloneDXProperty] {
    var properties = [CycloneDXProperty(Name.subjectKind, subject.kind.rawValue)]
    let single = [
      (Name.manifestDigest, subject.manifestDigest?.description ?? ""),
      (Name.configDigest, subject.configDigest?.description ?? ""),
      (Name.subjectPlatform, subject.platform),
    ]
    properties += single.filter { !$0.1.isEmpty }.map { CycloneDXProperty($0.0, $0.1) }
    properties += subject.tags.map { CycloneDXProperty(Name.subjectTag, $0) }
    properties += subject.labels.sorted { $0.key < $1.key }
      .map { CycloneDXProperty("\(Name.subjectLabel):\($0.key)", $0.value) }
    if let base = subject.base {
      let text = InventoryJSON.text { json in
        json.object { InventoryJSON.base(base, into: &$0) }
      }
      properties.append(CycloneDXProperty(Name.subjectBase, text))
    }
    return properties
  }

  static func system(_ system: OperatingSystem, into json: inout JSONWriter) {
    json.object {
      $0.field("type", "operating-system")
      $0.field("bom-ref", "os:\(system.distroQualifier)")
      $0.field("name", system.id)
      $0.field("version", nonEmpty: fitting(system.version))
      $0.field("description", nonEmpty: system.prettyName)
      $0.list("properties") {
        let text = InventoryJSON.text { InventoryJSON.system(system, into: &$0) }
        property(CycloneDXProperty(Name.system, text), into: &$0)
      }
    }
  }

  static func package(
    _ package: Package,
    purl: PackageURL?,
    reference: String,
    into json: inout JSONWriter
  ) {
    json.object {
      $0.field("type", package.ecosystem == .generic ? "application" : "library")
      $0.field("bom-ref", reference)
      if !package.vendor.isEmpty {
        $0.object("supplier") { $0.field("name", package.vendor) }
      }
      if !package.ecosystem.isDistribution || package.ecosystem == .ebuild {
        $0.field("group", nonEmpty: package.namespace)
      }
      $0.field("name", package.name)
      $0.field("version", nonEmpty: fitting(package.version))
      $0.field("scope", scope(package.scope))
      hashes(package.digests, into: &$0)
      licenses(package.licenses, into: &$0)
      $0.field("purl", purl?.description)
      evidence(package.evidence, purl: purl, into: &$0)
      $0.field("properties", packageProperties(package)) { property($1, into: &$0) }
    }
  }

  /// A version as long as the format takes them; a part of a longer one would be another version.
  private static func fitting(_ version: String) -> String {
    version.unicodeScalars.count <= 1024 ? version : ""
  }

  private static func scope(_ scope: Package.Scope) -> String {
    switch scope {
    case .runtime: "required"
    case .optional: "optional"
    case .development: "excluded"
    }
  }

  private static func packageProperties(_ package: Package) -> [CycloneDXProperty] {
    var properties = [CycloneDXProperty(Name.ecosystem, package.ecosystem.rawValue)]
    if fitting(package.version) != package.version {
      properties.append(CycloneDXProperty(Name.version, package.version))
    }
    if let source = package.source {
      properties.append(CycloneDXProperty(Name.sourceName, source.name))
      properties.append(CycloneDXProperty(Name.sourceVersion, source.version))
    }
    if !package.modularity.isEmpty {
      properties.append(CycloneDXProperty(Name.modularity, package.modularity))
    }
    if let owner = package.owner {
      properties.append(
        CycloneDXProperty(Name.owner, "\(owner.ecosystem.rawValue) \(owner.name)")
      )
    }
    for (index, evidence) in package.evidence.enumerated() {
      let prefix = "\(Name.evidence):\(index)"
      properties.append(CycloneDXProperty("\(prefix):analyzer", evidence.analyzer))
      properties.append(CycloneDXProperty("\(prefix):method", evidence.method.rawValue))
      properties.append(CycloneDXProperty("\(prefix):path", evidence.path))
      if !evidence.innerPath.isEmpty {
        properties.append(CycloneDXProperty("\(prefix):inner-path", evidence.innerPath))
      }
      if let layer = evidence.layer {
        properties.append(CycloneDXProperty("\(prefix):layer", String(layer)))
      }
    }
    return properties
  }

  static func file(_ file: UnownedFile, reference: String, into json: inout JSONWriter) {
    json.object {
      $0.field("type", "file")
      $0.field("bom-ref", reference)
      $0.field("name", file.path)
      hashes([file.sha256], into: &$0)
      $0.list("properties") {
        property(CycloneDXProperty(Name.fileKind, file.kind.rawValue), into: &$0)
        property(CycloneDXProperty(Name.fileSize, String(file.size)), into: &$0)
        if let layer = file.layer {
          property(CycloneDXProperty(Name.layer, String(layer)), into: &$0)
        }
      }
    }
  }

  static func property(_ property: CycloneDXProperty, into json: inout JSONWriter) {
    json.object {
      $0.field("name", property.name)
      $0.field("value", property.value)
    }
  }

  private static func hashes(_ digests: [Digest], into json: inout JSONWriter) {
    json.field("hashes", nonEmpty: digests) { json, digest in
      json.object {
        $0.field("alg", hashName(digest.algorithm))
        $0.field("content", digest.hex)
      }
    }
  }

  private static func hashName(_ algorithm: Digest.Algorithm) -> String {
    switch algorithm {
    case .md5: "MD5"
    case .sha1: "SHA-1"
    case .sha256: "SHA-256"
    case .sha384: "SHA-384"
    case .sha512: "SHA-512"
    }
  }

  /// Identifiers and names as a list, or all of it as one expression: the format has no mixture.
  private static func licenses(_ licenses: [String], into json: inout JSONWriter) {
    let texts = licenses.filter { !$0.isEmpty }
    guard !texts.isEmpty else { return }
    let expressions = texts.compactMap { SPDXExpression($0) }
    let hasCompound = expressions.contains { !$0.isIdentifier }
    json.list("licenses") {
      if hasCompound, expressions.count == texts.count {
        $0.object { $0.field("expression", LicenseConjunction.text(expressions)) }
        return
      }
      for text in texts {
        let expression = SPDXExpression(text)
        $0.object {
          $0.object("license") {
            if let expression, expression.isIdentifier {
              $0.field("id", expression.text)
            } else {
              $0.field("name", text)
            }
          }
        }
      }
    }
  }
}

extension CycloneDXComponent {
  /// How the package was recognised, and where.
  private static func evidence(
    _ evidence: [Evidence],
    purl: PackageURL?,
    into json: inout JSONWriter
  ) {
    guard !evidence.isEmpty else { return }
    json.object("evidence") {
      $0.list("identity") {
        $0.object {
          $0.field("field", purl == nil ? "name" : "purl")
          $0.field("confidence", JSONNumber(evidence.map(confidence).max() ?? 0))
          $0.field("concludedValue", purl?.description)
          $0.field("methods", evidence) { json, item in
            json.object {
              $0.field("technique", technique(item.method))
              $0.field("confidence", JSONNumber(confidence(item)))
              $0.field("value", location(item))
            }
          }
        }
      }
      $0.field("occurrences", evidence) { json, item in
        json.object {
          $0.field("location", location(item))
          $0.field("additionalContext", item.layer.map { "layer \($0)" })
        }
      }
    }
  }

  private static func location(_ evidence: Evidence) -> String {
    evidence.innerPath.isEmpty ? evidence.path : "\(evidence.path)!/\(evidence.innerPath)"
  }

  private static func technique(_ method: Evidence.Method) -> String {
    switch method {
    case .installedDatabase, .installedMetadata, .lockFile, .manifest: "manifest-analysis"
    case .embedded, .versionString: "binary-analysis"
    case .fileName: "filename"
    case .sbom: "attestation"
    }
  }

  /// How sure each kind of evidence is, in quarters: these are ranks, not measurements.
  private static func confidence(_ evidence: Evidence) -> Double {
    switch evidence.method {
    case .installedDatabase, .installedMetadata, .lockFile, .embedded: 1
    case .manifest, .versionString, .sbom: 0.75
    case .fileName: 0.5
    }
  }
}

/// Several licences of one package as one expression.
enum LicenseConjunction {
  /// All of them apply: nothing says that they are a choice.
  static func text(_ expressions: [SPDXExpression]) -> String {
    if expressions.count == 1, let only = expressions.first { return only.text }
    return expressions.map { $0.text.contains(" OR ") ? "(\($0.text))" : $0.text }
      .joined(separator: " AND ")
  }
}

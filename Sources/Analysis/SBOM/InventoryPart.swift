import Formats
import Model

/// Reads the parts of the own JSON document, which other formats carry as well.
enum InventoryPart {
  static func subject(_ node: DataNode) -> Subject? {
    guard let kind = node["kind"]?.string.flatMap(Subject.Kind.init) else { return nil }
    var subject = Subject(kind: kind, name: node["name"]?.string ?? "")
    subject.manifestDigest = digest(node["manifestDigest"])
    subject.configDigest = digest(node["configDigest"])
    subject.platform = node["platform"]?.string ?? ""
    subject.tags = node["tags"]?.strings ?? []
    subject.labels = texts(node["labels"])
    subject.base = node["base"].flatMap(base)
    return subject
  }

  static func base(_ node: DataNode) -> BaseImage? {
    guard let basis = node["basis"]?.string.flatMap(BaseImage.Basis.init) else { return nil }
    var base = BaseImage(
      node["name"]?.string ?? "",
      digest: digest(node["digest"]),
      basis: basis
    )
    base.layerCount = integer(node["layers"]).flatMap { $0 < 0 ? nil : $0 }
    base.isWhole = node["isWhole"]?.boolean ?? false
    return base
  }

  static func system(_ node: DataNode) -> OperatingSystem? {
    guard let id = node["id"]?.string else { return nil }
    var system = OperatingSystem(
      id: id,
      version: node["version"]?.string ?? "",
      path: node["path"]?.string ?? ""
    )
    system.codename = node["codename"]?.string ?? ""
    system.idLike = node["idLike"]?.strings ?? []
    system.prettyName = node["prettyName"]?.string ?? ""
    system.variant = node["variant"]?.string ?? ""
    system.cpe = node["cpe"]?.string ?? ""
    system.endOfLife = node["endOfLife"]?.string
    return system
  }

  static func layer(_ node: DataNode) -> Layer? {
    guard let index = integer(node["index"]), index >= 0 else { return nil }
    var layer = Layer(index: index)
    layer.digest = digest(node["digest"])
    layer.diffID = digest(node["diffID"])
    layer.size = node["size"]?.integer ?? 0
    layer.mediaType = node["mediaType"]?.string ?? ""
    layer.createdBy = node["createdBy"]?.string ?? ""
    return layer
  }

  /// A package with all that is said of it; `fallback` is its evidence where it has none.
  static func package(_ node: DataNode, fallback: Evidence) -> Package? {
    guard let ecosystem = node["ecosystem"]?.string, let name = node["name"]?.string else {
      return nil
    }
    var package = Package(
      Ecosystem(rawValue: ecosystem),
      namespace: node["namespace"]?.string ?? "",
      name: name,
      version: node["version"]?.string ?? "",
      evidence: fallback
    )
    let evidence = (node["evidence"]?.list ?? []).compactMap(Self.evidence)
    if !evidence.isEmpty { package.evidence = evidence }
    package.qualifiers = texts(node["qualifiers"])
    package.subpath = node["subpath"]?.string ?? ""
    package.architecture = node["architecture"]?.string ?? ""
    if let source = node["source"], let name = source["name"]?.string {
      package.source = SourcePackage(name: name, version: source["version"]?.string ?? "")
    }
    package.vendor = node["vendor"]?.string ?? ""
    package.licenses = node["licenses"]?.strings ?? []
    package.modularity = node["modularity"]?.string ?? ""
    package.dependencies = node["dependencies"]?.strings ?? []
    package.digests = (node["digests"]?.list ?? []).compactMap(digest)
    package.scope = node["scope"]?.string.flatMap(Package.Scope.init) ?? .runtime
    if let owner = node["owner"], let ecosystem = owner["ecosystem"]?.string,
      let name = owner["name"]?.string
    {
      package.owner = PackageOwner(ecosystem: Ecosystem(rawValue: ecosystem), name: name)
    }
    return package
  }

  static func evidence(_ node: DataNode) -> Evidence? {
    guard let analyzer = node["analyzer"]?.string,
      let method = node["method"]?.string.flatMap(Evidence.Method.init)
    else { return nil }
    var evidence = Evidence(
      analyzer: analyzer,
      method: method,
      path: node["path"]?.string ?? "",
      innerPath: node["innerPath"]?.string ?? ""
    )
    evidence.layer = integer(node["layer"])
    return evidence
  }

  static func unowned(_ node: DataNode) -> UnownedFile? {
    guard let path = node["path"]?.string,
      let kind = node["kind"]?.string.flatMap(UnownedFile.Kind.init),
      let sha256 = statedDigest(algorithm: "sha256", value: node["sha256"]?.string)
    else { return nil }
    return UnownedFile(
      path: path,
      kind: kind,
      size: node["size"]?.integer ?? 0,
      sha256: sha256,
      layer: integer(node["layer"])
    )
  }

  static func gap(_ node: DataNode) -> CoverageGap? {
    guard let reason = node["reason"]?.string.flatMap(CoverageGap.Reason.init) else { return nil }
    return CoverageGap(
      reason,
      path: node["path"]?.string ?? "",
      source: node["source"]?.string ?? "",
      detail: node["detail"]?.string ?? "",
      layer: integer(node["layer"])
    )
  }

  static func integer(_ node: DataNode?) -> Int? { node?.integer.flatMap { Int(exactly: $0) } }

  static func digest(_ node: DataNode?) -> Digest? {
    // What is no digest is worth as much as none.
    node?.string.flatMap { try? Digest($0) }
  }

  static func texts(_ node: DataNode?) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in node?.entries ?? [] { texts[entry.key] = entry.value.string }
    return texts
  }

  /// A part that stands as text in a property or comment; `nil` where it is no JSON.
  static func parse(_ text: some StringProtocol, limits: Limits) -> DataNode? {
    try? JSONReader.parse(Array(text.utf8).span, limits: limits)
  }
}

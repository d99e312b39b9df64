import Formats
import Model

/// An artifact as statements know it: the image, and the packages in it.
struct VEXArtifact {
  let inventory: Inventory
  private let names: [ImageName]
  private let digests: Set<Digest>
  /// The package URL of each package, in the order of the inventory.
  private let purls: [PackageURL?]
  private let byName: [String: [Int]]

  init(_ inventory: Inventory) {
    self.inventory = inventory
    names = ImageName.all(of: inventory.subject)
    digests = Set(
      [inventory.subject.manifestDigest, inventory.subject.configDigest].compactMap(\.self)
        + names.compactMap(\.digest)
    )
    purls = inventory.packages.map { $0.purl(system: inventory.system) }
    var byName: [String: [Int]] = [:]
    for (place, purl) in purls.enumerated() {
      if let purl { byName[purl.name, default: []].append(place) }
      let source = inventory.packages[place].source?.name ?? ""
      if !source.isEmpty, source != purl?.name { byName[source, default: []].append(place) }
    }
    self.byName = byName
  }

  /// How to call the artifact in a sentence.
  var label: String {
    if let name = names.first {
      return name.tag.isEmpty ? name.repository : "\(name.repository):\(name.tag)"
    }
    return "'\(inventory.subject.name)'"
  }

  // MARK: - The artifact itself

  /// Why a component is not this artifact; `nil` when it is.
  func difference(from component: VEXComponent) -> VEXMismatch? {
    if component.isArtifact || !digests.isDisjoint(with: component.digests) { return nil }
    var nearest = VEXMismatch.noSuchProduct(product: component.label)
    func consider(_ other: VEXMismatch) {
      if other.nearness > nearest.nearness { nearest = other }
    }
    if component.purls.isEmpty, component.digests.isEmpty, component.references.isEmpty {
      consider(.unknownKind(product: component.label))
    }
    for purl in component.purls where purl.isImage {
      guard let mismatch = difference(from: purl, called: component.label) else { return nil }
      consider(mismatch)
    }
    for reference in component.references {
      guard let mismatch = difference(from: reference) else { return nil }
      consider(mismatch)
    }
    for digest in component.digests where !digests.isEmpty && component.purls.isEmpty {
      consider(differing(component.label, "digest", digest.description, digestTexts))
    }
    for cpe in component.cpes where isSystem(cpe) { return nil }
    return nearest
  }

  private var digestTexts: String { digests.sorted().map(\.description).joined(separator: ", ") }

  private func differing(
    _ product: String,
    _ what: String,
    _ said: String,
    _ found: String
  ) -> VEXMismatch {
    .imageDiffers(
      product: product,
      VEXMismatch.Difference(what: what, said: said, found: found)
    )
  }

  /// Holds `pkg:oci/NAME@DIGEST?repository_url=…&tag=…&arch=…` and `pkg:docker/NS/NAME@TAG` against
  /// the image.
  private func difference(from purl: PackageURL, called product: String) -> VEXMismatch? {
    var tag = purl.qualifiers["tag"] ?? ""
    if !purl.version.isEmpty {
      // A version of `pkg:docker` is a tag or a digest; that of `pkg:oci` is a digest.
      if let digest = try? Digest(purl.version) {
        if digests.contains(digest) { return nil }
        guard digests.isEmpty || !names.contains(where: { $0.shortName == purl.name }) else {
          return differing(product, "digest", digest.description, digestTexts)
        }
        return .otherImage(product: product, artifact: label)
      }
      tag = purl.version
    }
    let named = names.filter { $0.shortName == purl.name }
    guard !named.isEmpty else { return .otherImage(product: product, artifact: label) }
    let wanted = Self.repository(of: purl)
    let there = named.filter { wanted.isEmpty || wanted.contains($0.repository) }
    guard !there.isEmpty else {
      return differing(product, "repository", wanted.first ?? "", named[0].repository)
    }
    if !tag.isEmpty, !there.contains(where: { $0.tag == tag }) {
      return differing(product, "tag", tag, there.map(\.tag).joined(separator: ", "))
    }
    let platform = inventory.subject.platform.split(separator: "/").map(String.init)
    if let architecture = purl.qualifiers["arch"], platform.count > 1, architecture != platform[1] {
      return differing(product, "architecture", architecture, platform[1])
    }
    return nil
  }

  /// The repositories that the URL of an image may mean; empty for any.
  private static func repository(of purl: PackageURL) -> [String] {
    guard var url = purl.qualifiers["repository_url"] else {
      guard purl.type == "docker" else { return [] }
      let namespace = purl.namespace.isEmpty ? "library" : purl.namespace
      return ["docker.io/\(namespace)/\(purl.name)"]
    }
    for scheme in ["https://", "http://", "oci://"] where url.hasPrefix(scheme) {
      url.removeFirst(scheme.count)
    }
    while url.last == "/" { url.removeLast() }
    let path = purl.namespace.isEmpty ? purl.name : "\(purl.namespace)/\(purl.name)"
    // Producers write the repository with the name in it or without.
    return [url, "\(url)/\(path)"]
  }

  /// Holds the name of an image, written as a plain reference, against this one.
  private func difference(from reference: String) -> VEXMismatch? {
    guard inventory.subject.kind == .image else {
      return reference == inventory.subject.name ? nil : .noSuchProduct(product: reference)
    }
    guard let name = ImageName(reference) else { return .noSuchProduct(product: reference) }
    if let digest = name.digest {
      if digests.contains(digest) { return nil }
      return names.contains { $0.repository == name.repository }
        ? differing(reference, "digest", digest.description, digestTexts)
        : .otherImage(product: reference, artifact: label)
    }
    let there = names.filter { $0.repository == name.repository }
    guard !there.isEmpty else { return .otherImage(product: reference, artifact: label) }
    if name.tag.isEmpty || there.contains(where: { $0.tag == name.tag }) { return nil }
    return differing(reference, "tag", name.tag, there.map(\.tag).joined(separator: ", "))
  }

  /// Whether a CPE is that of the artifact's system: `cpe:/o:redhat:enterprise_linux:9::baseos`.
  private func isSystem(_ cpe: String) -> Bool {
    guard let own = inventory.system?.cpe, let left = CPEName(cpe), let right = CPEName(own) else {
      return false
    }
    return left.vendor == right.vendor && left.product == right.product
      && (left.version == right.version || left.version.isEmpty
        || right.version.hasPrefix(left.version + "."))
  }

  // MARK: - Its packages

  /// The places of packages that a component means, or why there are none.
  func packages(of component: VEXComponent) -> (places: [Int], mismatch: VEXMismatch?) {
    var nearest = VEXMismatch.noSuchProduct(product: component.label)
    if component.purls.isEmpty, component.digests.isEmpty {
      nearest = .unknownKind(product: component.label)
    }
    var places: [Int] = []
    for purl in component.purls {
      for place in byName[purl.name] ?? [] {
        if let mismatch = difference(of: place, from: purl, in: component) {
          if mismatch.nearness > nearest.nearness { nearest = mismatch }
        } else {
          places.append(place)
        }
      }
    }
    if !component.digests.isEmpty {
      for (place, package) in inventory.packages.enumerated()
      where package.digests.contains(where: { component.digests.contains($0) }) {
        places.append(place)
      }
    }
    return (Array(Set(places)).sorted(), places.isEmpty ? nearest : nil)
  }

  private func difference(
    of place: Int,
    from purl: PackageURL,
    in component: VEXComponent
  ) -> VEXMismatch? {
    guard let own = purls[place] else { return .noSuchProduct(product: component.label) }
    let package = inventory.packages[place]
    let other = purl.qualifiers["arch"] == "source" ? package.sourcePURL(like: own) ?? own : own
    if let difference = purl.difference(from: other) {
      return .packageDiffers(product: component.label, difference.words(of: purl))
    }
    if !component.versions.isEmpty, !component.versions.contains(package.version) {
      let difference = VEXMismatch.Difference(
        what: "version",
        said: component.versions.joined(separator: ", "),
        found: package.version
      )
      return .packageDiffers(product: component.label, difference)
    }
    return nil
  }

  /// Whether a package is a part of another and of nothing else: all files it was found in are those
  /// of the other, or inside them, or the other installed it.
  func isPart(_ part: Int, of whole: Int) -> Bool {
    guard part != whole else { return true }
    let (part, whole) = (inventory.packages[part], inventory.packages[whole])
    if let owner = part.owner, owner.ecosystem == whole.ecosystem, owner.name == whole.name {
      return true
    }
    guard !part.evidence.isEmpty else { return false }
    return part.evidence.allSatisfy { inner in
      whole.evidence.contains { outer in
        guard inner.path == outer.path else { return false }
        if inner.innerPath == outer.innerPath { return whole.isBuilt(with: part) }
        return outer.innerPath.isEmpty || inner.innerPath.hasPrefix(outer.innerPath + "/")
      }
    }
  }
}

extension Package {
  /// Whether another that was found in the very same file went into this one.
  ///
  /// A Go program holds one main module, the one without a hash, and all others are parts of it;
  /// elsewhere a package has to say that it needs the other.
  fileprivate func isBuilt(with part: Package) -> Bool {
    if dependencies.contains(part.name) || dependencies.contains(part.fullName) { return true }
    return ecosystem == .golang && part.ecosystem == .golang && digests.isEmpty && name != "stdlib"
  }

  /// The package URL of the source package, as advisories of distributions have it.
  fileprivate func sourcePURL(like binary: PackageURL) -> PackageURL? {
    guard let source else { return nil }
    var qualifiers = binary.qualifiers
    qualifiers["arch"] = "source"
    // A name that makes no URL is not the one that is looked for.
    return try? PackageURL(
      type: binary.type,
      namespace: binary.namespace,
      name: source.name,
      version: source.version.isEmpty ? binary.version : source.version,
      qualifiers: qualifiers,
      conformance: .grammar
    )
  }
}

extension PackageURL.Difference {
  /// What a pattern says and what there is.
  fileprivate func words(of pattern: PackageURL) -> VEXMismatch.Difference {
    let (what, said, found) =
      switch self {
      case .type(let found): ("type", pattern.type, found)
      case .namespace(let found): ("namespace", pattern.namespace, found)
      case .name(let found): ("name", pattern.name, found)
      case .version(let found): ("version", pattern.version, found)
      case .qualifier(let key, let found):
        ("qualifier \(key)", pattern.qualifiers[key] ?? "", found)
      case .subpath(let found): ("subpath", pattern.subpath, found)
      }
    return VEXMismatch.Difference(what: what, said: said, found: found)
  }
}

/// The first parts of a CPE, in either of its spellings.
private struct CPEName {
  let vendor: String
  let product: String
  let version: String

  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    // `cpe:2.3:o:vendor:product:version:…` and `cpe:/o:vendor:product:version:…`.
    let first = text.hasPrefix("cpe:2.3:") ? 3 : 2
    guard text.hasPrefix("cpe:"), parts.count > first + 1 else { return nil }
    vendor = parts[first]
    product = parts[first + 1]
    let version = parts.count > first + 2 ? parts[first + 2] : ""
    self.version = version == "*" || version == "-" ? "" : version
  }
}

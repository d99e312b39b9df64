import Formats
package import Model

/// An image for tests: its blobs by digest, and its manifests by digest and tag.
package struct StubImage: Sendable {
  package struct Document: Hashable, Sendable {
    package var type: String
    package var body: [UInt8]
  }

  package let repository: String
  package var blobs: [Digest: [UInt8]] = [:]
  package var manifests: [String: Document] = [:]
  /// The layers as stored.
  package private(set) var layers: [Digest] = []
  package private(set) var digest = SHA256.digest(of: [UInt8]().span)
  private let algorithm: Digest.Algorithm

  /// - Parameters:
  ///   - layers: the plain and the stored bytes of each.
  ///   - foreign: the address of the layers, where the registry does not hold them.
  ///   - algorithm: of all digests.
  package init(
    repository: String,
    tag: String = "1",
    layers: [(plain: [UInt8], stored: [UInt8])],
    foreign: String? = nil,
    algorithm: Digest.Algorithm = .sha256
  ) {
    self.repository = repository
    self.algorithm = algorithm
    let diffIDs = layers.map { #""\#(Self.digest(of: $0.plain, by: algorithm))""# }
    let configuration = add(
      """
      {"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers",\
      "diff_ids":[\(diffIDs.joined(separator: ","))]}}
      """
    )
    let type =
      foreign == nil ? "layer.v1.tar+gzip" : "layer.nondistributable.v1.tar+gzip"
    let urls = foreign.map { #","urls":["\#($0)"]"# } ?? ""
    let descriptors = layers.map { layer in
      let digest = Self.digest(of: layer.stored, by: algorithm)
      self.layers.append(digest)
      if foreign == nil { blobs[digest] = layer.stored }
      return descriptor(type, digest, layer.stored.count, urls)
    }
    let list = descriptors.joined(separator: ",")
    let manifest = """
      {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
      "config":\(configuration),"layers":[\(list)]}
      """
    digest = add(manifest: manifest, "application/vnd.oci.image.manifest.v1+json", tag: tag)
  }

  /// Adds a manifest under its digest and a tag, and gives the digest.
  @discardableResult
  package mutating func add(manifest: String, _ type: String, tag: String?) -> Digest {
    let document = Document(type: type, body: Array(manifest.utf8))
    let digest = Self.digest(of: document.body, by: algorithm)
    manifests[digest.description] = document
    if let tag { manifests[tag] = document }
    return digest
  }

  /// Puts the image into an index, beside one for another system.
  package mutating func addIndex(tag: String) {
    let size = manifests[digest.description]?.body.count ?? 0
    let other = SHA256.digest(of: [1 as UInt8].span)
    let entries = [(other, "arm64"), (digest, "amd64")].map { digest, architecture in
      """
      {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(digest)",\
      "size":\(size),"platform":{"os":"linux","architecture":"\(architecture)"}}
      """
    }
    add(
      manifest: """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",\
        "manifests":[\(entries.joined(separator: ","))]}
        """,
      "application/vnd.oci.image.index.v1+json",
      tag: tag
    )
  }

  private static func digest(of bytes: [UInt8], by algorithm: Digest.Algorithm) -> Digest {
    Digest(of: bytes.span, by: algorithm) ?? SHA256.digest(of: bytes.span)
  }

  private mutating func add(_ configuration: String) -> String {
    let bytes = Array(configuration.utf8)
    let digest = Self.digest(of: bytes, by: algorithm)
    blobs[digest] = bytes
    return descriptor("config.v1+json", digest, bytes.count, "")
  }

  private func descriptor(_ type: String, _ digest: Digest, _ size: Int, _ more: String) -> String {
    """
    {"mediaType":"application/vnd.oci.image.\(type)","digest":"\(digest)","size":\(size)\(more)}
    """
  }

  /// What a sound registry that holds the image answers.
  package func answer(_ request: StubRequest) -> StubAnswer {
    if request.path == "/v2/" { return StubAnswer(200, "{}") }
    let prefix = "/v2/\(repository)/"
    guard request.path.hasPrefix(prefix) else {
      return .error(404, "NAME_UNKNOWN", "repository name not known to registry")
    }
    let parts = request.path.dropFirst(prefix.count).split(separator: "/").map(String.init)
    switch parts.first {
    case "manifests":
      guard let found = manifests[parts[1]] else {
        return .error(404, "MANIFEST_UNKNOWN", "manifest unknown")
      }
      let digest = Self.digest(of: found.body, by: algorithm).description
      return StubAnswer(
        200,
        headers: ["content-type": found.type, "docker-content-digest": digest],
        body: found.body
      )
    case "blobs":
      guard let digest = try? Digest(parts[1]), let blob = blobs[digest] else {
        return .error(404, "BLOB_UNKNOWN", "blob unknown to registry")
      }
      return StubAnswer(200, body: blob).ranged(request)
    default: return .error(404, "UNSUPPORTED", "no such endpoint")
    }
  }
}

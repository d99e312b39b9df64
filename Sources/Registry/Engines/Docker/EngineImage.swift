package import Artifacts
import Formats
package import Model
package import OCI

/// What an engine says of an image it holds: enough to tell what it consists of, and which of
/// its layers are known already, without moving any of them.
///
/// Source: Docker Engine API, `GET /images/{name}/json`; Podman's `GET /libpod/images/{name}/json`.
package struct EngineImage: Hashable, Sendable {
  package var engine: EngineKind
  /// What to report it as.
  package var name: String
  /// What the engine names it by: the digest of its configuration, or of its manifest or index.
  package var id: Digest
  /// Whether the engine keeps images as registries do, possibly for several platforms.
  package var isNamedByManifest: Bool
  /// Digest of the manifest; `nil` where the engine names images by configuration.
  package var manifestDigest: Digest?
  package var tags: [String]
  /// How containers of it are run.
  package var execution: ImageConfiguration.Execution
  package var platform: Platform
  /// Digests of the plain layers, from the base up.
  package var diffIDs: [Digest]
  /// The build steps, where the engine tells them here.
  package var history: EngineHistory?

  /// Digest of the configuration; `nil` where the engine names images by manifest.
  package var configDigest: Digest? { isNamedByManifest ? nil : id }

  init(
    _ node: DataNode,
    engine: EngineKind,
    name: EngineImageName
  ) throws(EngineError) {
    self.engine = engine
    self.name = name.shown
    let fields = InspectedFields(node, engine: engine)
    id = try fields.digest(try fields.string("Id"), "Id")
    tags = fields.strings(node["RepoTags"]).sorted()
    execution = ImageConfiguration.Execution(node["Config"], fields)
    platform = Platform(
      os: node["Os"]?.string ?? "",
      architecture: node["Architecture"]?.string ?? "",
      variant: node["Variant"]?.string ?? "",
      // Podman puts the builder's version there for everything but Windows.
      osVersion: node["Os"]?.string == "windows" ? node["OsVersion"]?.string ?? "" : ""
    )
    diffIDs = []
    for text in fields.strings(node["RootFS"]?["Layers"]) {
      diffIDs.append(try fields.digest(text, "RootFS.Layers"))
    }
    let suffix = "@\(id)"
    isNamedByManifest =
      node["Descriptor"]?["digest"]?.string != nil
      || fields.strings(node["RepoDigests"]).contains { $0.hasSuffix(suffix) }
    history = node["History"]?.list.map { EngineHistory(ofConfiguration: $0) }
    // Podman names images by configuration, and tells the manifest besides.
    if let text = node["Digest"]?.string { manifestDigest = try fields.digest(text, "Digest") }
    if isNamedByManifest { manifestDigest = try Self.manifest(node, id: id, platform, fields) }
  }

  /// The manifest of this platform: what the name leads to, or an entry of the index there.
  private static func manifest(
    _ node: DataNode,
    id: Digest,
    _ platform: Platform,
    _ fields: InspectedFields
  ) throws(EngineError) -> Digest? {
    let type = MediaType(rawValue: node["Descriptor"]?["mediaType"]?.string ?? "")
    if type.isImageManifest { return id }
    for entry in node["Manifests"]?.list ?? [] {
      let described = entry["ImageData"]?["Platform"] ?? entry["Descriptor"]?["platform"]
      guard entry["Kind"]?.string == "image", entry["Available"]?.boolean == true, let described
      else { continue }
      let offered = Platform(
        os: described["os"]?.string ?? "",
        architecture: described["architecture"]?.string ?? "",
        variant: described["variant"]?.string ?? "",
        osVersion: platform.osVersion
      )
      guard offered == platform, let text = entry["Descriptor"]?["digest"]?.string else {
        continue
      }
      return try fields.digest(text, "Manifests")
    }
    return nil
  }
}

extension EngineImage {
  /// The image as the walk wants it; `nil` where the history does not tell which build step made
  /// which layer, and only the image's own configuration will.
  package func resolved(history: EngineHistory) throws(ArtifactError) -> ResolvedImage? {
    guard let steps = history.steps(layerCount: diffIDs.count) else { return nil }
    var configuration = ImageConfiguration(platform: platform, diffIDs: diffIDs, history: steps)
    configuration.execution = execution
    var image = try ResolvedImage(
      name: name,
      manifest: nil,
      manifestDigest: manifestDigest,
      configuration: configuration,
      configDigest: id
    )
    describe(&image.subject)
    return image
  }

  /// Says of an inventory, made from the exported archive, the same as of one made from the
  /// cache: an archive has names, digests and compression of its own.
  package func restate(_ inventory: inout Inventory) throws(EngineError) {
    guard inventory.layers.map(\.diffID) == diffIDs else {
      throw EngineError(
        .interrupted,
        engine,
        "\(name) is another image now than when it was asked for; try again"
      )
    }
    describe(&inventory.subject)
    for index in inventory.layers.indices {
      inventory.layers[index].digest = nil
      inventory.layers[index].size = 0
      inventory.layers[index].mediaType = ""
    }
  }

  private func describe(_ subject: inout Subject) {
    subject.name = name
    subject.manifestDigest = manifestDigest
    subject.configDigest = configDigest
    subject.platform = platform.description
    subject.tags = tags
    subject.labels = execution.labels
    // Engines tell the history in another form than the archives they give, and the same image is to
    // be told of in the same words.
    subject.base = BaseImage(labels: execution.labels)
  }
}

/// The fields of an engine's answer.
struct InspectedFields {
  let node: DataNode
  let engine: EngineKind

  init(_ node: DataNode, engine: EngineKind) {
    self.node = node
    self.engine = engine
  }

  func string(_ key: String) throws(EngineError) -> String {
    guard let text = node[key]?.string else {
      throw EngineError(.malformed, engine, "its answer has no field \(key)")
    }
    return text
  }

  /// A digest with or without its algorithm, as Podman has both.
  func digest(_ text: String, _ key: String) throws(EngineError) -> Digest {
    do throws(DigestError) {
      return try Digest(text.contains(":") ? text : "sha256:" + text)
    } catch {
      throw EngineError(.malformed, engine, "its answer's field \(key) holds no digest: \(text)")
    }
  }

  func strings(_ list: DataNode?) -> [String] { (list?.list ?? []).compactMap(\.string) }

  func dictionary(_ map: DataNode?) -> [String: String] {
    var result: [String: String] = [:]
    for entry in map?.map?.entries ?? [] { result[entry.key] = entry.value.string ?? "" }
    return result
  }
}

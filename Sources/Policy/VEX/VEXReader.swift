import Formats
package import Model

/// Reads VEX documents: OpenVEX, CSAF 2.0 and CycloneDX, in JSON, plain or in the envelopes that they
/// are attached to images in.
package enum VEXReader {
  /// Where a document was found, which decides what a statement without products is about.
  package enum Place: Sendable {
    /// A file of the user's.
    case file
    /// Attached to the artifact itself, or lying in it.
    case artifact
  }

  /// `name` is what findings are said to be dismissed by.
  package static func read(
    _ bytes: Span<UInt8>,
    name: String,
    from place: Place = .file,
    limits: Limits
  ) throws(VEXError) -> VEXDocument {
    let root: DataNode
    do {
      root = try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw .unreadable(error)
    }
    // The artifact itself stands for products that are not named where they cannot be another.
    var artifact: VEXComponent?
    if place == .artifact {
      artifact = VEXComponent(label: "the artifact it is attached to")
      artifact?.isArtifact = true
    }
    let (statement, document) = try opened(root, limits: limits)
    if let statement { artifact = subjects(of: statement) ?? artifact }
    return try read(document, name: name, artifact: artifact)
  }

  private static func read(
    _ root: DataNode,
    name: String,
    artifact: VEXComponent?
  ) throws(VEXError) -> VEXDocument {
    if root["@context"]?.isOpenVEXContext == true {
      return OpenVEXReader(name: name, artifact: artifact).read(root)
    }
    if root["document"]?["csaf_version"] != nil { return CSAFReader(root, name: name).read() }
    if root["bomFormat"]?.string == "CycloneDX" {
      return CycloneDXVEXReader(root, name: name).read()
    }
    throw .unknownFormat
  }

  // MARK: - Envelopes

  /// Takes a document out of a DSSE envelope and an in-toto statement, whichever there are.
  private static func opened(
    _ root: DataNode,
    limits: Limits
  ) throws(VEXError) -> (statement: DataNode?, document: DataNode) {
    // A bundle of Sigstore holds the envelope with what is needed to verify it.
    var root = root["dsseEnvelope"] ?? root
    if root["payloadType"] != nil, let payload = root["payload"]?.string {
      guard let bytes = Base64.decode(payload) else { throw .badEnvelope }
      do {
        root = try JSONReader.parse(bytes.span, limits: limits)
      } catch {
        throw .badEnvelope
      }
    }
    guard root["_type"]?.string?.hasPrefix("https://in-toto.io/Statement/") == true,
      var predicate = root["predicate"]
    else { return (nil, root) }
    // Cosign's own predicate has the document one level further down.
    if predicate["@context"] == nil, let data = predicate["Data"] ?? predicate["data"] {
      predicate = data
    }
    return (root, predicate)
  }

  /// What an in-toto statement is about, as one component known by any of the digests.
  private static func subjects(of statement: DataNode) -> VEXComponent? {
    var component = VEXComponent(label: "the subject of the attestation")
    for subject in statement["subject"]?.list ?? [] {
      for entry in subject["digest"]?.map?.entries ?? [] {
        component.add(hash: entry.value.string ?? "", algorithm: entry.key)
      }
    }
    return component.isEmpty ? nil : component
  }
}

extension DataNode {
  fileprivate var isOpenVEXContext: Bool {
    let texts = list?.compactMap(\.string) ?? [string ?? ""]
    return texts.contains { $0.hasPrefix("https://openvex.dev/ns") }
  }

  /// A list, or one value as a list of one, as several producers write it.
  var elements: [DataNode] { list ?? (isNull ? [] : [self]) }
}

import Artifacts
import Formats
import Model
import OCI
import Synchronization

@testable import Registry

/// What a stubbed containerd holds, by namespace.
struct ContainerdStub: Sendable {
  private var images: [String: [String: (digest: Digest, type: String)]] = [:]
  private var content: [String: [Digest: [UInt8]]] = [:]

  /// Adds a blob; gives its digest.
  mutating func add(_ bytes: [UInt8], to namespace: String = "default") -> Digest {
    let digest = SHA256.digest(of: bytes.span)
    content[namespace, default: [:]][digest] = bytes
    return digest
  }

  mutating func remove(_ digest: Digest) { content["default"]?[digest] = nil }

  /// Puts other bytes in the place of a blob.
  mutating func replace(_ digest: Digest, with bytes: [UInt8]) {
    content["default"]?[digest] = bytes
  }

  mutating func name(
    _ name: String,
    _ digest: Digest,
    type: String = "application/vnd.oci.image.manifest.v1+json",
    in namespace: String = "default"
  ) {
    images[namespace, default: [:]][name] = (digest, type)
  }

  /// Adds an image of plain layers for a platform; gives its manifest's digest.
  mutating func image(
    _ layers: [[UInt8]],
    architecture: String = "amd64",
    in namespace: String = "default"
  ) -> Digest {
    var config = JSONWriter(.compact)
    config.object {
      $0.field("os", "linux")
      $0.field("architecture", architecture)
      $0.key("rootfs")
      $0.object {
        $0.field("type", "layers")
        $0.field("diff_ids", layers.map { SHA256.digest(of: $0.span).description })
      }
    }
    let configDigest = add(config.bytes, to: namespace)
    let descriptors = layers.map { Self.descriptor("layer.v1.tar", add($0, to: namespace), $0) }
    let text = """
      {"schemaVersion":2,"config":\(Self.descriptor("config.v1+json", configDigest, config.bytes)),
      "layers":[\(descriptors.joined(separator: ","))]}
      """
    return add(Array(text.utf8), to: namespace)
  }

  /// Adds an index of images for platforms; gives its digest.
  mutating func index(_ entries: [(String, Digest)]) -> Digest {
    let list = entries.map { architecture, digest in
      """
      {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(digest)","size":1,
      "platform":{"os":"linux","architecture":"\(architecture)"}}
      """
    }
    let text = #"{"schemaVersion":2,"manifests":[\#(list.joined(separator: ","))]}"#
    return add(Array(text.utf8))
  }

  private static func descriptor(_ type: String, _ digest: Digest, _ bytes: [UInt8]) -> String {
    """
    {"mediaType":"application/vnd.oci.image.\(type)","digest":"\(digest)","size":\(bytes.count)}
    """
  }

  /// Answers as the services of containerd do.
  func answer(_ call: GRPCStub.Call) -> [GRPCStub.Step] {
    let request = Request(call.message)
    switch call.method {
    case "Images/Get":
      guard let image = images[call.namespace]?[request.text] else { break }
      return GRPCStub.answer(message(request.text, image))
    case "Images/List":
      let wanted = request.text.replacing("target.digest==", with: "")
      let found = (images[call.namespace] ?? [:]).filter { $0.value.digest.description == wanted }
      return GRPCStub.answer(found.sorted { $0.key < $1.key }.flatMap { message($0, $1) })
    case "Content/Info":
      guard let blob = blob(request, call.namespace) else { break }
      var info = ProtobufWriter()
      info.field(1, request.text)
      info.field(2, Int64(blob.count))
      var answer = ProtobufWriter()
      answer.field(1, info.bytes)
      return GRPCStub.answer(answer.bytes)
    case "Content/Read":
      guard let blob = blob(request, call.namespace) else { break }
      return read(blob, request)
    default: return GRPCStub.failure(12, "unknown")
    }
    return GRPCStub.failure(5, "not found")
  }

  private func blob(_ request: Request, _ namespace: String) -> [UInt8]? {
    (try? Digest(request.text)).flatMap { content[namespace]?[$0] }
  }

  /// In two messages, since a server may; with offsets from the start of the part, as containerd's.
  private func read(_ blob: [UInt8], _ request: Request) -> [GRPCStub.Step] {
    let start = Int(request.numbers[2] ?? 0)
    let end = min(blob.count, start + Int(request.numbers[3] ?? 0))
    let middle = start + (end - start) / 2
    let messages = [start..<middle, middle..<end].filter { !$0.isEmpty }.map { range in
      var piece = ProtobufWriter()
      piece.field(1, Int64(range.lowerBound - start))
      piece.field(2, Array(blob[range]))
      return GRPCStub.Step.data(GRPCStub.framed(piece.bytes))
    }
    return [GRPCStub.headers] + messages + [GRPCStub.trailers()]
  }

  private func message(_ name: String, _ image: (digest: Digest, type: String)) -> [UInt8] {
    `containerd messages`.image(name, digest: image.digest.description, type: image.type)
  }

  /// All our requests have one text and some numbers.
  private struct Request {
    var text = ""
    var numbers: [Int: Int64] = [:]

    init(_ bytes: [UInt8]) {
      var reader = ProtobufReader(0..<bytes.count)
      while let field = try? reader.next(in: bytes.span) {
        if let range = try? field.range() {
          text = String(decoding: bytes[range], as: UTF8.self)
        } else {
          numbers[field.number] = try? field.integer()
        }
      }
    }
  }
}

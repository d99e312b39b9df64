import Model
import OCI

/// An image as containerd's image service has it: a name, and what it leads to.
///
/// Source: containerd's `services/images/v1/images.proto` and `types/descriptor.proto`:
/// `Image { name = 1, labels = 2, target = 3 }`,
/// `Descriptor { media_type = 1, digest = 2, size = 3, annotations = 5 }`.
struct ContainerdImage: Hashable {
  var name: String
  var target: Descriptor

  /// Reads `GetImageResponse { image = 1 }`; `nil` where there is none in it.
  static func inAnswer(_ bytes: [UInt8]) throws -> ContainerdImage? {
    var reader = ProtobufReader(0..<bytes.count)
    var image: ContainerdImage?
    while let field = try reader.next(in: bytes.span) {
      guard field.number == 1 else { continue }
      image = try ContainerdImage(bytes.span, in: try field.range())
    }
    return image
  }

  /// Reads `ListImagesResponse { images = 1, repeated }`.
  static func list(_ bytes: [UInt8]) throws -> [ContainerdImage] {
    var reader = ProtobufReader(0..<bytes.count)
    var images: [ContainerdImage] = []
    while let field = try reader.next(in: bytes.span) {
      guard field.number == 1 else { continue }
      images.append(try ContainerdImage(bytes.span, in: try field.range()))
    }
    return images
  }

  private init(_ bytes: Span<UInt8>, in range: Range<Int>) throws {
    var reader = ProtobufReader(range)
    var name = ""
    var target: Descriptor?
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: name = try bytes.text(of: field)
      case 3: target = try Self.descriptor(bytes, in: try field.range())
      default: break
      }
    }
    guard let target else { throw ProtobufError.malformed("an image without a target") }
    self.name = name
    self.target = target
  }

  private static func descriptor(_ bytes: Span<UInt8>, in range: Range<Int>) throws -> Descriptor {
    var reader = ProtobufReader(range)
    var type = ""
    var digest = ""
    var size: Int64 = 0
    while let field = try reader.next(in: bytes) {
      switch field.number {
      case 1: type = try bytes.text(of: field)
      case 2: digest = try bytes.text(of: field)
      case 3: size = try field.integer()
      default: break
      }
    }
    guard size >= 0 else { throw ProtobufError.malformed("a negative size") }
    return Descriptor(mediaType: MediaType(rawValue: type), digest: try Digest(digest), size: size)
  }
}

/// A piece of content: `ReadContentResponse { offset = 1, data = 2 }`.
struct ContentPiece: Hashable {
  var offset: Int64 = 0
  /// Where in the message the data lies.
  var data = 0..<0

  init(_ bytes: [UInt8]) throws(ProtobufError) {
    var reader = ProtobufReader(0..<bytes.count)
    while let field = try reader.next(in: bytes.span) {
      switch field.number {
      case 1: offset = try field.integer()
      case 2: data = try field.range()
      default: break
      }
    }
  }
}

/// What the content service knows of a blob: `InfoResponse { info = 1 }`,
/// `Info { digest = 1, size = 2 }`.
struct ContentInfo: Hashable {
  var size: Int64 = 0

  init(_ bytes: [UInt8]) throws(ProtobufError) {
    var reader = ProtobufReader(0..<bytes.count)
    while let field = try reader.next(in: bytes.span) {
      guard field.number == 1 else { continue }
      var info = ProtobufReader(try field.range())
      while let inner = try info.next(in: bytes.span) {
        if inner.number == 2 { size = try inner.integer() }
      }
    }
  }
}

extension Span where Element == UInt8 {
  /// The text in a field of this message.
  fileprivate func text(of field: ProtobufReader.Field) throws(ProtobufError) -> String {
    let range = try field.range()
    guard let checked = try? UTF8Span(validating: extracting(range)) else {
      throw .notText(field: field.number)
    }
    return String(copying: checked)
  }
}

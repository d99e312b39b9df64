package import Formats
package import Model

/// Why some bytes are no image manifest, index, configuration or layout.
package enum ImageFormatError: Error, Hashable {
  /// They are no JSON.
  case syntax(DataError)
  /// A field that must be there is not.
  case missing(String)
  /// A field holds a value of another type than the specification says.
  case wrongType(String)
  case invalidDigest(String, DigestError)
  /// A size below zero.
  case invalidSize(String)
  /// A path that leads out of the archive.
  case unsafePath(String)
  /// Docker's schema 1, given up in 2019: its digests do not cover what it says.
  case schema1
  /// Both an index and an image, so that two readers would see two things.
  case ambiguous
  /// Neither an index nor an image.
  case unrecognised(mediaType: String)
  /// An artifact that is no container image, such as a chart or a signature.
  case notAnImage(mediaType: String)
  /// No image for the platform that was asked for; those there are, sorted.
  case noSuchPlatform(String, available: [String])
  /// An index without any image.
  case emptyIndex
  /// A layout version we do not read.
  case unsupportedLayout(String)
}

extension ImageFormatError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .syntax(let error): "not sound JSON: \(Self.text(error))"
    case .missing(let field): "the field \(field) is missing"
    case .wrongType(let field): "the field \(field) holds a value of the wrong type"
    case .invalidDigest(let field, let error): "the field \(field) holds no digest: \(error)"
    case .invalidSize(let field): "the field \(field) holds no size"
    case .unsafePath(let path): "the path \"\(path)\" leads out of the archive"
    case .schema1:
      "the image has a schema 1 manifest, a format given up in 2019; pull it and push it again "
        + "with a current Docker to get one that can be read"
    case .ambiguous: "the manifest claims to be both an index and an image, and is refused"
    case .unrecognised(let type): "neither an image nor an index of images, but \(Self.named(type))"
    case .notAnImage(let type): "not a container image, but an artifact of \(Self.named(type))"
    case .noSuchPlatform(let wanted, let available):
      "there is no image for \(wanted); available: \(available.joined(separator: ", "))"
    case .emptyIndex: "the index lists no image"
    case .unsupportedLayout(let version): "the image layout has version \(version); we read 1.x"
    }
  }

  private static func named(_ type: String) -> String {
    type.isEmpty ? "no stated type" : "type \(type)"
  }

  private static func text(_ error: DataError) -> String {
    switch error {
    case .malformed(let what, let line, let column): "\(what), line \(line), column \(column)"
    case .truncated(let line): "it ends early, in line \(line)"
    case .notUTF8(let offset): "it is not UTF-8 at byte \(offset)"
    case .limit(let which): "it exceeds the limit of \(which)"
    }
  }
}

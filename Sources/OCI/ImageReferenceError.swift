package import Model

/// Why a text is no image name.
package enum ImageReferenceError: Error, Hashable {
  case empty
  /// More bytes than a name may have.
  case tooLong(Int)
  /// 64 hexadecimal digits alone: an image's identifier, which no registry can look up.
  case identifier(String)
  case invalidRegistry(String)
  case invalidRepository(String)
  /// Repository names are lower case.
  case upperCase(String)
  case invalidTag(String)
  case invalidDigest(DigestError)
}

extension ImageReferenceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "an image name is needed, such as alpine:3.20"
    case .tooLong(let count):
      "the image name has \(count) bytes; its repository may have "
        + "\(ReferenceGrammar.repositoryLimit)"
    case .identifier(let text):
      "\(text) is an image identifier, not a name; add the repository, as in NAME@sha256:\(text)"
    case .invalidRegistry(let text):
      "\"\(text)\" is no registry; write a host and perhaps a port, as in registry.example:5000"
    case .invalidRepository(let text):
      "\"\(text)\" is no repository; its parts are lower-case letters and digits, with single "
        + "dots, one or two underscores, or dashes between"
    case .upperCase(let text):
      "\"\(text)\" has upper-case letters; repository names are lower case"
    case .invalidTag(let text):
      "\"\(text)\" is no tag; one is up to 128 letters, digits, dots, dashes and underscores"
    case .invalidDigest(.missingAlgorithm(let text)):
      "\"\(text)\" is no digest; write it as sha256:…"
    case .invalidDigest(.unknownAlgorithm(let name)):
      "images are not named by \"\(name)\" digests; use sha256 or sha512"
    case .invalidDigest(.malformedValue(let text)):
      "\"\(text)\" is no digest value; it is too short, too long, or not lower-case hexadecimal"
    }
  }
}

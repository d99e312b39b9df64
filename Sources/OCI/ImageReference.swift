package import Model

/// The name of an image as Docker reads it: `nginx` is `docker.io/library/nginx:latest`.
///
/// Grammar (distribution/reference, "Grammar"):
///
///     reference       := name [ ":" tag ] [ "@" digest ]
///     name            := [ host "/" ] component { "/" component }
///     host            := ( domain name | "[" IPv6 address "]" ) [ ":" port ]
///     component       := lower-case letters and digits, joined by `.`, `_`, `__` or dashes
///     tag             := letter, digit or `_`, then up to 127 of these or `.` or `-`
///
/// The first component is a host when it holds a dot, a colon or an upper-case letter, or is
/// `localhost`. Holding a value means that the text was checked.
package struct ImageReference: Hashable, Sendable, CustomStringConvertible {
  /// The registry as names write it: `docker.io`, `localhost:5000`.
  package let registry: String
  /// The path within the registry: `library/nginx`.
  package let repository: String
  /// The tag as written; `nil` where there was none.
  package let tag: String?
  /// The manifest digest; where there is one, it decides and the tag is a remark.
  package let digest: Digest?

  static let defaultRegistry = "docker.io"
  static let officialPrefix = "library/"
  static let defaultTag = "latest"

  /// Reads a name as a user writes it.
  package init(_ text: String) throws(ImageReferenceError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= ReferenceGrammar.textLimit else { throw .tooLong(text.utf8.count) }
    guard !ReferenceGrammar.isIdentifier(text) else { throw .identifier(text) }
    let (registry, rest) = Self.splitRegistry(text)
    var name = rest
    var digest: Digest?
    if let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
      digest = try Self.digest(rest[rest.utf8.index(after: at)...])
      name = rest[..<at]
    }
    var tag: String?
    if let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) {
      tag = String(name[name.utf8.index(after: colon)...])
      name = name[..<colon]
    }
    let repository = Self.isOfficial(name, in: registry) ? Self.officialPrefix + name : String(name)
    try self.init(registry: registry, repository: repository, tag: tag, digest: digest)
  }

  /// Checks the parts of a name that are already apart.
  package init(
    registry: String,
    repository: String,
    tag: String?,
    digest: Digest?
  ) throws(ImageReferenceError) {
    guard ReferenceGrammar.isHost(registry) else { throw .invalidRegistry(registry) }
    guard repository.utf8.count <= ReferenceGrammar.repositoryLimit else {
      throw .tooLong(repository.utf8.count)
    }
    guard ReferenceGrammar.isRepository(repository) else {
      throw repository.utf8.contains(where: ReferenceGrammar.isUpper)
        ? .upperCase(repository) : .invalidRepository(repository)
    }
    if let tag, !ReferenceGrammar.isTag(tag) { throw .invalidTag(tag) }
    if let digest, !ReferenceGrammar.names(digest) {
      throw .invalidDigest(.unknownAlgorithm(digest.algorithm.rawValue))
    }
    self.registry = registry
    self.repository = repository
    self.tag = tag
    self.digest = digest
  }

  private static func splitRegistry(_ text: String) -> (registry: String, rest: Substring) {
    let (first, rest) = firstComponent(text)
    guard let rest, ReferenceGrammar.looksLikeHost(first) else {
      return (defaultRegistry, text[...])
    }
    // The name Docker Hub went by at first.
    return first == "index.docker.io" ? (defaultRegistry, rest) : (String(first), rest)
  }

  private static func isOfficial(_ name: Substring, in registry: String) -> Bool {
    registry == defaultRegistry && !name.isEmpty && !name.utf8.contains(UInt8(ascii: "/"))
  }

  private static func digest(_ text: Substring) throws(ImageReferenceError) -> Digest {
    do throws(DigestError) {
      return try Digest(String(text))
    } catch {
      throw .invalidDigest(error)
    }
  }
}

extension ImageReference {
  /// The name in full, with nothing left to read into it: `docker.io/library/nginx:latest`.
  package var canonical: String { "\(registry)/\(repository)\(suffix(tag: effectiveTag))" }

  /// The name as people write it: `nginx:latest`.
  package var familiar: String { familiarName + suffix(tag: effectiveTag) }

  package var description: String { familiar }

  /// The name without tag and digest, in full.
  package var name: String { "\(registry)/\(repository)" }

  /// The tag to ask for: `latest` where neither tag nor digest was given.
  package var effectiveTag: String? { tag ?? (digest == nil ? Self.defaultTag : nil) }

  /// What a registry is asked for: the digest where there is one, or else the tag.
  package var target: String { digest?.description ?? effectiveTag ?? Self.defaultTag }

  /// The same repository, at this digest.
  package func pinned(to digest: Digest) throws(ImageReferenceError) -> ImageReference {
    try ImageReference(registry: registry, repository: repository, tag: tag, digest: digest)
  }

  /// As short as it can be and still be read back as the same image.
  private var familiarName: String {
    guard registry == Self.defaultRegistry else { return name }
    let (first, rest) = Self.firstComponent(repository)
    // `docker.io/example.org/app` without its registry would name one called `example.org`.
    guard let rest else { return repository }
    if ReferenceGrammar.looksLikeHost(first) { return name }
    let isOfficial = first + "/" == Self.officialPrefix && !rest.utf8.contains(UInt8(ascii: "/"))
    return isOfficial ? String(rest) : repository
  }

  /// The text up to the first slash, and what follows it.
  private static func firstComponent(_ text: String) -> (first: Substring, rest: Substring?) {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return (text[...], nil) }
    return (text[..<slash], text[text.utf8.index(after: slash)...])
  }

  private func suffix(tag: String?) -> String {
    (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0.description } ?? "")
  }
}

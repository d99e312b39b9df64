import Model

/// The package URL of an image: `pkg:oci/debian@sha256:…?repository_url=docker.io/library/debian`.
enum ImagePackageURL {
  /// `nil` where the image has no manifest digest or goes by no name of a registry.
  static func purl(of subject: Subject) -> PackageURL? {
    guard subject.kind == .image, let digest = subject.manifestDigest,
      let (repository, tag) = subject.tags.lazy.compactMap(repository).first,
      let name = repository.split(separator: "/").last
    else { return nil }
    var qualifiers = ["repository_url": repository, "tag": tag]
    let platform = subject.platform.split(separator: "/")
    if platform.count > 1 { qualifiers["arch"] = String(platform[1]) }
    // A name that is no OCI name has no URL; the digest is in the report anyway.
    return try? PackageURL(
      type: "oci",
      name: String(name),
      version: digest.description,
      qualifiers: qualifiers
    )
  }

  /// Splits a reference as Docker reads it: `nginx` is `docker.io/library/nginx`.
  private static func repository(_ reference: String) -> (repository: String, tag: String)? {
    var text = reference.split(separator: "@", maxSplits: 1).first ?? ""
    var tag = ""
    let lastSlash = text.lastIndex(of: "/") ?? text.startIndex
    if let colon = text[lastSlash...].lastIndex(of: ":") {
      tag = String(text[text.index(after: colon)...])
      text = text[..<colon]
    }
    guard let first = text.split(separator: "/").first, !text.hasPrefix("/"), !text.hasPrefix(".")
    else { return nil }
    let isHost =
      text.contains("/") && (first.contains(".") || first.contains(":") || first == "localhost")
    if isHost { return (String(text), tag) }
    return (text.contains("/") ? "docker.io/\(text)" : "docker.io/library/\(text)", tag)
  }
}

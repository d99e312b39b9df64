package import Model

/// The name of an image in full: `nginx:1` is `docker.io/library/nginx` with the tag `1`.
package struct ImageName: Hashable, Sendable {
  package var repository: String
  /// Empty where there is none.
  package var tag: String
  package var digest: Digest?

  /// Reads a reference as Docker does; `nil` for what cannot be one.
  package init?(_ reference: String) {
    var text = reference[...]
    if let at = text.firstIndex(of: "@") {
      // A reference with something else behind the sign is none.
      guard let digest = try? Digest(String(text[text.index(after: at)...])) else { return nil }
      self.digest = digest
      text = text[..<at]
    }
    tag = ""
    let lastSlash = text.lastIndex(of: "/") ?? text.startIndex
    if let colon = text[lastSlash...].lastIndex(of: ":") {
      tag = String(text[text.index(after: colon)...])
      text = text[..<colon]
    }
    let isPlain = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "._-/:".utf8.contains(byte)
    }
    guard isPlain, !text.hasPrefix("/"), !text.hasPrefix("."), !text.hasSuffix("/"),
      let first = text.split(separator: "/").first
    else { return nil }
    let isHost =
      text.contains("/") && (first.contains(".") || first.contains(":") || first == "localhost")
    repository =
      isHost ? String(text) : "docker.io/" + (text.contains("/") ? "" : "library/") + text
  }

  /// The last part of the repository, which is the name in a package URL.
  package var shortName: String { repository.split(separator: "/").last.map(String.init) ?? "" }

  /// The names an image goes by, those of its tags first.
  package static func all(of subject: Subject) -> [ImageName] {
    guard subject.kind == .image else { return [] }
    var names: [ImageName] = []
    for text in subject.tags + [subject.name] {
      if let name = ImageName(text), !names.contains(name) { names.append(name) }
    }
    return names
  }
}

extension PackageURL {
  /// The package URL of an image, by its manifest's digest or, without one, by its name and tag.
  ///
  /// `nil` for anything but an image with a name.
  package init?(image subject: Subject) {
    guard let name = ImageName.all(of: subject).first else { return nil }
    var qualifiers = ["repository_url": name.repository]
    if subject.manifestDigest == nil { qualifiers["tag"] = name.tag }
    let platform = subject.platform.split(separator: "/")
    if platform.count > 1 { qualifiers["arch"] = String(platform[1]) }
    let purl = try? PackageURL(
      type: "oci",
      name: name.shortName,
      version: subject.manifestDigest?.description ?? "",
      qualifiers: qualifiers,
      conformance: .grammar
    )
    // A name that is no OCI name has no URL.
    guard let purl else { return nil }
    self = purl
  }
}

import Analysis

/// What the user asks about, as it was written on the command line.
package enum Target: Hashable, Sendable {
  /// An image by name in a registry.
  case registry(String)
  /// An image that Docker, or Podman by its compatible socket, holds.
  case docker(String)
  case podman(String)
  case containerd(String)
  /// An image name without a source: engines first, then the registry.
  case image(String)
  /// A file made by `docker save`, or an OCI archive.
  case archive(String)
  /// An OCI image layout, with the name of the image in it where there are several.
  case layout(String, reference: String?)
  /// A source tree.
  case directory(String)
  /// An installed system.
  case rootFilesystem(String)
  case host
  /// A bill of materials.
  case sbom(String)

  /// What a path is, as far as recognising a target needs it.
  package enum PathKind: Sendable {
    case missing
    case file(head: [UInt8])
    case directory(names: Set<String>)
  }

  /// Reads a target with or without its prefix.
  ///
  /// - Parameters:
  ///   - text: such as `nginx:1.27`, `archive:app.tar`, `.`.
  ///   - look: tells what a path is; asked only where there is no prefix.
  package init(_ text: String, look: (String) -> PathKind) throws(TargetError) {
    guard !text.isEmpty else { throw .empty }
    if let prefixed = try Self.prefixed(text) {
      self = prefixed
      return
    }
    switch look(text) {
    case .directory(let names): self = Self.recognized(directory: text, names)
    case .file(let head): self = try Self.recognized(file: text, head)
    case .missing:
      if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") {
        throw .noSuchPath(text)
      }
      self = .image(text)
    }
  }

  private static func prefixed(_ text: String) throws(TargetError) -> Target? {
    if text == "host" { return .host }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    let make: ((String) -> Target)? =
      switch text[..<colon] {
      case "registry": { .registry($0) }
      case "docker": { .docker($0) }
      case "podman": { .podman($0) }
      case "containerd": { .containerd($0) }
      case "archive", "docker-archive", "oci-archive": { .archive($0) }
      case "oci", "oci-dir": { layout($0) }
      case "dir": { .directory($0) }
      case "rootfs": { .rootFilesystem($0) }
      case "sbom": { .sbom($0) }
      default: nil
      }
    guard let make else { return nil }
    guard !rest.isEmpty else { throw .nothingAfterPrefix(String(text[...colon])) }
    return make(rest)
  }

  /// Reads `DIR`, `DIR:NAME` or `DIR@DIGEST`.
  ///
  /// A name may hold colons, so the first one ends the directory.
  private static func layout(_ text: String) -> Target {
    guard let colon = text.firstIndex(of: ":") else { return .layout(text, reference: nil) }
    if let at = text[..<colon].lastIndex(of: "@"), text[at...].hasPrefix("@sha") {
      return .layout(String(text[..<at]), reference: String(text[text.index(after: at)...]))
    }
    return .layout(String(text[..<colon]), reference: String(text[text.index(after: colon)...]))
  }

  private static func recognized(directory path: String, _ names: Set<String>) -> Target {
    if names.contains("oci-layout") { return .layout(path, reference: nil) }
    let isSystem = names.contains("etc") && (names.contains("usr") || names.contains("bin"))
    return isSystem ? .rootFilesystem(path) : .directory(path)
  }

  private static func recognized(file path: String, _ head: [UInt8]) throws(TargetError) -> Target {
    let isCompressed =
      head.starts(with: [0x1F, 0x8B]) || head.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    if isCompressed || head.dropFirst(257).starts(with: Array("ustar".utf8)) {
      return .archive(path)
    }
    // Those that are not read are refused with advice, which is better than not to know them.
    if SBOMSyntax(head.span) != .unknown { return .sbom(path) }
    throw .unrecognizedFile(path)
  }
}

/// Why a text names nothing that can be looked at.
package enum TargetError: Error, Hashable, CustomStringConvertible {
  case empty
  case nothingAfterPrefix(String)
  case noSuchPath(String)
  case unrecognizedFile(String)

  package var description: String {
    switch self {
    case .empty: "the target is empty; name an image, an archive or a directory"
    case .nothingAfterPrefix(let prefix): "nothing follows \(prefix)"
    case .noSuchPath(let path): "\(path): no such file or directory"
    case .unrecognizedFile(let path):
      "\(path): neither an image archive nor a bill of materials; a prefix such as archive: or "
        + "sbom: says what it is"
    }
  }
}

/// Turns a name as archives write it into a path from the root.
///
/// `./usr//bin/` becomes `usr/bin`. A name that climbs out of the root, or holds a NUL or bytes
/// that are not UTF-8, has no path: nothing in an honest archive has such a name.
package enum ArchivePath {
  package static func normalized(_ name: Span<UInt8>) throws(ArchivePathError) -> String {
    guard let text = String(validating: name) else { throw .notUTF8 }
    return try normalized(text)
  }

  package static func normalized(_ name: String) throws(ArchivePathError) -> String {
    if isNormalized(name) { return name }
    var parts: [Substring] = []
    for part in name.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      guard part != ".." else { throw .climbsOut }
      parts.append(part)
    }
    guard !name.utf8.contains(0) else { throw .holdsNUL }
    return parts.joined(separator: "/")
  }

  /// The path a symbolic link at `link` names, from the root; `nil` where it leads outside.
  package static func resolved(target: String, from link: String) -> String? {
    var parts: [Substring] = []
    if !target.hasPrefix("/") {
      parts = link.split(separator: "/").dropLast()
    }
    for part in target.split(separator: "/") where part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      // Above the root is the root, as for the kernel.
      _ = parts.popLast()
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  private static func isNormalized(_ name: String) -> Bool {
    // Archives mostly hold `usr/bin/x` or `./usr/bin/x`; the first needs no work.
    var previous = UInt8(ascii: "/")
    for byte in name.utf8 {
      if previous == UInt8(ascii: "/"), byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") {
        return false
      }
      if byte == 0 { return false }
      previous = byte
    }
    return previous != UInt8(ascii: "/")
  }
}

/// Why a name is no path.
package enum ArchivePathError: Error, Hashable {
  case notUTF8
  case climbsOut
  case holdsNUL
}

extension String {
  /// Copies bytes that are UTF-8; `nil` for any others.
  package init?(validating bytes: Span<UInt8>) {
    guard let utf8 = try? UTF8Span(validating: bytes) else { return nil }
    self.init(copying: utf8)
  }
}

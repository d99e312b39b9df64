/// Turns a name as archives write it into a path from the root.
///
/// `./usr//bin/` becomes `usr/bin`. A name that climbs out of the root, or holds a NUL or bytes
/// that are not UTF-8, has no path: nothing in an honest archive has such a name.
package enum ArchivePath {
  package static func normalized(_ name: Span<UInt8>) throws(ArchivePathError) -> String {
    // Archives mostly hold `usr/bin/x`, `./usr/bin/x` and `usr/bin/`: no work but cutting.
    var start = 0
    var end = name.count
    while start + 1 < end, name[start] == dot, name[start + 1] == slash { start += 2 }
    if end > start, name[end - 1] == slash { end -= 1 }
    let inner = name.extracting(start..<end)
    guard let text = String(validating: inner) else { throw .notUTF8 }
    return isNormalized(inner) ? text : try normalized(text)
  }

  package static func normalized(_ name: String) throws(ArchivePathError) -> String {
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
    // Most links are to a file beside them.
    if target != ".", target != "..", !target.isEmpty, !target.utf8.contains(slash) {
      guard let end = link.utf8.lastIndex(of: slash) else { return target }
      return link[...end] + target
    }
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

  /// Whether every component is a name: not empty, not `.`, not `..`, without a NUL.
  private static func isNormalized(_ name: Span<UInt8>) -> Bool {
    var start = 0
    for index in 0...name.count {
      if index < name.count, name[index] != slash {
        if name[index] == 0 { return false }
        continue
      }
      let length = index - start
      if length == 0 || name[start] == dot && (length == 1 || length == 2 && name[start + 1] == dot)
      {
        return false
      }
      start = index + 1
    }
    return true
  }

  private static let dot = UInt8(ascii: ".")
  private static let slash = UInt8(ascii: "/")
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

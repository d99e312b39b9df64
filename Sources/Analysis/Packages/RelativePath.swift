import Formats

extension StringProtocol where SubSequence == Substring {
  /// The path from the root that this one means in a directory; `nil` where it leads outside.
  ///
  /// A path with a leading slash is from the root already.
  func normalizedPath(from directory: some StringProtocol) -> String? {
    var parts: [Substring] = []
    if utf8.first != UInt8(ascii: "/") {
      parts = String(directory).pieces(on: "/").filter { !$0.isEmpty }
    }
    for part in pieces(on: "/") where !part.isEmpty && part != "." {
      guard part == ".." else {
        parts.append(part)
        continue
      }
      guard parts.popLast() != nil else { return nil }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }
}

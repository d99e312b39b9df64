import Formats

/// The name of an image as people write it into files.
struct ImageName: Hashable, Sendable {
  /// The name with its registry, without tag and digest.
  var name: String
  var tag: String?
  var digest: String?

  init(_ written: String) {
    var text = written[...]
    if let (before, after) = text.cut(at: "@") {
      digest = String(after)
      text = before
    }
    let start = text.utf8.lastIndex(of: UInt8(ascii: "/")) ?? text.startIndex
    if let colon = text.utf8[start...].lastIndex(of: UInt8(ascii: ":")) {
      tag = String(text[text.utf8.index(after: colon)...])
      text = text[..<colon]
    }
    name = String(text)
  }

  /// What it is called without its folders.
  var base: String { String(name.pieces(on: "/").last ?? "") }

  /// Whether it is another one tomorrow, in words; `nil` where it is named by a version or a digest.
  var looseness: String? {
    guard digest == nil, !name.isEmpty else { return nil }
    guard let tag, !tag.isEmpty else { return "has no tag" }
    return ["latest", "edge", "nightly", "master", "main", "dev", "develop", "stable"].contains(tag)
      ? "is \(tag), whatever that is today" : nil
  }
}

/// A path pattern: `*` and `?` stay within a segment, `**` crosses them, everything else is itself.
package struct GlobPattern: Hashable, Sendable {
  package let text: String
  private let segments: [[Character]]

  package init(_ text: String) {
    self.text = text
    segments = text.split(separator: "/", omittingEmptySubsequences: true).map(Array.init)
  }

  /// Whether the whole of a path matches.
  package func matches(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(Array.init)
    return Self.matches(segments[...], parts[...])
  }

  private static func matches(
    _ pattern: ArraySlice<[Character]>,
    _ parts: ArraySlice<[Character]>
  ) -> Bool {
    guard let first = pattern.first else { return parts.isEmpty }
    let rest = pattern.dropFirst()
    if first == ["*", "*"] {
      // Two in a row say no more than one.
      if rest.first == first { return matches(rest, parts) }
      return parts.indices.contains { matches(rest, parts[$0...]) } || matches(rest, [])
    }
    guard let part = parts.first, matchesSegment(first, part) else { return false }
    return matches(rest, parts.dropFirst())
  }

  /// One segment, without going back more than to the last star.
  private static func matchesSegment(_ pattern: [Character], _ text: [Character]) -> Bool {
    var (place, next) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while next < text.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, next)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[next] {
        place += 1
        next += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        place = last.pattern + 1
        next = last.text + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}

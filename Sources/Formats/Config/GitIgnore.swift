// gitignore(5): one pattern a line; "#" begins a comment, "!" takes an earlier pattern back, "/" at
// the end means folders alone, "/" elsewhere ties a pattern to the folder of its file, "**" stands
// for any number of folders. The last pattern that matches decides.

/// The patterns of one `.gitignore`.
package struct GitIgnore: Hashable, Sendable {
  private struct Pattern: Hashable {
    /// The parts between slashes; an empty one stands for any number of folders.
    var parts: [[UInt8]]
    var isNegated: Bool
    var isForFolders: Bool
  }

  private var patterns: [Pattern] = []

  package init(_ bytes: Span<UInt8>) {
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      var end = at
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      if let pattern = Self.pattern((start..<end).map { bytes[$0] }) { patterns.append(pattern) }
      at += 1
    }
  }

  package var isEmpty: Bool { patterns.isEmpty }

  /// Whether a path, from the folder of the file, is ignored; `nil` where no pattern says.
  package func decision(on path: String, isFolder: Bool) -> Bool? {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    for pattern in patterns.reversed() where !pattern.isForFolders || isFolder {
      if Self.matches(pattern.parts[...], parts[...]) { return !pattern.isNegated }
    }
    return nil
  }

  private static func pattern(_ line: [UInt8]) -> Pattern? {
    var text = line[...]
    guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
    let isNegated = first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    while text.last == 0x20, text.dropLast().last != UInt8(ascii: "\\") { text = text.dropLast() }
    let isForFolders = text.last == UInt8(ascii: "/")
    if isForFolders { text = text.dropLast() }
    guard !text.isEmpty else { return nil }
    let isTied = text.contains(UInt8(ascii: "/"))
    let any = Array("**".utf8)
    var parts = text.split(separator: UInt8(ascii: "/")).map { Array($0) == any ? [] : Array($0) }
    if !isTied { parts.insert([], at: 0) }
    return Pattern(parts: parts, isNegated: isNegated, isForFolders: isForFolders)
  }

  /// Both lists from their start; an empty part takes in as many folders as it may.
  private static func matches(_ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<[UInt8]>) -> Bool {
    // Where the last `**` stood, and what it took in: going back to an earlier one finds no more.
    var pattern = pattern
    var path = path
    var retry: (pattern: ArraySlice<[UInt8]>, path: ArraySlice<[UInt8]>)?
    while true {
      if let part = pattern.first, part.isEmpty {
        pattern = pattern.dropFirst()
        // At the end it stands for everything inside, and not for the folder itself.
        if pattern.isEmpty { return !path.isEmpty }
        retry = (pattern, path)
      } else if let part = pattern.first, let name = path.first, Self.part(part, matches: name) {
        pattern = pattern.dropFirst()
        path = path.dropFirst()
      } else if pattern.isEmpty, path.isEmpty {
        return true
      } else if let last = retry, !last.path.isEmpty {
        pattern = last.pattern
        path = last.path.dropFirst()
        retry = (pattern, path)
      } else {
        return false
      }
    }
  }

  /// `*`, `?` and `[…]` within one name.
  private static func part(_ pattern: [UInt8], matches name: [UInt8]) -> Bool {
    var at = 0
    var place = 0
    var retry: (at: Int, place: Int)?
    while place < name.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        retry = (at + 1, place)
        at += 1
      } else if let next = step(pattern, at, name[place]) {
        at = next
        place += 1
      } else if let last = retry {
        at = last.at
        place = last.place + 1
        retry = (last.at, place)
      } else {
        return false
      }
    }
    return pattern[min(at, pattern.count)...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// What follows in a pattern when its next sign takes a byte; `nil` when it does not.
  private static func step(_ pattern: [UInt8], _ at: Int, _ byte: UInt8) -> Int? {
    guard at < pattern.count else { return nil }
    switch pattern[at] {
    case UInt8(ascii: "?"): return at + 1
    case UInt8(ascii: "\\") where at + 1 < pattern.count:
      return pattern[at + 1] == byte ? at + 2 : nil
    case UInt8(ascii: "["):
      guard let end = pattern[(at + 1)...].dropFirst().firstIndex(of: UInt8(ascii: "]")) else {
        return byte == pattern[at] ? at + 1 : nil
      }
      return isIn(pattern[(at + 1)..<end], byte) ? end + 1 : nil
    default: return pattern[at] == byte ? at + 1 : nil
    }
  }

  private static func isIn(_ set: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
    var rest = set
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    var isFound = false
    while let low = rest.popFirst() {
      if rest.first == UInt8(ascii: "-"), let high = rest.dropFirst().first {
        rest = rest.dropFirst(2)
        if low <= byte, byte <= high { isFound = true }
      } else if low == byte {
        isFound = true
      }
    }
    return isFound != isNegated
  }
}

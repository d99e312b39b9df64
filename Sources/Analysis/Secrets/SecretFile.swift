import Formats

/// Files that are known by their names, and hold secrets in a form of their own.
enum SecretFile {
  /// The secrets, first come; `limit` at most.
  static func secrets(
    of kind: SecretFileKind,
    in bytes: Span<UInt8>,
    limit: Int
  ) -> [SecretMatcher.Match] {
    if case .single(let set, let length) = kind {
      return single(set, length, in: bytes).map { [$0] } ?? []
    }
    var found: [SecretMatcher.Match] = []
    var lines = LineCursor()
    var isAfterPassword = false
    while found.count < limit, let line = lines.line(in: bytes) {
      let words = Self.words(of: line, in: bytes)
      guard let first = words.first, bytes[first.lowerBound] != UInt8(ascii: "#") else { continue }
      let match: SecretMatcher.Match? =
        switch kind {
        case .netrc: netrc(words, &isAfterPassword, in: bytes)
        case .pgpass: pgpass(bytes.trimmed(line), in: bytes)
        case .htpasswd: htpasswd(bytes.trimmed(line), in: bytes)
        case .setting(let names): setting(names, bytes.trimmed(line), in: bytes)
        case .single: nil
        }
      if let match, !SampleSecrets.isSample(bytes.copy(match.range)) { found.append(match) }
    }
    return found
  }

  private static func words(of line: Range<Int>, in bytes: Span<UInt8>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var place = line.lowerBound
    while place < line.upperBound, words.count < 64 {
      while place < line.upperBound, bytes[place].isASCIIWhitespace { place += 1 }
      let start = place
      while place < line.upperBound, !bytes[place].isASCIIWhitespace { place += 1 }
      if place > start { words.append(start..<place) }
    }
    return words
  }

  /// The word after `password`, which may be on the next line.
  private static func netrc(
    _ words: [Range<Int>],
    _ isAfterPassword: inout Bool,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    var found: SecretMatcher.Match?
    for word in words {
      if isAfterPassword {
        isAfterPassword = false
        found = found ?? SecretMatcher.Match(word)
      } else {
        isAfterPassword = word.count == 8 && bytes.holds("password", at: word.lowerBound)
      }
    }
    return found
  }

  /// `host:port:database:user:password`, with `\:` for a colon in a field.
  private static func pgpass(_ line: Range<Int>, in bytes: Span<UInt8>) -> SecretMatcher.Match? {
    var colons: [Int] = []
    var place = line.lowerBound
    while place < line.upperBound {
      if bytes[place] == UInt8(ascii: "\\") {
        place += 1
      } else if bytes[place] == UInt8(ascii: ":"), colons.count < 4 {
        colons.append(place)
      }
      place += 1
    }
    guard colons.count == 4, colons[3] + 1 < line.upperBound else { return nil }
    return SecretMatcher.Match(colons[3] + 1..<line.upperBound, named: colons[2] + 1..<colons[3])
  }

  private static func htpasswd(_ line: Range<Int>, in bytes: Span<UInt8>) -> SecretMatcher.Match? {
    let name = line.lowerBound..<bytes.end(of: .name, from: line.lowerBound, atMost: 255)
    let start = name.upperBound + 1
    guard !name.isEmpty, bytes.holds(":", at: name.upperBound), start < line.upperBound else {
      return nil
    }
    let hash = start..<line.upperBound
    let isHash =
      ["$apr1$", "$2y$", "$2a$", "$2b$", "$5$", "$6$", "$1$", "{SHA}"].contains {
        bytes.holds(text: $0, at: start)
      } || hash.count == 13
    return isHash ? SecretMatcher.Match(hash, named: name) : nil
  }

  private static func setting(
    _ names: [String],
    _ line: Range<Int>,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    // What scopes a key in .npmrc ends in a colon.
    let wanted = names.first { name in
      guard let at = bytes.extracting(line).firstIndex(of: Array(name.utf8)) else { return false }
      return at == 0 || !ByteSet.name.contains(bytes[line.lowerBound + at - 1])
    }
    guard let wanted,
      let at = bytes.extracting(line).firstIndex(of: Array(wanted.utf8))
    else { return nil }
    let name = line.lowerBound + at..<line.lowerBound + at + wanted.utf8.count
    var start = bytes.end(of: ByteSet(" \t"), from: name.upperBound, atMost: 16)
    guard start < line.upperBound, start > name.upperBound || separators.contains(bytes[start])
    else { return nil }
    if separators.contains(bytes[start]) { start += 1 }
    start = bytes.end(of: ByteSet(" \t\"'"), from: start, atMost: 16)
    guard start < line.upperBound else { return nil }
    let end = bytes.end(of: valueSet, from: start, atMost: line.upperBound - start)
    return end > start + 2 ? SecretMatcher.Match(start..<end, named: name) : nil
  }

  private static let separators = ByteSet("=:")
  private static let valueSet = ByteSet("!#-&(-~")

  private static func single(
    _ set: ByteSet,
    _ length: ClosedRange<Int>,
    in bytes: Span<UInt8>
  ) -> SecretMatcher.Match? {
    guard bytes.count <= 16 << 10 else { return nil }
    let range = bytes.trimmed(0..<bytes.count)
    guard length.contains(range.count),
      bytes.end(of: set, from: range.lowerBound, atMost: range.count) == range.upperBound
    else { return nil }
    let text = bytes.copy(range)
    return SampleSecrets.isSample(text) ? nil : SecretMatcher.Match(range)
  }
}

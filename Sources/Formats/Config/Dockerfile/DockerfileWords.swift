/// Cuts the text of an instruction into words.
enum DockerfileWords {
  /// Words between white space, whatever their quotes.
  static func plain(in bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      while at < bytes.count, bytes[at].isASCIIWhitespace { at += 1 }
      let start = at
      while at < bytes.count, !bytes[at].isASCIIWhitespace { at += 1 }
      if at > start { words.append(start..<at) }
    }
    return words
  }

  /// Words between white space that no quote and no escape holds.
  static func quoted(in bytes: [UInt8], escape: UInt8) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var at = 0
    while at < bytes.count {
      while at < bytes.count, bytes[at].isASCIIWhitespace { at += 1 }
      let start = at
      skipWord(in: bytes, from: &at, escape: escape)
      if at > start { words.append(start..<at) }
    }
    return words
  }

  /// Goes on to the white space that ends a word.
  static func skipWord(in bytes: [UInt8], from at: inout Int, escape: UInt8) {
    while at < bytes.count, !bytes[at].isASCIIWhitespace {
      let byte = bytes[at]
      if byte == escape {
        at += 2
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        at += 1
        while at < bytes.count, bytes[at] != byte {
          at += bytes[at] == escape && byte == UInt8(ascii: "\"") ? 2 : 1
        }
        at += 1
      } else {
        at += 1
      }
    }
    at = min(at, bytes.count)
  }
}

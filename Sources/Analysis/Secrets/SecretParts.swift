import Formats

extension Span<UInt8> {
  /// Where the parts end that stand at `start`; `nil` where they do not.
  func end(of parts: [SecretPart], from start: Int) -> Int? {
    var place = start
    for part in parts {
      switch part {
      case .text(let text):
        guard holds(text: text, at: place) else { return nil }
        place += text.utf8.count
      case .choice(let texts):
        guard let text = texts.first(where: { holds(text: $0, at: place) }) else { return nil }
        place += text.utf8.count
      case .run(let set, let length):
        let end = self.end(of: set, from: place, atMost: length.upperBound)
        guard end - place >= length.lowerBound else { return nil }
        place = end
      }
    }
    return place
  }

  /// Where the parts begin that end at `end`; `nil` where they do not.
  func start(of parts: [SecretPart], to end: Int) -> Int? {
    var place = end
    for part in parts.reversed() {
      switch part {
      case .text(let text):
        guard holds(text: text, at: place - text.utf8.count) else { return nil }
        place -= text.utf8.count
      case .choice(let texts):
        let text = texts.first { holds(text: $0, at: place - $0.utf8.count) }
        guard let text else { return nil }
        place -= text.utf8.count
      case .run(let set, let length):
        let start = self.start(of: set, to: place, atMost: length.upperBound)
        guard place - start >= length.lowerBound else { return nil }
        place = start
      }
    }
    return place
  }

  /// Past the last of the characters that follow on `start` and are in the set.
  func end(of set: ByteSet, from start: Int, atMost length: Int) -> Int {
    var end = start
    let limit = Swift.min(count, start + length)
    while end < limit, set.contains(self[end]) { end += 1 }
    return end
  }

  /// The first of the characters before `end` that are in the set.
  func start(of set: ByteSet, to end: Int, atMost length: Int) -> Int {
    var start = end
    let limit = Swift.max(0, end - length)
    while start > limit, set.contains(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether these bytes stand there.
  func holds(text: String, at place: Int) -> Bool {
    guard place >= 0, place <= count - text.utf8.count else { return false }
    var index = place
    for byte in text.utf8 {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }

  /// Whether a word may begin there: no letter or digit goes before, save those of an escape.
  func isStart(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = self[place - 1]
    guard before.isASCIILetter || before.isASCIIDigit || before == UInt8(ascii: "_") else {
      return true
    }
    guard place > 1, self[place - 2] == UInt8(ascii: "\\") else { return false }
    return [UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r")].contains(before)
  }

  /// Whether a word may end there.
  func isEnd(_ place: Int) -> Bool {
    guard place < count else { return true }
    let next = self[place]
    return !(next.isASCIILetter || next.isASCIIDigit || next == UInt8(ascii: "_"))
  }

  /// The bytes of a range, copied.
  func copy(_ range: Range<Int>) -> [UInt8] {
    range.map { self[$0] }
  }
}

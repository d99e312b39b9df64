import Formats

/// Reads the text of a version: numbers with dots, and a tail.
enum VersionText {
  private static let prereleases = [
    "alpha", "beta", "preview", "pre", "rc", "dev", "a", "b", "m",
  ].map { Array($0.utf8) }

  /// The end of the version that begins at `start`; `nil` where none does, or where it runs on
  /// into something that belongs to no version.
  static func end(of shape: VersionShape, at start: Int, in bytes: Span<UInt8>) -> Int? {
    guard var end = endOfNumbers(shape.parts, at: start, in: bytes) else { return nil }
    if shape.tail == .word {
      while end < bytes.count, end - start < 64, bytes[end].isWordByte { end += 1 }
      return end
    }
    let numbersEnd = end
    if let tail = endOfPrerelease(at: end, in: bytes) {
      end = tail
    } else if shape.tail == .letters {
      while end < bytes.count, end - numbersEnd < 3, bytes[end].isASCIILowercase { end += 1 }
    } else if shape.tail == .patch {
      end = endOfPatch(at: end, in: bytes)
    } else if shape.tail == .droppedPatch {
      return runsOn(at: endOfPatch(at: end, in: bytes), in: bytes) ? nil : end
    }
    return runsOn(at: end, in: bytes) ? nil : end
  }

  /// Whether a range is numbers with dots and nothing else.
  static func isWhole(_ shape: VersionShape, _ range: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let slice = bytes.extracting(range)
    return endOfNumbers(shape.parts, at: 0, in: slice) == slice.count
  }

  /// The numbers that a version begins with.
  static func numbers(of text: String) -> [Int] {
    text.prefix { $0.isNumber || $0 == "." }.split(separator: ".").map { Int($0) ?? Int.max }
  }

  private static func endOfNumbers(
    _ parts: ClosedRange<Int>,
    at start: Int,
    in bytes: Span<UInt8>
  ) -> Int? {
    var cursor = start
    var end = start
    var count = 0
    while count < parts.upperBound {
      let first = cursor
      // Numbers in versions are dates at most.
      while cursor < bytes.count, cursor - first < 9, bytes[cursor].isASCIIDigit { cursor += 1 }
      guard cursor > first else { break }
      count += 1
      end = cursor
      guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: ".") else { break }
      cursor += 1
    }
    guard count >= parts.lowerBound else { return nil }
    // Another number would make it a version of another shape.
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), bytes[end + 1].isASCIIDigit {
      return nil
    }
    return end
  }

  /// Past `rc1`, `-rc.1`, `.beta2`, `~alpha`, `dev`; `nil` where no such word follows.
  private static func endOfPrerelease(at start: Int, in bytes: Span<UInt8>) -> Int? {
    var cursor = start
    if cursor < bytes.count, [0x2D, 0x2E, 0x5F, 0x7E].contains(bytes[cursor]) { cursor += 1 }
    for word in prereleases {
      guard word.count <= bytes.count - cursor,
        zip(word, cursor...).allSatisfy({ $0 == bytes[$1].asciiLowercased })
      else { continue }
      var end = cursor + word.count
      let separated = end + 1 < bytes.count && bytes[end + 1].isASCIIDigit
      if separated, bytes[end] == 0x2D || bytes[end] == 0x2E { end += 1 }
      while end < bytes.count, bytes[end].isASCIIDigit { end += 1 }
      if !runsOn(at: end, in: bytes) { return end }
    }
    return nil
  }

  private static func endOfPatch(at start: Int, in bytes: Span<UInt8>) -> Int {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "p"),
      bytes[start + 1].isASCIIDigit
    else { return start }
    var end = start + 1
    while end < bytes.count, bytes[end].isASCIIDigit { end += 1 }
    return end
  }

  /// Whether a letter or digit follows, so that what came before is no whole word.
  private static func runsOn(at end: Int, in bytes: Span<UInt8>) -> Bool {
    end < bytes.count && (bytes[end].isASCIILetter || bytes[end].isASCIIDigit)
  }
}

extension UInt8 {
  fileprivate var isASCIILowercase: Bool { self &- 0x61 < 26 }

  fileprivate var isWordByte: Bool {
    self > 0x20 && self < 0x7F && self != UInt8(ascii: ")") && self != UInt8(ascii: ",")
  }
}

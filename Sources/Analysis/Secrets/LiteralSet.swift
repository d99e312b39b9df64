import Formats

/// Many words, looked for at once.
///
/// Four bytes at every second place are folded to lower case, hashed, and looked up in a table of
/// 32 KiB, a bit for each hash. Each word is in it with two runs of four that begin at neighbouring
/// places, of which one must fall on an even place; only where the table has a mark is anything
/// compared. That takes about as long as reading the bytes does, on any processor
/// (docs/decisions/0008-secrets.md).
///
/// Words of three or four bytes have one such run or none, so a byte before them, and one after
/// them, is made a part of it in all ways there are.
package final class LiteralSet: Sendable {
  /// A word to look for, of three bytes or more.
  package struct Word: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Whether only this case of letters will do; otherwise the word is in lower case.
    package var mindsCase: Bool
    /// Whether no letter or digit goes before it, save that of an escape.
    package var isAtStart: Bool

    package init(_ text: String, mindsCase: Bool, isAtStart: Bool = false) {
      bytes = Array(mindsCase ? text.utf8 : text.lowercased().utf8)
      self.mindsCase = mindsCase
      self.isAtStart = isAtStart
    }

    /// The same word, whatever goes before it.
    package var anywhere: Word {
      var word = self
      word.isAtStart = false
      return word
    }

    /// Runs of four bytes, and where in the word each begins.
    fileprivate var runs: [(run: [UInt8], offset: Int)] {
      guard bytes.count < 5 else {
        let offset = LiteralSet.rarest(in: bytes)
        return [offset, offset + 1].map { (Array(bytes[$0..<$0 + 4]), $0) }
      }
      guard bytes.count >= 3 else { return [] }
      let inner: [(run: [UInt8], offset: Int)] =
        bytes.count == 4
        ? [(bytes, 0)] : LiteralSet.foldedBytes.map { (bytes + [$0], 0) }
      let before = isAtStart ? LiteralSet.leads : LiteralSet.foldedBytes
      return inner + before.map { ([$0] + bytes.prefix(3), -1) }
    }
  }

  /// Every byte of ASCII once folded.
  private static let foldedBytes: [UInt8] = Array(0x20...0x3F) + Array(0x60...0x7F)
  /// Those that may go before a word: no letters and digits, but for those of escapes; and the last
  /// bytes of quotes and other signs in UTF-8.
  private static let leads =
    foldedBytes.filter {
      !$0.isASCIILetter && !$0.isASCIIDigit || [0x6E, 0x72, 0x74].contains($0)
    } + [0xA0, 0xA6, 0xAC, 0xB8, 0xB9, 0xBA, 0xBC, 0xBD, 0xBF]

  private struct Entry: Sendable {
    /// The four bytes, folded.
    var run: UInt32
    var word: Int32
    /// Where in the word they are.
    var offset: Int32
  }

  private static let slotBits: UInt32 = 18
  private static let bucketBits: UInt32 = 12
  /// One bit for each hash that an entry has.
  private let marks: [UInt32]
  /// The same by another hash: of the common runs of four some collide with one that is wanted.
  private let secondMarks: [UInt32]
  /// Where in `entries` those of a bucket begin, which are several hashes; one more than there are
  /// buckets.
  private let starts: [Int32]
  private let entries: [Entry]
  /// The bytes of all words, one after the other, and where each begins; one more than there are.
  private let bytes: [UInt8]
  private let places: [Int32]
  private let mindsCase: [Bool]

  /// - Parameter words: shorter ones than three bytes are never found.
  package init(_ words: [Word]) {
    var entries: [(slot: UInt32, entry: Entry)] = []
    for (number, word) in words.enumerated() {
      for (bytes, offset) in word.runs {
        let run = Self.folded(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
        entries.append(
          (Self.slot(run), Entry(run: run, word: Int32(number), offset: Int32(offset)))
        )
      }
    }
    entries.sort { ($0.slot, $0.entry.word) < ($1.slot, $1.entry.word) }
    var marks = [UInt32](repeating: 0, count: 1 << Int(Self.slotBits - 5))
    var secondMarks = marks
    var starts = [Int32](repeating: 0, count: 1 << Int(Self.bucketBits) + 1)
    for (slot, entry) in entries {
      let second = Self.secondSlot(entry.run)
      secondMarks[Int(second >> 5)] |= 1 &<< second
      marks[Int(slot >> 5)] |= 1 &<< slot
      starts[Int(slot >> (Self.slotBits - Self.bucketBits)) + 1] += 1
    }
    for bucket in starts.indices.dropFirst() { starts[bucket] += starts[bucket - 1] }
    (self.marks, self.secondMarks) = (marks, secondMarks)
    (self.starts, self.entries) = (starts, entries.map(\.entry))
    bytes = words.flatMap(\.bytes)
    places = words.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1.bytes.count)) }
    mindsCase = words.map(\.mindsCase)
  }

  /// Four bytes in the order of memory, letters in lower case, some signs as others.
  @inline(__always)
  private static func folded(_ bytes: UInt32) -> UInt32 { bytes | 0x2020_2020 }

  @inline(__always)
  private static func slot(_ run: UInt32) -> UInt32 {
    (run &* 0x9E37_79B1) >> (32 - slotBits)
  }

  @inline(__always)
  private static func secondSlot(_ run: UInt32) -> UInt32 {
    (run &* 0x85EB_CA6B) >> (32 - slotBits)
  }

  /// Where five bytes begin that are the least common in texts.
  fileprivate static func rarest(in word: [UInt8]) -> Int {
    func weight(_ offset: Int) -> Int {
      let isCommon = [offset, offset + 1].contains { commonRuns.contains(Array(word[$0..<$0 + 4])) }
      return word[offset..<offset + 5].reduce(isCommon ? 100_000 : 0) { $0 + frequency(of: $1) }
    }
    return (0...word.count - 5).min { weight($0) < weight($1) } ?? 0
  }

  /// Runs that programs and pages are full of.
  private static let commonRuns = Set(
    [
      "lass", "code", "line", "list", "page", "name", "type", "data", "user", "work", "mark",
      "able",
      "tabl", "tion", "ress", "cess", "ault", "oken", "toke", "ctor", "tory", "-key", "s-ke",
      "_key",
      " key", "api_", "http", "s://", "ps:/", "p://", "ttp:", "tps:", "pass", "port", "rate",
      "auth",
      "uild", "itte", "word", "ion_", "ing_", "cont", "rect", "text", "path", "_pat", "----",
      "base",
    ].map { Array($0.utf8) }
  )

  private static func frequency(of byte: UInt8) -> Int { frequencies[Int(byte.asciiLowercased)] }

  /// How common a byte is in texts, more or less.
  private static let frequencies: [Int] = {
    let common = Array(" etaoinsrhldcumfpgwybv-/.:_0123456789kxjqz".utf8)
    var weights = [Int](repeating: 0, count: 256)
    for (place, byte) in common.enumerated() {
      weights[Int(byte)] = (common.count - place) * (common.count - place)
    }
    return weights
  }()

  /// Calls `body` with the number and the place of each word that stands in `bytes`.
  ///
  /// Places come in order but for words that overlap.
  package func forEach(in bytes: Span<UInt8>, _ body: (_ word: Int, _ place: Int) -> Void) {
    var place = 0
    while let next = nextMark(in: bytes, from: place) {
      compare(at: next, in: bytes, body)
      place = next + 2
    }
    // Near the end a run may be shorter than four bytes.
    place = max(0, bytes.count - 12) / 2 * 2
    while place + 3 <= bytes.count {
      compare(at: place, in: bytes, body)
      place += 2
    }
  }

  /// The next even place where both tables have a mark; `nil` where less than twelve bytes are left.
  ///
  /// - Parameter start: an even number.
  @inline(never)
  private func nextMark(in bytes: Span<UInt8>, from start: Int) -> Int? {
    // SAFETY: ten bytes are read at a place where twelve are left; a hash has `slotBits` bits, and
    // the tables as many bits as that counts.
    unsafe bytes.withUnsafeBytes { raw in
      unsafe marks.withUnsafeBufferPointer { marks in
        guard let raw = raw.baseAddress, let marks = marks.baseAddress else { return nil }
        @inline(__always)
        func mark(_ place: Int) -> UInt32 {
          let word = unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)
          let slot = Self.slot(Self.folded(word))
          return unsafe marks[Int(slot >> 5)] &>> slot
        }
        var place = start
        let last = bytes.count - 12
        while place < last {
          let seen = mark(place) | mark(place &+ 2) | mark(place &+ 4) | mark(place &+ 6)
          if seen & 1 != 0 {
            for step in 0..<4 {
              let at = place &+ step &* 2
              if at < last, mark(at) & 1 != 0, isMarkedTwice(bytes, at: at) { return at }
            }
          }
          place &+= 8
        }
        return nil
      }
    }
  }

  private static func run(at place: Int, in text: Span<UInt8>) -> UInt32 {
    let last = place + 3 < text.count ? UInt32(text[place + 3]) << 24 : 0
    return folded(
      UInt32(text[place]) | UInt32(text[place + 1]) << 8 | UInt32(text[place + 2]) << 16 | last
    )
  }

  /// Whether the other table has a mark too.
  private func isMarkedTwice(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    let slot = Self.secondSlot(Self.run(at: place, in: bytes))
    return secondMarks[Int(slot >> 5)] &>> slot & 1 == 1
  }

  private func compare(
    at place: Int,
    in text: Span<UInt8>,
    _ body: (_ word: Int, _ place: Int) -> Void
  ) {
    let run = Self.run(at: place, in: text)
    let bucket = Int(Self.slot(run) >> (Self.slotBits - Self.bucketBits))
    for number in Int(starts[bucket])..<Int(starts[bucket + 1]) where entries[number].run == run {
      let start = place - Int(entries[number].offset)
      let word = Int(entries[number].word)
      if stands(word, at: start, in: text) { body(word, start) }
    }
  }

  private func stands(_ word: Int, at start: Int, in text: Span<UInt8>) -> Bool {
    let range = Int(places[word])..<Int(places[word + 1])
    guard start >= 0, start <= text.count - range.count else { return false }
    let isExact = mindsCase[word]
    for index in range {
      let byte = text[start + index - range.lowerBound]
      if bytes[index] != (isExact ? byte : byte.asciiLowercased) { return false }
    }
    return true
  }
}

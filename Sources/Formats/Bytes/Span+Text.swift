extension Span<UInt8> {
  /// The bytes of a range as text, which must be UTF-8.
  package func text(_ range: Range<Int>) throws(DataError) -> String {
    do throws(UTF8.ValidationError) {
      return String(copying: try UTF8Span(validating: extracting(range)))
    } catch {
      throw .notUTF8(offset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// The bytes of a range as text; what is no UTF-8 becomes U+FFFD.
  package func repairedText(_ range: Range<Int>) -> String {
    if let text = try? text(range) { return text }
    return String(decoding: range.map { self[$0] }, as: UTF8.self)
  }

  /// Throws unless the bytes of a range are UTF-8.
  package func checkUTF8(_ range: Range<Int>) throws(DataError) {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: extracting(range))
    } catch {
      throw .notUTF8(offset: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  /// All bytes as text, which must be UTF-8.
  package func text() throws(DataError) -> String { try text(0..<count) }

  /// Whether the bytes of `text` stand at `offset`.
  package func holds(_ text: StaticString, at offset: Int = 0) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset >= 0, offset <= count, length <= count - offset else { return false }
    // SAFETY: a static string lives for ever, and its length goes with it.
    return text.withUTF8Buffer { wanted in
      for step in 0..<length where unsafe wanted[step] != self[offset + step] { return false }
      return true
    }
  }

  /// Whether the ASCII letters of `text` stand at `offset`, in upper or lower case.
  package func holds(_ text: StaticString, at offset: Int, ignoringCase: Bool) -> Bool {
    guard ignoringCase else { return holds(text, at: offset) }
    let length = text.utf8CodeUnitCount
    guard offset >= 0, offset <= count, length <= count - offset else { return false }
    // SAFETY: a static string lives for ever, and its length goes with it.
    return text.withUTF8Buffer { wanted in
      for step in 0..<length
      where unsafe wanted[step].asciiLowercased != self[offset + step].asciiLowercased {
        return false
      }
      return true
    }
  }

  /// The range without spaces, tabs, carriage returns and newlines at its ends.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isASCIIWhitespace { start += 1 }
    while start < end, self[end - 1].isASCIIWhitespace { end -= 1 }
    return start..<end
  }
}

extension UInt8 {
  /// Whether this is a decimal digit in ASCII.
  package var isASCIIDigit: Bool { self &- 0x30 < 10 }

  /// Whether this is a letter in ASCII.
  package var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// Whether this is a space, a tab, a newline or a carriage return.
  package var isASCIIWhitespace: Bool {
    self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09
  }

  /// The letter in lower case; any other byte as it is.
  package var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// What a hexadecimal digit is worth.
  package var hexValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}

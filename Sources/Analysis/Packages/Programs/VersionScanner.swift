import Formats

/// Finds the version of a program by its signatures.
///
/// Work is bounded: each signature looks at a number of places at most, and a version is 64 bytes
/// long at most.
struct VersionScanner {
  /// The version that the file's name has, such as `3.11` of `python3.11`.
  let nameVersion: String

  private static let placeLimit = 512
  private static let lengthLimit = 64

  func version(by signature: VersionSignature, in bytes: Span<UInt8>) -> String? {
    switch signature.place {
    case .after(let text): after(text, signature, in: bytes)
    case .before(let text): before(text, signature, in: bytes)
    case .alone(let least, let most): alone(from: least, below: most, signature, in: bytes)
    case .continuingName: continuingName(signature, in: bytes)
    case .stamped(let text): stamped(text, signature, in: bytes)
    }
  }

  private func after(
    _ text: String,
    _ signature: VersionSignature,
    in bytes: Span<UInt8>
  ) -> String? {
    for start in VersionScanner.places(of: text, in: bytes) {
      let first = start + text.utf8.count
      guard let end = VersionText.end(of: signature.shape, at: first, in: bytes) else { continue }
      if !signature.next.isEmpty, !VersionScanner.holds(signature.next, at: end, in: bytes) {
        continue
      }
      if !signature.near.isEmpty {
        let window = bytes.extracting(end..<min(bytes.count, end + VersionScanner.lengthLimit))
        guard window.firstIndex(of: Array(signature.near.utf8)) != nil else { continue }
      }
      return bytes.text(in: first..<end)
    }
    return nil
  }

  private func before(
    _ text: String,
    _ signature: VersionSignature,
    in bytes: Span<UInt8>
  ) -> String? {
    for place in VersionScanner.places(of: text, in: bytes) {
      var end = place
      while end > 0, place - end < 32, bytes[end - 1] == 0 { end -= 1 }
      // Back over what a version may be made of, then forward from each digit that begins one.
      var start = end
      while start > 0, end - start < VersionScanner.lengthLimit, bytes[start - 1].isVersionByte {
        start -= 1
      }
      for first in start..<end
      where bytes[first].isASCIIDigit && (first == start || !bytes[first - 1].isVersionByte) {
        if VersionText.end(of: signature.shape, at: first, in: bytes) == end {
          return bytes.text(in: first..<end)
        }
      }
    }
    return nil
  }

  private func alone(
    from least: [Int],
    below most: [Int],
    _ signature: VersionSignature,
    in bytes: Span<UInt8>
  ) -> String? {
    var found: String?
    var index = 1
    while index < bytes.count {
      defer { index += 1 }
      guard bytes[index - 1] == 0, bytes[index].isASCIIDigit,
        let end = VersionText.end(of: signature.shape, at: index, in: bytes),
        end < bytes.count, bytes[end] == 0, let text = bytes.text(in: index..<end)
      else { continue }
      let numbers = VersionText.numbers(of: text)
      guard !numbers.lexicographicallyPrecedes(least), numbers.lexicographicallyPrecedes(most)
      else { continue }
      if let found, found != text { return nil }
      found = text
    }
    return found
  }

  private func continuingName(_ signature: VersionSignature, in bytes: Span<UInt8>) -> String? {
    guard nameVersion.contains(".") else { return nil }
    for start in VersionScanner.places(of: "\0\(nameVersion).", in: bytes) {
      guard let end = VersionText.end(of: signature.shape, at: start + 1, in: bytes) else {
        continue
      }
      // Builds between releases are marked with a plus sign.
      let isMarked = end < bytes.count && bytes[end] == UInt8(ascii: "+")
      let last = isMarked ? end + 1 : end
      guard last < bytes.count, bytes[last] == 0 else { continue }
      return bytes.text(in: start + 1..<end)
    }
    return nil
  }

  private func stamped(
    _ text: String,
    _ signature: VersionSignature,
    in bytes: Span<UInt8>
  ) -> String? {
    for place in VersionScanner.places(of: text + "\0", in: bytes) {
      var start = place
      while start > 0, place - start < 256, bytes[start - 1].isVersionByte { start -= 1 }
      while start < place, !bytes[start].isASCIIDigit { start += 1 }
      // The last number runs into the build's identifier: the longest version that also stands
      // alone is the right one.
      for end in stride(from: min(place, start + 16), to: start, by: -1) {
        guard VersionText.isWhole(signature.shape, start..<end, in: bytes),
          let version = bytes.text(in: start..<end)
        else { continue }
        if bytes.firstIndex(of: Array("\0\(version)\0".utf8)) != nil { return version }
      }
    }
    return nil
  }

  private static func places(of text: String, in bytes: Span<UInt8>) -> [Int] {
    let wanted = Array(text.utf8)
    if wanted.isEmpty { return [0] }
    var places: [Int] = []
    var start = 0
    while places.count < placeLimit, let place = bytes.firstIndex(of: wanted, from: start) {
      places.append(place)
      start = place + wanted.count
    }
    return places
  }

  private static func holds(_ text: String, at offset: Int, in bytes: Span<UInt8>) -> Bool {
    guard text.utf8.count <= bytes.count - offset else { return false }
    return zip(text.utf8, offset...).allSatisfy { $0 == bytes[$1] }
  }
}

extension UInt8 {
  fileprivate var isVersionByte: Bool {
    isASCIIDigit || isASCIILetter || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}

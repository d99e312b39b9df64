import Formats
import Model

/// The character rules of image names (distribution/reference, regexp.go and its grammar).
enum ReferenceGrammar {
  static let repositoryLimit = 255
  static let tagLimit = 128
  /// Longer than any host, repository, tag and digest together.
  static let textLimit = 1024

  static func isUpper(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

  /// Whether the first part of a name can only be a host.
  static func looksLikeHost(_ text: Substring) -> Bool {
    if text == "localhost" { return true }
    return text.utf8.contains {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || isUpper($0)
    }
  }

  static func isIdentifier(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { isDigit($0) || $0 &- 0x61 < 6 }
  }

  /// The digests that may name content in a registry (image-spec, "Registered algorithms").
  static func names(_ digest: Digest) -> Bool { digest.algorithm.vouches }

  static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= tagLimit, isWord(first) else {
      return false
    }
    return text.utf8.allSatisfy {
      isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
  }

  static func isHost(_ text: String) -> Bool {
    if text.utf8.first == UInt8(ascii: "[") { return isBracketed(text) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isDomainName(parts[0])
    case 2: return isDomainName(parts[0]) && isPort(parts[1])
    default: return false
    }
  }

  static func isRepository(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isComponent)
  }

  private static func isBracketed(_ text: String) -> Bool {
    guard let close = text.utf8.firstIndex(of: UInt8(ascii: "]")) else { return false }
    let address = text[text.utf8.index(after: text.startIndex)..<close]
    let rest = text[text.utf8.index(after: close)...]
    guard !address.isEmpty, address.utf8.allSatisfy({ isHexDigit($0) || $0 == UInt8(ascii: ":") })
    else { return false }
    return rest.isEmpty || (rest.utf8.first == UInt8(ascii: ":") && isPort(rest.dropFirst()))
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.utf8.allSatisfy(isDigit) && UInt16(text) != nil
  }

  private static func isDomainName(_ text: Substring) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
  }

  /// `[a-z0-9]+` joined by `.`, `_`, `__` or one or more `-`.
  private static func isComponent(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    guard isLowerAlphanumeric(first), isLowerAlphanumeric(last) else { return false }
    var separator: [UInt8] = []
    for byte in text.utf8 {
      if isLowerAlphanumeric(byte) {
        separator = []
        continue
      }
      separator.append(byte)
      guard isSeparator(separator) else { return false }
    }
    return true
  }

  private static func isSeparator(_ bytes: [UInt8]) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "."): bytes.count == 1
    case UInt8(ascii: "_"): bytes.count <= 2 && bytes.last == UInt8(ascii: "_")
    case UInt8(ascii: "-"): bytes.last == UInt8(ascii: "-")
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }

  private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte &- 0x61 < 26
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 26
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "_")
  }
}

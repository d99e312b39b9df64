import Formats
import Model

/// Tells secrets from what only looks like them.
enum SecretChecks {
  /// Whether every check holds.
  ///
  /// - Parameters:
  ///   - secret: the whole text.
  ///   - random: how many of its first bytes are the same in all secrets of the kind.
  static func hold(_ checks: [SecretCheck], for secret: [UInt8], after fixed: Int) -> Bool {
    let random = Array(secret[min(fixed, secret.count)...])
    return checks.allSatisfy { check in
      switch check {
      case .random: isRandom(random)
      case .mixed: isMixed(random)
      case .cased: isCased(random)
      case .crc32Base62: hasCRC32(random)
      case .crc32Hex: hasHexCRC32(secret)
      case .bech32: Bech32.isValid(secret)
      case .login: isLogin(secret)
      case .encodes(let text): decoded(secret).starts(with: text.utf8)
      case .encodesNumber: encodesNumber(secret)
      }
    }
  }

  /// Bits of information in each character, as the text itself counts them (Shannon).
  static func entropy(of text: [UInt8]) -> Double {
    guard !text.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for byte in text { counts[Int(byte)] += 1 }
    var sum = 0.0
    for count in counts where count > 0 { sum += Double(count) * log2(count) }
    return log2(text.count) - sum / Double(text.count)
  }

  /// The logarithm to the base 2, from the series of the inverse hyperbolic tangent.
  static func log2(_ value: Int) -> Double {
    guard value > 1 else { return 0 }
    let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
    let ratio = Double(value) / Double(1 << exponent)
    let x = (ratio - 1) / (ratio + 1)
    var term = x
    var sum = 0.0
    for odd in stride(from: 1, to: 23, by: 2) {
      sum += term / Double(odd)
      term *= x * x
    }
    return Double(exponent) + 2 * sum / 0.693_147_180_559_945_3
  }

  /// Whether the characters are about as mixed as random ones of their kind.
  static func isRandom(_ text: [UInt8]) -> Bool {
    guard text.count >= 8 else { return !text.isEmpty }
    let kinds = Swift.max(10, alphabet(of: text))
    guard entropy(of: text) >= 0.6 * log2(Swift.min(text.count, kinds)) else { return false }
    // Rows such as 0123456789 or abcdef are as mixed as can be.
    let steps = zip(text, text.dropFirst()).count { $1 == $0 &+ 1 || $1 == $0 }
    return steps * 5 < text.count * 2 && !SampleSecrets.holdsSampleWord(text)
  }

  /// How many characters there are of the kinds that occur.
  private static func alphabet(of text: [UInt8]) -> Int {
    if text.allSatisfy({ $0.hexValue != nil || !$0.isASCIILetter && !$0.isASCIIDigit }) {
      return 16
    }
    var size = 0
    if text.contains(where: \.isASCIIDigit) { size += 10 }
    if text.contains(where: { $0.isASCIILetter && $0 & 0x20 != 0 }) { size += 26 }
    if text.contains(where: { $0.isASCIILetter && $0 & 0x20 == 0 }) { size += 26 }
    return size
  }

  static func isCased(_ text: [UInt8]) -> Bool {
    text.contains { $0.isASCIILetter && $0 & 0x20 == 0 }
      && text.contains { $0.isASCIILetter && $0 & 0x20 != 0 }
  }

  static func isMixed(_ text: [UInt8]) -> Bool {
    text.contains(where: \.isASCIIDigit) && text.contains(where: \.isASCIILetter)
  }

  /// GitHub, "Behind GitHub's new authentication token formats": six digits of the CRC-32 of the
  /// random part, in base 62; npm has taken it over.
  private static func hasCRC32(_ random: [UInt8]) -> Bool {
    guard random.count > 6 else { return false }
    let body = Array(random.dropLast(6))
    return Array(base62(Checksum.crc32(body.span)).utf8) == Array(random.suffix(6))
  }

  /// A number in base 62, digits first, with six digits at least.
  static func base62(_ value: UInt32) -> String {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    var rest = Int(value)
    var text: [UInt8] = []
    while text.count < 6 {
      text.append(digits[rest % 62])
      rest /= 62
    }
    return String(decoding: text.reversed(), as: UTF8.self)
  }

  /// Grafana: `glsa_`, random, `_`, and the CRC-32 of what is before it.
  private static func hasHexCRC32(_ secret: [UInt8]) -> Bool {
    guard secret.count > 9 else { return false }
    let body = Array(secret.dropLast(9))
    let digits = Array("0123456789abcdef".utf8)
    let sum = Checksum.crc32(body.span)
    let wanted = stride(from: 28, through: 0, by: -4).map { digits[Int(sum >> UInt32($0) & 15)] }
    return secret.suffix(8).map(\.asciiLowercased) == wanted
  }

  private static func isLogin(_ secret: [UInt8]) -> Bool {
    let login = decoded(secret)
    guard let colon = login.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 3 < login.count,
      login.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
    else { return false }
    return !SampleSecrets.isSample(Array(login[(colon + 1)...]))
  }

  private static func encodesNumber(_ secret: [UInt8]) -> Bool {
    let number = decoded(Array(secret.prefix { $0 != UInt8(ascii: ".") }))
    return number.count >= 15 && number.allSatisfy(\.isASCIIDigit)
  }

  /// What base 64 of either alphabet stands for, with or without padding; empty for anything else.
  static func decoded(_ text: [UInt8]) -> [UInt8] {
    var standard = text.filter { $0 != UInt8(ascii: "=") }.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    if standard.count % 4 == 1 { standard.removeLast() }
    while !standard.count.isMultiple(of: 4) { standard.append(UInt8(ascii: "=")) }
    return Base64.decode(String(decoding: standard, as: UTF8.self)) ?? []
  }
}

/// The checksum of human-readable addresses.
///
/// Source: BIP 173, "Bech32"; age keys have it.
enum Bech32 {
  private static let characters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  static func isValid(_ text: [UInt8]) -> Bool {
    let lower = text.map(\.asciiLowercased)
    guard let one = lower.lastIndex(of: UInt8(ascii: "1")), one > 0, lower.count - one > 6 else {
      return false
    }
    var values = lower[..<one].map { $0 >> 5 } + [0] + lower[..<one].map { $0 & 31 }
    for byte in lower[(one + 1)...] {
      guard let value = characters.firstIndex(of: byte) else { return false }
      values.append(UInt8(value))
    }
    return polymod(values) == 1
  }

  static func polymod(_ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    var sum: UInt32 = 1
    for value in values {
      let top = sum >> 25
      sum = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
      for (bit, word) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 { sum ^= word }
    }
    return sum
  }
}

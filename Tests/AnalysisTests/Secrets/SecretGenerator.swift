import Analysis
import Formats

/// Makes secrets as their issuers do: by the parts of a rule's forms, with checksums where there
/// are any, from a seed.
struct SecretGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below bound: Int) -> Int {
    // Knuth's MMIX generator; the high bits are the good ones.
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// A text of the form, with what stands around it in a file; `nil` for forms without parts.
  ///
  /// One in a few thousand that are made by chance has no digit in it, or no letter: such are made
  /// anew where the rule does not take them.
  mutating func line(of form: SecretForm) -> String? {
    guard let line = anyLine(of: form) else { return nil }
    guard form.checks.contains(.mixed),
      let value = line.split(separator: "\"").dropFirst().last(where: { $0 != "\n" })
    else { return line }
    let random = value.dropFirst(
      form.keywords.map { value.hasPrefix($0) ? $0.count : 0 }.max() ?? 0
    )
    let isMixed = random.contains(where: \.isNumber) && random.contains(where: \.isLetter)
    return isMixed ? line : self.line(of: form)
  }

  private mutating func anyLine(of form: SecretForm) -> String? {
    switch form.shape {
    case .token(let before, let after):
      let keyword = form.keywords[next(below: form.keywords.count)]
      let text = self.text(of: before) + keyword + self.text(of: after)
      return "value = \"\(mended(text, keyword, form.checks))\"\n"
    case .named(let parts, _):
      let keyword = form.keywords[next(below: form.keywords.count)]
      return "\(named(keyword)) = \"\(mended(text(of: parts), "", form.checks))\"\n"
    default: return nil
    }
  }

  /// A name in which the keyword stands, and what tells that it is a secret.
  private func named(_ keyword: String) -> String {
    if keyword.hasSuffix("\"") { return "  " + keyword }
    return keyword.hasPrefix(";") ? "Server=db\(keyword)" : "my_\(keyword)_key"
  }

  mutating func text(of parts: [SecretPart]) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let fixed): text += fixed
      case .choice(let texts): text += texts[next(below: texts.count)]
      case .run(let set, let length):
        let members = set.members
        let count = length.lowerBound + next(below: min(8, length.count))
        for _ in 0..<count {
          text += String(UnicodeScalar(members[next(below: members.count)]))
        }
      }
    }
    return text
  }

  /// The text with the checksum that its kind has.
  private mutating func mended(
    _ text: String,
    _ keyword: String,
    _ checks: [SecretCheck]
  ) -> String {
    var text = text
    for check in checks {
      switch check {
      case .crc32Base62:
        let body = text.dropFirst(keyword.count).dropLast(6)
        text = keyword + body + base62(Checksum.crc32(Array(body.utf8).span))
      case .crc32Hex:
        let body = String(text.dropLast(9))
        let sum = String(Checksum.crc32(Array(body.utf8).span), radix: 16)
        text = body + "_" + String(repeating: "0", count: 8 - sum.count) + sum
      case .bech32: text = bech32(text)
      case .login: text = Base64.encode(Array("deploy:kX8\(next(below: 1 << 30))qZw7".utf8))
      case .encodes(let start): text = Base64.encode(Array((start + text).utf8))
      case .encodesNumber:
        let number = Base64.encode(Array("8\(next(below: 1 << 30))12345678901".prefix(18).utf8))
        text = number + "." + text.split(separator: ".").dropFirst().joined(separator: ".")
      case .random, .mixed, .cased: break
      }
    }
    return text
  }

  private func base62(_ value: UInt32) -> String {
    let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    var (rest, text) = (Int(value), "")
    for _ in 0..<6 { (text, rest) = (String(digits[rest % 62]) + text, rest / 62) }
    return text
  }

  /// The text with its last six characters as BIP 173 has them.
  private func bech32(_ text: String) -> String {
    let characters = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l")
    let pieces = text.lowercased().split(separator: "1", maxSplits: 1)
    let prefix = Array(pieces[0].utf8)
    let data = pieces[1].dropLast(6)
    var values = prefix.map { $0 >> 5 } + [0] + prefix.map { $0 & 31 }
    values += data.compactMap { digit in characters.firstIndex(of: digit).map { UInt8($0) } }
    let sum = polymod(values + [0, 0, 0, 0, 0, 0]) ^ 1
    let check = (0..<6).map { characters[Int(sum >> UInt32(5 * (5 - $0)) & 31)] }
    return (pieces[0] + "1" + data + String(check)).uppercased()
  }

  private func polymod(_ values: [UInt8]) -> UInt32 {
    let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    return values.reduce(1) { sum, value in
      let shifted = (sum & 0x1FF_FFFF) << 5 ^ UInt32(value)
      return generator.indices.reduce(shifted) {
        (sum >> 25) >> UInt32($1) & 1 == 1 ? $0 ^ generator[$1] : $0
      }
    }
  }
}

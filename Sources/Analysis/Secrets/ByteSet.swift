/// A set of ASCII characters, asked for each byte of a candidate.
package struct ByteSet: Hashable, Sendable {
  private let low: UInt64
  private let high: UInt64

  /// Takes characters and spans of them, such as `A-Za-z0-9_-`; a dash at the end is one.
  package init(_ text: String) {
    var bits: (UInt64, UInt64) = (0, 0)
    func add(_ byte: UInt8) {
      if byte < 64 { bits.0 |= 1 << UInt64(byte) } else { bits.1 |= 1 << UInt64(byte & 63) }
    }
    let bytes = Array(text.utf8).filter { $0 < 128 }
    var index = 0
    while index < bytes.count {
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
        bytes[index] <= bytes[index + 2]
      {
        for byte in bytes[index]...bytes[index + 2] { add(byte) }
        index += 3
      } else {
        add(bytes[index])
        index += 1
      }
    }
    (low, high) = bits
  }

  package func contains(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
  }

  /// Every member, in order.
  package var members: [UInt8] { (0..<128).filter { contains($0) } }

  package static let digits = ByteSet("0-9")
  package static let hex = ByteSet("0-9a-f")
  package static let anyHex = ByteSet("0-9A-Fa-f")
  package static let lower = ByteSet("a-z0-9")
  package static let upper = ByteSet("A-Z0-9")
  package static let letters = ByteSet("A-Za-z")
  package static let alphanumeric = ByteSet("A-Za-z0-9")
  /// Base 64 for addresses (RFC 4648, section 5).
  package static let web = ByteSet("A-Za-z0-9_-")
  package static let lowerWeb = ByteSet("a-z0-9_=-")
  package static let base64 = ByteSet("A-Za-z0-9+/")
  package static let paddedBase64 = ByteSet("A-Za-z0-9+/=")
  package static let base32 = ByteSet("A-Z2-7")
  /// What names of variables and keys are made of.
  package static let name = ByteSet("A-Za-z0-9_.-")
  /// Whatever passwords are made of that stand without quotes.
  package static let password = ByteSet("!#$%&*+,./0-9:;=?@A-Z^_a-z{|}~()[]<>-")
}

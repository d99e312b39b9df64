/// The name of some bytes by their hash, such as `sha256:9f86d081…`.
///
/// Source: OCI image-spec, descriptor.md, "Digests". Holding one means that the text was checked.
package struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The hash functions that artifacts and package databases name.
  package enum Algorithm: String, Sendable, CaseIterable {
    case md5
    case sha1
    case sha256
    case sha384
    case sha512

    /// How many hexadecimal digits a value of this algorithm has.
    package var hexLength: Int {
      switch self {
      case .md5: 32
      case .sha1: 40
      case .sha256: 64
      case .sha384: 96
      case .sha512: 128
      }
    }
  }

  package let algorithm: Algorithm
  /// The value in lower-case hexadecimal.
  package let hex: String

  /// Parses `algorithm:hex`.
  package init(_ text: String) throws(DigestError) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      throw .missingAlgorithm(text)
    }
    guard let algorithm = Algorithm(rawValue: String(text[..<colon])) else {
      throw .unknownAlgorithm(String(text[..<colon]))
    }
    try self.init(algorithm: algorithm, hex: String(text[text.utf8.index(after: colon)...]))
  }

  /// Checks a value given in hexadecimal; upper case is refused, as the specification does.
  package init(algorithm: Algorithm, hex: String) throws(DigestError) {
    guard hex.utf8.count == algorithm.hexLength, hex.utf8.allSatisfy(\.isLowerHexDigit) else {
      throw .malformedValue(hex)
    }
    self.algorithm = algorithm
    self.hex = hex
  }

  /// Makes a digest of the raw bytes a hash function gave.
  package init(algorithm: Algorithm, bytes: [UInt8]) {
    precondition(bytes.count * 2 == algorithm.hexLength, "a hash of another algorithm")
    let digits = Array("0123456789abcdef".utf8)
    var hex: [UInt8] = []
    hex.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      hex.append(digits[Int(byte >> 4)])
      hex.append(digits[Int(byte & 15)])
    }
    self.algorithm = algorithm
    self.hex = String(decoding: hex, as: UTF8.self)
  }

  package var description: String { "\(algorithm.rawValue):\(hex)" }

  package static func < (left: Digest, right: Digest) -> Bool {
    (left.algorithm.rawValue, left.hex) < (right.algorithm.rawValue, right.hex)
  }
}

/// Why a text is no digest.
package enum DigestError: Error, Hashable {
  case missingAlgorithm(String)
  case unknownAlgorithm(String)
  case malformedValue(String)
}

extension UInt8 {
  fileprivate var isLowerHexDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}

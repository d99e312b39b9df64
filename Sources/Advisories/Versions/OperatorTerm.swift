import Formats

/// An operator and the version it is about, such as `~> 2.2`; words of ranges that schemes read
/// each in their own way.
struct OperatorTerm: Hashable {
  /// Empty where there is none.
  var sign: String
  var version: String

  /// The terms between commas and blanks; an operator may stand apart from its version.
  static func terms(of text: some StringProtocol) -> [OperatorTerm] {
    var terms: [OperatorTerm] = []
    var bytes = Array(text.utf8)[...]
    while true {
      bytes = bytes.drop { $0.isASCIIWhitespace || $0 == UInt8(ascii: ",") }
      guard !bytes.isEmpty else { return terms }
      let sign = bytes.prefix(while: \.isSign)
      bytes = bytes[sign.endIndex...].drop(while: \.isASCIIWhitespace)
      let version = bytes.prefix { !$0.isASCIIWhitespace && $0 != UInt8(ascii: ",") }
      bytes = bytes[version.endIndex...]
      terms.append(
        OperatorTerm(
          sign: String(decoding: sign, as: UTF8.self),
          version: String(decoding: version, as: UTF8.self)
        )
      )
    }
  }
}

extension String {
  /// What stands between `||`.
  var alternatives: [String] {
    var parts: [String] = []
    var rest = self[...]
    while let bar = rest.firstRange(of: "||") {
      parts.append(String(rest[..<bar.lowerBound]))
      rest = rest[bar.upperBound...]
    }
    return parts + [String(rest)]
  }
}

extension UInt8 {
  /// What operators are made of.
  fileprivate var isSign: Bool {
    switch self {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"),
      UInt8(ascii: "~"), UInt8(ascii: "^"):
      true
    default: false
    }
  }

  var isAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
}

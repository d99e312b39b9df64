extension PackageURL {
  /// Parses a package URL, canonical or not.
  ///
  /// From right to left, as "How to parse a PURL" of ECMA-427 describes: subpath, qualifiers, then
  /// scheme, type, version, name and namespace. Characters that should have been encoded are taken
  /// as they are, as its lenient grammar has it.
  package init(
    parsing text: String,
    conformance: Conformance = .strict
  ) throws(PackageURLError) {
    var rest = text.utf8[...]
    let subpath = try Self.parseSubpath(Self.cutLast(&rest, at: "#"))
    let qualifiers = try Self.parseQualifiers(Self.cutLast(&rest, at: "?"))
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
      String(rest[..<colon])?.lowercased() == "pkg"
    else { throw .missingScheme }
    rest = rest[rest.index(after: colon)...].drop { $0 == UInt8(ascii: "/") }
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
      throw rest.isEmpty ? .missingType : .missingName
    }
    let type = String(Substring(rest[..<slash]))
    rest = rest[rest.index(after: slash)...]
    let version = try Self.parseVersion(&rest)
    let (namespace, name) = try Self.parseSegments(rest, type: type.lowercased())
    try self.init(
      type: type,
      namespace: namespace,
      name: name,
      version: version,
      qualifiers: qualifiers,
      subpath: subpath,
      conformance: conformance
    )
  }

  /// Takes away what stands behind the last `separator`.
  private static func cutLast(
    _ rest: inout Substring.UTF8View,
    at separator: Unicode.Scalar
  ) -> Substring.UTF8View? {
    guard let place = rest.lastIndex(of: UInt8(ascii: separator)) else { return nil }
    let tail = rest[rest.index(after: place)...]
    rest = rest[..<place]
    return tail
  }

  private static func parseSubpath(
    _ text: Substring.UTF8View?
  ) throws(PackageURLError) -> String {
    guard let text else { return "" }
    return try decodedSegments(text).filter { $0 != "." && $0 != ".." }.joined(separator: "/")
  }

  private static func parseQualifiers(
    _ text: Substring.UTF8View?
  ) throws(PackageURLError) -> [String: String] {
    guard let text else { return [:] }
    var qualifiers: [String: String] = [:]
    for pair in text.split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      let key = String(Substring(pair[..<equals])).lowercased()
      let value = try PercentEncoding.decode(pair[equals...].dropFirst())
      // An empty value is kept until the key is checked; the other initialiser drops it.
      if let known = qualifiers[key], !known.isEmpty, !value.isEmpty {
        throw .repeatedQualifier(key)
      }
      if !value.isEmpty || qualifiers[key] == nil { qualifiers[key] = value }
    }
    return qualifiers
  }

  /// Cuts the version off: what stands behind the last `@`, unless that begins a segment.
  ///
  /// `pkg:npm/@babel/core` has a scope there and no version; `pkg:cran/@0.9.1` has no name.
  private static func parseVersion(
    _ rest: inout Substring.UTF8View
  ) throws(PackageURLError) -> String {
    guard let place = rest.lastIndex(of: UInt8(ascii: "@")) else { return "" }
    let beginsSegment =
      place == rest.startIndex || rest[rest.index(before: place)] == UInt8(ascii: "/")
    let tail = rest[rest.index(after: place)...]
    if beginsSegment {
      guard tail.contains(UInt8(ascii: "/")) else { throw .missingName }
      return ""
    }
    rest = rest[..<place]
    return try PercentEncoding.decode(tail)
  }

  private static func parseSegments(
    _ rest: Substring.UTF8View,
    type: String
  ) throws(PackageURLError) -> (namespace: String, name: String) {
    let raw = rest.split(separator: UInt8(ascii: "/"))
    guard let last = raw.last else { throw .missingName }
    if packageURLTypes[type]?.nameSpansSegments == true {
      let segments = try decodedSegments(rest)
      return (segments.first ?? "", segments.dropFirst().joined(separator: "/"))
    }
    let namespace = try decodedSegments(rest[..<last.startIndex]).joined(separator: "/")
    return (namespace, try PercentEncoding.decode(last))
  }

  private static func decodedSegments(
    _ text: Substring.UTF8View
  ) throws(PackageURLError) -> [String] {
    var segments: [String] = []
    for raw in text.split(separator: UInt8(ascii: "/")) {
      let segment = try PercentEncoding.decode(raw)
      guard !segment.utf8.contains(UInt8(ascii: "/")) else { throw .slashInSegment(segment) }
      segments.append(segment)
    }
    return segments
  }
}

/// Percent-encoding as package URLs have it: ECMA-427, 5.4.
///
/// Letters, digits, `.`, `-`, `_`, `~` and the colon stand for themselves, wherever they are;
/// every other byte is encoded.
enum PercentEncoding {
  static func append(_ text: some StringProtocol, to result: inout String) {
    if text.utf8.allSatisfy(\.isPlainInPackageURL) {
      result += text
    } else {
      result += encode(text)
    }
  }

  static func encode(_ text: some StringProtocol) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isPlainInPackageURL {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func decode(_ text: Substring.UTF8View) throws(PackageURLError) -> String {
    guard text.contains(UInt8(ascii: "%")) else { return String(Substring(text)) }
    var bytes: [UInt8] = []
    var place = text.startIndex
    while place < text.endIndex {
      let byte = text[place]
      place = text.index(after: place)
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let pair = text[place...].prefix(2)
      guard pair.count == 2, let high = pair.first?.hexValue, let low = pair.last?.hexValue else {
        throw .invalidEncoding(String(Substring(text)))
      }
      bytes.append(high << 4 | low)
      place = pair.endIndex
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw .invalidEncoding(String(Substring(text)))
    }
    return decoded
  }
}

extension UInt8 {
  var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  var isASCIILetterOrDigit: Bool {
    isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }

  fileprivate var isPlainInPackageURL: Bool {
    isASCIILetterOrDigit || self == 0x2E || self == 0x2D || self == 0x5F || self == 0x7E
      || self == 0x3A
  }

  fileprivate var hexValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// The address of something that is asked for by HTTP: `https://registry.example:5000/v2/`.
///
/// Source: RFC 3986, of which it takes what registries use: no user information, no fragment, and
/// only printable ASCII.
package struct HTTPAddress: Hashable, Sendable {
  /// How a server is spoken to.
  package enum Scheme: String, Sendable {
    case http
    case https

    var defaultPort: Int { self == .https ? 443 : 80 }
  }

  package let scheme: Scheme
  /// In lower case; an IPv6 address in its brackets.
  package let host: String
  package let port: Int
  /// Path and query: what the request line holds.
  package let target: String

  package init(scheme: Scheme, host: String, port: Int? = nil, target: String = "/") {
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port ?? scheme.defaultPort
    self.target = target
  }

  /// Reads an absolute address; `nil` for anything else.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    guard let scheme = Scheme(rawValue: text[..<colon].lowercased()) else { return nil }
    let rest = text[text.index(colon, offsetBy: 3)...].prefix { $0 != "#" }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let authority = Self.authority(rest[..<end]) else { return nil }
    let target = String(rest[end...])
    self.init(
      scheme: scheme,
      host: authority.host,
      port: authority.port,
      target: target.hasPrefix("/") ? target : "/" + target
    )
  }

  /// Reads `host`, `host:port` or `[address]:port`.
  package init?(scheme: Scheme, authority: String, target: String = "/") {
    guard let parts = Self.authority(authority[...]) else { return nil }
    self.init(scheme: scheme, host: parts.host, port: parts.port, target: target)
  }

  static func authority(_ text: Substring) -> (host: String, port: Int?)? {
    let address = text.lastIndex(of: "@").map { text[text.index(after: $0)...] } ?? text
    let hostEnd: Substring.Index
    if address.first == "[" {
      guard let close = address.firstIndex(of: "]") else { return nil }
      hostEnd = address.index(after: close)
    } else {
      hostEnd = address.firstIndex(of: ":") ?? address.endIndex
    }
    let host = String(address[..<hostEnd])
    guard !host.isEmpty, host != "[]", !host.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F })
    else { return nil }
    let rest = address[hostEnd...]
    if rest.isEmpty || rest == ":" { return (host, nil) }
    guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
    return (host, Int(port))
  }
}

extension HTTPAddress: CustomStringConvertible {
  package var text: String { origin + target }

  /// Scheme, host and port: whom a secret may be shown again.
  package var origin: String { "\(scheme.rawValue)://\(authority)" }

  /// `host` or `host:port`, as a user writes it.
  package var authority: String { port == scheme.defaultPort ? host : "\(host):\(port)" }

  /// Without the query, which may hold signatures that open what it names.
  package var description: String { origin + target.prefix { $0 != "?" } }

  package func hasSameOrigin(as other: HTTPAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  package func with(target: String) -> HTTPAddress {
    HTTPAddress(scheme: scheme, host: host, port: port, target: target)
  }

  /// Where a `Location` field leads from here (RFC 3986, section 5.2).
  package func resolving(_ location: String) -> HTTPAddress? {
    guard location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    if location.hasPrefix("//") { return HTTPAddress("\(scheme.rawValue):\(location)") }
    let place = String(location.prefix { $0 != "#" })
    if place.hasPrefix("/") { return with(target: place) }
    if place.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") {
      return HTTPAddress(location)
    }
    let path = target.prefix { $0 != "?" }
    if place.isEmpty { return self }
    if place.hasPrefix("?") { return with(target: path + place) }
    let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
    return with(target: folder + place)
  }

  /// The folder that an address is of; one of a file of that name is of the folder it lies in.
  package func folder(of file: String) -> HTTPAddress {
    var path = target.prefix { $0 != "?" }
    if path.hasSuffix("/\(file)") { path = path.dropLast(file.count) }
    return with(target: path.hasSuffix("/") ? String(path) : path + "/")
  }

  /// Something below a folder, by its path as it is, not escaped.
  package func adding(path: String) -> HTTPAddress {
    let parts = path.split(separator: "/").map { Self.escaped(String($0)) }
    return with(target: target + parts.joined(separator: "/"))
  }

  /// Adds parameters to the query.
  func adding(query: [(String, String)]) -> HTTPAddress {
    guard !query.isEmpty else { return self }
    let joint = target.contains("?") ? "&" : "?"
    return with(target: target + joint + Self.form(query))
  }

  /// Parameters as a query, or a body of type `application/x-www-form-urlencoded`, holds them.
  static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      result +=
        isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: result, as: UTF8.self)
  }
}

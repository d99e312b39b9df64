/// Which requests go through a proxy, and which do not.
package struct ProxySettings: Hashable, Sendable {
  package var https: ProxyServer?
  package var http: ProxyServer?
  package var exceptions = ProxyExceptions("")

  package init() {}

  /// Takes the variables that other programs heed: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` for
  /// either of them, `NO_PROXY`, or the same in lower case, which comes first.
  package init(environment: [String: String]) throws(RegistryError) {
    func variable(_ name: String) -> (name: String, value: String)? {
      for key in [name.lowercased(), name] {
        if let value = environment[key], !value.isEmpty { return (key, value) }
      }
      return nil
    }
    if let (name, value) = variable("HTTPS_PROXY") { https = try ProxyServer(value, from: name) }
    // A web server hands a request field of this name to its programs (CVE-2016-5385).
    if environment["REQUEST_METHOD"] == nil, let (name, value) = variable("HTTP_PROXY") {
      http = try ProxyServer(value, from: name)
    }
    if https == nil || http == nil, let (name, value) = variable("ALL_PROXY") {
      let server = try ProxyServer(value, from: name)
      https = https ?? server
      http = http ?? server
    }
    exceptions = ProxyExceptions(variable("NO_PROXY")?.value ?? "")
  }

  /// The proxy for an address; never one for this machine itself.
  package func server(for address: HTTPAddress) -> ProxyServer? {
    if address.isLoopback || exceptions.contains(address) { return nil }
    return address.scheme == .https ? https : http
  }
}

/// A proxy: where it listens, and who we are to it.
package struct ProxyServer: Hashable, Sendable {
  /// The protocol that it speaks.
  package enum Kind: Hashable, Sendable {
    case http
    case socks
  }

  package var kind: Kind
  package var host: String
  package var port: Int
  package var user: String?
  package var password: Secret?

  /// Reads `http://user:password@host:port`, `socks5://host:port` or `host:port`.
  ///
  /// - Parameter variable: where the text is from, for errors, which never repeat the text: it may
  ///   hold a password.
  package init(_ text: String, from variable: String) throws(RegistryError) {
    func failure(_ cause: String) -> RegistryError {
      RegistryError(.configuration, "reading \(variable)", cause)
    }
    var rest = text[...]
    var scheme = "http"
    if let mark = text.firstRange(of: "://") {
      scheme = text[..<mark.lowerBound].lowercased()
      rest = text[mark.upperBound...]
    }
    switch scheme {
    case "http": kind = .http
    case "socks5", "socks5h": kind = .socks
    case "https": throw failure("a proxy is spoken to in plain HTTP; write http://HOST:PORT")
    default: throw failure("a proxy of type \(scheme) is not supported; use http or socks5")
    }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let parts = HTTPAddress.authority(authority) else {
      throw failure("it is no address of a proxy; write it as http://HOST:PORT")
    }
    host = parts.host.filter { $0 != "[" && $0 != "]" }
    port = parts.port ?? (kind == .socks ? 1080 : 80)
    guard let at = authority.lastIndex(of: "@") else { return }
    let login = authority[..<at].split(
      separator: ":",
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    user = percentDecoded(login[0])
    password = Secret(login.count == 2 ? percentDecoded(login[1]) : "")
    if kind == .socks { throw failure("a SOCKS proxy with a login is not supported") }
  }
}

/// Text with its `%41` read as `A`; what is no such escape stays.
private func percentDecoded(_ text: Substring) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let digits = String(decoding: rest.prefix(2), as: UTF8.self)
    if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The hosts that are reached without a proxy, as `NO_PROXY` lists them.
///
/// An entry is `*`, a domain (which stands for its subdomains too; with a dot in front, only for
/// these), an address, or a network such as `10.0.0.0/8`; domains and addresses may have a port.
package struct ProxyExceptions: Hashable, Sendable {
  private let entries: [String]

  package init(_ list: String) {
    entries = list.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  package func contains(_ address: HTTPAddress) -> Bool {
    entries.contains { Self.matches($0, address) }
  }

  private static func matches(_ entry: String, _ address: HTTPAddress) -> Bool {
    if entry == "*" { return true }
    let known = IPAddress(address.host)
    if let slash = entry.firstIndex(of: "/") {
      guard let known, let network = IPAddress(entry[..<slash]),
        let length = Int(entry[entry.index(after: slash)...])
      else { return false }
      return known.isWithin(network, length: length)
    }
    if let plain = IPAddress(entry) { return plain == known }
    guard let parts = HTTPAddress.authority(entry[...]) else { return false }
    if let port = parts.port, port != address.port { return false }
    if let plain = IPAddress(parts.host) { return plain == known }
    let name = parts.host.hasPrefix("*.") ? String(parts.host.dropFirst()) : parts.host
    if name.hasPrefix(".") { return address.host.hasSuffix(name) }
    return address.host == name || address.host.hasSuffix("." + name)
  }
}

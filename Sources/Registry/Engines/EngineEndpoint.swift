/// Where an engine listens.
package enum EngineEndpoint: Hashable, Sendable, CustomStringConvertible {
  case unix(path: String)
  case tcp(host: String, port: Int, tls: EngineTLSFiles?)

  /// Reads an address as `DOCKER_HOST`, `CONTAINER_HOST` and `CONTAINERD_ADDRESS` write it.
  ///
  /// - Parameters:
  ///   - text: `unix:///run/docker.sock`, a path alone, or `tcp://127.0.0.1:2375`.
  ///   - variable: where the text is from, for errors.
  ///   - tls: what to use on a TCP connection; `nil` for none.
  package init(
    _ text: String,
    from variable: String,
    tls: EngineTLSFiles?
  ) throws(EngineAddressError) {
    if text.hasPrefix("/") {
      self = try .unix(path: text, in: variable)
      return
    }
    guard let mark = text.firstRange(of: "://") else {
      throw .malformed(variable: variable, text)
    }
    let rest = String(text[mark.upperBound...])
    switch text[..<mark.lowerBound] {
    case "unix": self = try .unix(path: rest, in: variable)
    case "tcp", "http": self = try .tcp(rest, in: variable, tls: tls)
    case "https": self = try .tcp(rest, in: variable, tls: tls ?? EngineTLSFiles(directory: nil))
    default:
      throw .unsupported(variable: variable, scheme: String(text[..<mark.lowerBound]))
    }
  }

  package var description: String {
    switch self {
    case .unix(let path): path
    case .tcp(let host, let port, let tls):
      (tls == nil ? "tcp://" : "https://") + (host.contains(":") ? "[\(host)]" : host)
        + ":\(port)"
    }
  }

  /// The socket's path; `nil` for an address of the network.
  package var socketPath: String? {
    if case .unix(let path) = self { path } else { nil }
  }

  /// The longest path that the kernel takes for a socket.
  private static let pathLimit = 107

  private static func unix(
    path: String,
    in variable: String
  ) throws(EngineAddressError) -> EngineEndpoint {
    guard path.hasPrefix("/"), !path.utf8.contains(0) else {
      throw .malformed(variable: variable, path)
    }
    guard path.utf8.count <= pathLimit else { throw .pathTooLong(variable: variable, path) }
    return .unix(path: path)
  }

  private static func tcp(
    _ text: String,
    in variable: String,
    tls: EngineTLSFiles?
  ) throws(EngineAddressError) -> EngineEndpoint {
    let malformed = EngineAddressError.malformed(variable: variable, text)
    var host = Substring(text.hasSuffix("/") ? text.dropLast() : text[...])
    var port = tls == nil ? 2375 : 2376
    var bracketed = false
    if host.hasPrefix("["), let close = host.firstIndex(of: "]") {
      let rest = host[host.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { throw malformed }
      if !rest.isEmpty { port = try Self.port(rest.dropFirst(), malformed) }
      host = host[host.index(after: host.startIndex)..<close]
      bracketed = true
    } else if let colon = host.firstIndex(of: ":") {
      port = try Self.port(host[host.index(after: colon)...], malformed)
      host = host[..<colon]
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ Self.isHost($0, bracketed: bracketed) }) else {
      throw malformed
    }
    return .tcp(host: String(host), port: port, tls: tls)
  }

  private static func port(
    _ text: Substring,
    _ malformed: EngineAddressError
  ) throws(EngineAddressError) -> Int {
    guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let port = UInt16(text), port > 0 else {
      throw malformed
    }
    return Int(port)
  }

  private static func isHost(_ byte: UInt8, bracketed: Bool) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: ".")
      || (bracketed ? byte == UInt8(ascii: ":") : byte == UInt8(ascii: "-"))
  }
}

/// Where the keys for an engine's TCP socket lie.
package struct EngineTLSFiles: Hashable, Sendable {
  /// Holds `ca.pem`, `cert.pem` and `key.pem`; `nil` to show no certificate and trust the
  /// system's authorities.
  package var directory: String?

  package init(directory: String?) { self.directory = directory }
}

/// Why an address leads to no engine.
package enum EngineAddressError: Error, Hashable, CustomStringConvertible {
  case malformed(variable: String, String)
  /// A way to connect that we have not, such as `ssh`.
  case unsupported(variable: String, scheme: String)
  case pathTooLong(variable: String, String)

  package var description: String {
    switch self {
    case .malformed(let variable, let text):
      "\(variable): \"\(text)\" is no address; write unix:///run/docker.sock or tcp://host:2375"
    case .unsupported(let variable, "ssh"):
      "\(variable): ssh addresses are not supported; forward the engine's socket with ssh -L, or "
        + "run `docker save IMAGE | plimsoll sbom archive:-` where the engine is"
    case .unsupported(let variable, let scheme):
      "\(variable): addresses of type \(scheme) are not supported; use unix:// or tcp://"
    case .pathTooLong(let variable, let path):
      "\(variable): \(path) is longer than the path of a socket can be"
    }
  }
}

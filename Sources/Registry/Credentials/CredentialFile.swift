import Formats
import Model

/// A file of logins, as Docker's `config.json` and the `auth.json` of Podman and Skopeo are.
///
///     { "auths":       { "registry.example": { "auth": "dXNlcjpwYXNzd29yZA==" } },
///       "credHelpers": { "registry.example": "NAME of docker-credential-NAME" },
///       "credsStore":  "NAME" }
///
/// Sources: Docker's command line reference, "login"; containers-auth.json(5).
struct CredentialFile {
  let path: String
  private let root: DataNode

  /// How Docker Hub's login is filed.
  static let hubKey = "https://index.docker.io/v1/"
  static let sizeLimit = 4 << 20

  init(path: String, contents: [UInt8], limits: Limits) throws(RegistryError) {
    self.path = path
    func failure(_ cause: String) -> RegistryError {
      RegistryError(.credentials, "reading the logins of \(path)", cause)
    }
    do throws(DataError) {
      root = try JSONReader.parse(contents.span, limits: limits)
    } catch {
      throw failure("it is not sound JSON")
    }
    guard root.map != nil else { throw failure("it holds no JSON object") }
  }

  /// The login filed for the repository, or for the part of the registry around it: the most
  /// specific one decides.
  func credential(registry: String, repository: String) throws(RegistryError) -> Credential? {
    let entries = root["auths"]?.map?.entries ?? []
    for name in Self.names(registry: registry, repository: repository) {
      for entry in entries where Self.normalized(entry.key) == name {
        if let found = try credential(in: entry.value, filedAs: entry.key) { return found }
      }
    }
    return nil
  }

  /// The helper for the registry alone, if there is one.
  func helper(registry: String) -> String? {
    let helpers = root["credHelpers"]?.map?.entries ?? []
    return helpers.first { Self.normalized($0.key) == Self.canonical(registry) }?.value.string
  }

  /// The helper for all registries.
  var store: String? {
    guard let name = root["credsStore"]?.string, !name.isEmpty else { return nil }
    return name
  }

  private func credential(
    in entry: DataNode,
    filedAs key: String
  ) throws(RegistryError) -> Credential? {
    if let token = entry["registrytoken"]?.string, !token.isEmpty {
      return Credential(.registryToken(Secret(token)), from: path)
    }
    if let token = entry["identitytoken"]?.string, !token.isEmpty {
      return Credential(.identityToken(Secret(token)), from: path)
    }
    if let packed = entry["auth"]?.string, !packed.isEmpty {
      guard let login = Self.unpack(packed) else {
        throw RegistryError(
          .credentials,
          "reading the logins of \(path)",
          "the entry \(quoted(key)) holds no user and password in base 64; log in anew"
        )
      }
      return Credential(user: login.user, password: login.password, from: path)
    }
    return Credential(
      user: entry["username"]?.string ?? "",
      password: entry["password"]?.string ?? "",
      from: path
    )
  }

  private static func unpack(_ text: String) -> (user: String, password: String)? {
    guard let bytes = Base64.decode(text), let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    // Docker of old padded short passwords with zero bytes.
    let password = bytes[(colon + 1)...].reversed().drop { $0 == 0 }.reversed()
    guard let user = String(validating: bytes[..<colon], as: UTF8.self),
      let word = String(validating: Array(password), as: UTF8.self)
    else { return nil }
    return (user, word)
  }

  /// What a login may be filed as, the most specific first.
  private static func names(registry: String, repository: String) -> [String] {
    let host = canonical(registry)
    var parts = repository.split(separator: "/")
    var names: [String] = []
    while !parts.isEmpty {
      names.append("\(host)/\(parts.joined(separator: "/"))")
      parts.removeLast()
    }
    return names + [host]
  }

  /// A key without its scheme and the path of an API version.
  static func normalized(_ key: String) -> String {
    var rest = key[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) {
      rest = rest.dropFirst(scheme.count)
    }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    for version in ["/v1", "/v2"] where rest.hasSuffix(version) {
      rest = rest.dropLast(version.count)
    }
    let host = rest.prefix { $0 != "/" }
    return canonical(String(host)) + rest[host.endIndex...]
  }

  /// One name for the registry that goes by several.
  static func canonical(_ host: String) -> String {
    let host = host.lowercased()
    return ["index.docker.io", "registry-1.docker.io"].contains(host) ? "docker.io" : host
  }
}

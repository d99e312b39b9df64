import Artifacts
import Formats
import Model

/// The certificates that a machine keeps for single registries, where Docker, Podman and containerd
/// look for them.
///
///     /etc/docker/certs.d/HOST[:PORT]/NAME.crt             authorities, besides the system's
///     /etc/docker/certs.d/HOST[:PORT]/NAME.cert, NAME.key  ours, for registries that want one
///     /etc/containerd/certs.d/HOST[:PORT]/hosts.toml       `ca` and `client` of the server
///
/// Sources: Docker, "Verify repository client with certificates"; containers-certs.d(5); containerd,
/// docs/hosts.md. The first folder that is there for a server decides.
package struct ServerCertificates: Hashable, Sendable {
  /// Folders of Docker's form.
  package var folders: [String]
  /// Folders of containerd's form.
  package var hostFolders: [String]

  package init(folders: [String] = [], hostFolders: [String] = []) {
    self.folders = folders
    self.hostFolders = hostFolders
  }

  /// Where they lie on this machine; a user's own come first.
  package init(environment: [String: String]) {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let own = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    let configuration = own ?? home.map { "\($0)/.config" }
    let below = ["containers", "docker"]
    folders =
      (configuration.map { folder in below.map { "\(folder)/\($0)/certs.d" } } ?? [])
      + below.map { "/etc/\($0)/certs.d" }
    hostFolders = ["/etc/containerd/certs.d"]
  }

  /// What is kept for a server; `nil` where there is nothing.
  func files(for address: HTTPAddress, limits: Limits) throws(RegistryError) -> CertificateFiles? {
    guard address.scheme == .https, !address.host.hasPrefix("."), !address.host.contains("/") else {
      return nil
    }
    for folder in folders {
      for name in Self.names(of: address) {
        if let files = try Self.files(in: "\(folder)/\(name)") { return files }
      }
    }
    for folder in hostFolders {
      for name in Self.names(of: address) + ["\(address.host)_\(address.port)_", "_default"] {
        let path = "\(folder)/\(name)"
        if let file = try HostsFile(in: path, limits: limits) { return file.files(for: address) }
        // Without the file, containerd reads such a folder as Docker does.
        if let files = try Self.files(in: path) { return files }
      }
    }
    return nil
  }

  /// What the folder of a server may be called.
  private static func names(of address: HTTPAddress) -> [String] {
    var names = ["\(address.host):\(address.port)"]
    guard address.authority == address.host else { return names }
    names.append(address.host)
    if address.host == "registry-1.docker.io" { names.append("docker.io") }
    return names
  }

  private static func files(in folder: String) throws(RegistryError) -> CertificateFiles? {
    // What is not there, or is not for us to read, says nothing; TLS will tell if it was needed.
    guard let names = try? folderNames(folder) else { return nil }
    var files = CertificateFiles()
    for name in names {
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".crt") {
        files.authorities.append(path)
      } else if name.hasSuffix(".cert") {
        let key = String(name.dropLast(5)) + ".key"
        guard names.contains(key) else {
          throw RegistryError(
            .configuration,
            "reading certificates",
            "\(path) is there without \(key)"
          )
        }
        if files.identity == nil { files.identity = .init(path, key: "\(folder)/\(key)") }
      }
    }
    return files.isEmpty ? nil : files
  }
}

/// The files with certificates for one server.
struct CertificateFiles: Hashable, Sendable {
  /// A certificate to show, and its key.
  struct Identity: Hashable, Sendable {
    var certificate: String
    var key: String

    init(_ certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// Certificates to trust besides the others.
  var authorities: [String] = []
  var identity: Identity?

  var isEmpty: Bool { authorities.isEmpty && identity == nil }
}

/// What a `hosts.toml` of containerd says of certificates; mirrors, and what else is in it, are for
/// containerd alone.
private struct HostsFile {
  private let root: DataNode
  private let folder: String

  init?(in folder: String, limits: Limits) throws(RegistryError) {
    self.folder = folder
    let path = "\(folder)/hosts.toml"
    // One that cannot be read is as good as none: TLS will tell if it was needed.
    guard let source = try? FileSource(path: path),
      let bytes = try? source.contents(limit: 1 << 20)
    else { return nil }
    do throws(DataError) {
      root = try TOMLReader.parse(bytes.span, limits: limits)
    } catch {
      throw RegistryError(.configuration, "reading certificates", "\(path) is not TOML: \(error)")
    }
  }

  func files(for address: HTTPAddress) -> CertificateFiles? {
    var files = files(root)
    for entry in root["host"]?.map?.entries ?? [] {
      let named =
        HTTPAddress(entry.key) ?? HTTPAddress(scheme: address.scheme, authority: entry.key)
      guard named?.hasSameOrigin(as: address) == true else { continue }
      let own = self.files(entry.value)
      files.authorities += own.authorities
      files.identity = own.identity ?? files.identity
    }
    return files.isEmpty ? nil : files
  }

  private func files(_ node: DataNode) -> CertificateFiles {
    var files = CertificateFiles()
    files.authorities = texts(node["ca"]).map(path)
    if let pair = node["client"]?.list?.first?.list, let certificate = pair.first?.string {
      let key = pair.dropFirst().first?.string ?? ""
      files.identity = .init(path(certificate), key: path(key.isEmpty ? certificate : key))
    } else if let both = texts(node["client"]).first {
      files.identity = .init(path(both), key: path(both))
    }
    return files
  }

  private func texts(_ node: DataNode?) -> [String] {
    node?.string.map { [$0] } ?? (node?.list ?? []).compactMap(\.string)
  }

  private func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(folder)/\(name)" }
}

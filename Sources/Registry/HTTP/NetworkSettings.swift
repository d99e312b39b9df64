/// How the network is to be reached: what the environment and the options of a command say.
package struct NetworkSettings: Hashable, Sendable {
  /// How the program names itself.
  package var userAgent: String
  /// Certificates to trust besides the system's: the path of a PEM file.
  package var additionalAuthorities: String?
  /// Certificates to trust in place of the system's: the path of a PEM file.
  package var authorities: String?
  /// Certificates for single servers.
  package var certificates = ServerCertificates()
  package var proxies = ProxySettings()
  /// Logins of servers of files; registries have their own.
  package var logins: NetrcFile?
  /// Hosts, or hosts with a port, that are spoken to in plain HTTP.
  package var plainHTTPHosts: Set<String> = []
  /// How long a connection may take to come about.
  package var connectTimeout = Duration.seconds(10)
  /// How long a server may send nothing while we wait for it.
  package var stallTimeout = Duration.seconds(60)

  package init(userAgent: String) { self.userAgent = userAgent }

  /// Whether the user said that plain HTTP may be spoken there.
  package func isPlainHTTPHost(_ address: HTTPAddress) -> Bool {
    let names = [address.host, "\(address.host):\(address.port)"]
    return plainHTTPHosts.contains { names.contains($0.lowercased()) }
  }
}

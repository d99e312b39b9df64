import ArgumentParser
import Registry

/// How servers are reached: the same for every command that asks one.
struct NetworkOptions: ParsableArguments {
  @Option(
    name: .customLong("plain-http"),
    help: "Speak plain HTTP to this server, HOST or HOST:PORT; loopback ones need no leave."
  )
  var plainHTTP: [String] = []

  @Option(help: "Certificates to trust besides the system's, a PEM file.")
  var caFile: String?

  /// What the options and the environment say.
  func settings(_ environment: ProcessEnvironment) throws -> NetworkSettings {
    for host in plainHTTP {
      guard HTTPAddress(scheme: .http, authority: host) != nil, !host.contains("/") else {
        throw Failure("--plain-http: \"\(host)\" is not of the form HOST or HOST:PORT")
      }
    }
    var settings = NetworkSettings(userAgent: "plimsoll/\(programVersion)")
    settings.additionalAuthorities = caFile
    settings.authorities = environment["SSL_CERT_FILE"]
    settings.plainHTTPHosts = Set(plainHTTP)
    settings.certificates = ServerCertificates(environment: environment.all)
    settings.proxies = try ProxySettings(environment: environment.all)
    settings.logins = try logins(environment)
    return settings
  }

  private func logins(_ environment: ProcessEnvironment) throws -> NetrcFile? {
    let path = environment["NETRC"] ?? environment["HOME"].map { "\($0)/.netrc" }
    guard let path, isThere(path) else { return nil }
    let bytes = try readWholeFile(path, limit: NetrcFile.sizeLimit)
    return NetrcFile(bytes.span)
  }
}

extension RetryPolicy {
  /// By the clock of this machine.
  init(by progress: TerminalProgress) {
    self.init(
      now: { .now },
      pause: { try await Task.sleep(for: $0) },
      jitter: { .random(in: 0..<1) }
    )
    note = progress.note
  }
}

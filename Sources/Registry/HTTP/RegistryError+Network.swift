import Artifacts
import AsyncHTTPClient
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

extension RegistryError {
  /// What the network libraries threw, in words that say what to do.
  init(_ error: any Error, at address: HTTPAddress) {
    let host = address.authority
    let activity = "asking \(host)"
    switch error {
    case let error as RegistryError: self = error
    case is CancellationError: self.init(.refused, activity, "the work was cancelled")
    case is TimeLimitReached: self.init(.timedOut, activity, "\(host) sends nothing any more")
    case let error as NIOConnectionError: self.init(error, activity, host)
    case let error as NIOSSLError: self.init(error, activity, host)
    case let error as BoringSSLError: self.init(.handshakeFailed(error), activity, host)
    case let error as NIOSSLExtraError:
      let isName = error == .failedToValidateHostname
      self.init(
        .untrusted,
        activity,
        isName ? "the certificate of \(host) is for another name" : quoted("\(error)")
      )
    case let error as IOError: self.init(error, activity, host)
    case let error as HTTPClientError: self.init(error, activity, host)
    case _ where String(reflecting: type(of: error)).hasPrefix("NIOSOCKS."):
      self.init(.unreachable, activity, "the proxy makes no connection to \(host)")
    default:
      // Such as what the HTTP parser finds amiss when a connection ends early.
      self.init(.interrupted, activity, "the connection to \(host) broke: \(quoted("\(error)"))")
    }
  }

  private init(_ error: IOError, _ activity: String, _ host: String) {
    let text = systemMessage(error.errnoCode)
    switch error.errnoCode {
    case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, ETIMEDOUT:
      self.init(.unreachable, activity, "no connection to \(host): \(text)")
    default: self.init(.interrupted, activity, "the connection to \(host) broke: \(text)")
    }
  }

  private init(_ error: NIOConnectionError, _ activity: String, _ host: String) {
    let causes = error.connectionErrors.map(\.error)
    if causes.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
      self.init(.unreachable, activity, "the name \(error.host) cannot be resolved")
      return
    }
    let texts = causes.map { cause in
      if let cause = cause as? IOError { return systemMessage(cause.errnoCode) }
      return cause is ChannelError ? "no answer in time" : quoted("\(cause)")
    }
    let reason = Set(texts).sorted().joined(separator: ", ")
    self.init(.unreachable, activity, "no connection to \(host): \(reason)")
  }

  private init(_ error: NIOSSLError, _ activity: String, _ host: String) {
    guard case .handshakeFailed(let inner) = error else {
      let isEnd = if case .uncleanShutdown = error { true } else { false }
      self.init(
        isEnd ? .interrupted : .untrusted,
        activity,
        isEnd
          ? "\(host) ended the connection early" : "TLS with \(host) failed: \(quoted("\(error)"))"
      )
      return
    }
    let text = "\(inner)"
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      self.init(
        .untrusted,
        activity,
        "the certificate of \(host) is not trusted; --ca-file FILE, or "
          + "/etc/docker/certs.d/\(host)/ca.crt, names an authority of your own"
      )
    } else if ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST"].contains(
      where: text.contains
    ) {
      self.init(
        .insecure,
        activity,
        "\(host) does not speak TLS; if it is meant to be plain HTTP, --plain-http \(host) allows it"
      )
    } else {
      self.init(.unreachable, activity, "no TLS connection with \(host): \(quoted(text))")
    }
  }

  private init(_ error: HTTPClientError, _ activity: String, _ host: String) {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
      self.init(.unreachable, activity, "no connection to \(host) within the time it may take")
    case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout:
      self.init(.timedOut, activity, "\(host) does not answer")
    case .remoteConnectionClosed, .uncleanShutdown:
      self.init(.interrupted, activity, "\(host) ended the connection early")
    case .proxyAuthenticationRequired:
      self.init(.refused, activity, "the proxy wants a login, as in http://USER:PASSWORD@HOST:PORT")
    case .invalidProxyResponse:
      self.init(.unreachable, activity, "the proxy makes no connection to \(host)")
    case .invalidURL, .emptyHost, .emptyScheme:
      self.init(.malformed, activity, "it is no address that can be asked")
    case .cancelled: self.init(.refused, activity, "the work was cancelled")
    default: self.init(.interrupted, activity, "\(host): \(error.shortDescription)")
    }
  }
}

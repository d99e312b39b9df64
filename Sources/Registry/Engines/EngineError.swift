import Artifacts
import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// Why an engine did not give an image: which one, where, and what to do about it.
package struct EngineError: Error, Hashable, CustomStringConvertible {
  /// What kind of failure it is.
  package enum Code: Hashable, Sendable {
    /// Nothing is at the socket's path.
    case noSocket
    /// A socket is there, or a host, and nobody listens.
    case notRunning
    /// The user may not use the socket.
    case denied
    case noSuchImage
    /// The image is there for another system only.
    case otherPlatform
    /// The engine knows the image, and has not all of its content.
    case incomplete
    /// The engine said no.
    case refused
    /// The answer is none that the engine's interface knows.
    case malformed
    /// The connection broke, or nothing came in time.
    case interrupted
  }

  package var code: Code
  package var engine: EngineKind
  package var cause: String

  package init(_ code: Code, _ engine: EngineKind, _ cause: String) {
    self.code = code
    self.engine = engine
    self.cause = cause
  }

  package var description: String { "\(engine): \(cause)" }

  /// The error in few words, where it stands beside others.
  package var remark: String {
    code == .noSuchImage ? "\(engine) has no such image" : description
  }

  /// Whether nothing is wrong, and another place may have the image: this one has it not, not
  /// whole, or not for us.
  package var leavesOthersToAsk: Bool {
    switch code {
    case .noSocket, .notRunning, .denied, .noSuchImage, .otherPlatform, .incomplete: true
    case .refused, .malformed, .interrupted: false
    }
  }
}

extension EngineError {
  static func noSuchImage(_ name: String, _ engine: EngineKind) -> EngineError {
    EngineError(
      .noSuchImage,
      engine,
      "there is no image \(name); `\(engine.pullCommand(name))` fetches it, and "
        + "registry:\(name) reads it without"
    )
  }

  /// What a failed connection means to the user.
  static func connecting(
    to endpoint: EngineEndpoint,
    of engine: EngineKind,
    _ error: any Error
  ) -> EngineError {
    if error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError {
      return handshake(with: endpoint, of: engine, "\(error)")
    }
    switch systemErrorNumber(error) {
    case ENOENT, ENOTDIR:
      return EngineError(
        .noSocket,
        engine,
        "there is no socket at \(endpoint); \(engine.startAdvice)"
      )
    case EACCES, EPERM:
      return EngineError(
        .denied,
        engine,
        "you may not use the socket \(endpoint); \(engine.permissionAdvice)"
      )
    case ECONNREFUSED:
      return EngineError(
        .notRunning,
        engine,
        "nothing listens at \(endpoint); \(engine.startAdvice)"
      )
    default:
      return EngineError(.interrupted, engine, "\(endpoint): \(text(of: error))")
    }
  }

  /// The system's number behind an error of the network library.
  private static func systemErrorNumber(_ error: any Error) -> Int32? {
    if let error = error as? IOError { return error.errnoCode }
    if let error = error as? NIOConnectionError, let first = error.connectionErrors.first {
      return systemErrorNumber(first.error)
    }
    return nil
  }

  /// An error of the libraries below as text; theirs need not be meant for users.
  static func text(of error: any Error) -> String {
    if let number = systemErrorNumber(error) { return systemMessage(number) }
    return quoted("\(error)")
  }

  /// What a failed TLS handshake means, which is mostly about certificates.
  private static func handshake(
    with endpoint: EngineEndpoint,
    of engine: EngineKind,
    _ text: String
  ) -> EngineError {
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return EngineError(
        .denied,
        engine,
        "the certificate of \(endpoint) is not signed by the authority in ca.pem; "
          + "DOCKER_CERT_PATH names the folder it lies in"
      )
    }
    if text.contains("WRONG_VERSION_NUMBER") {
      return EngineError(
        .malformed,
        engine,
        "\(endpoint) does not speak TLS; unset DOCKER_TLS_VERIFY if that is as it should be"
      )
    }
    return EngineError(.denied, engine, "no TLS connection with \(endpoint): \(quoted(text))")
  }
}

extension EngineKind {
  fileprivate var startAdvice: String {
    switch self {
    case .docker: "start Docker, or name its socket in DOCKER_HOST"
    case .podman:
      "start Podman's service with `systemctl start podman.socket` (with --user for your own), or "
        + "name its socket in CONTAINER_HOST"
    case .containerd: "start containerd, or name its socket in CONTAINERD_ADDRESS"
    }
  }

  fileprivate var permissionAdvice: String {
    switch self {
    case .docker: "run as root, or join the group that owns it (docker, which is as good as root)"
    case .podman: "run as root, or use your own Podman's socket in CONTAINER_HOST"
    case .containerd: "run as root"
    }
  }
}

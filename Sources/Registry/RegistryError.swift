/// Why a registry, or another server, could not be worked with: what we were doing, and what came
/// in the way.
package struct RegistryError: Error, Hashable, CustomStringConvertible {
  /// The kind of failure.
  package enum Code: String, Sendable {
    case notFound = "not found"
    case unauthorized
    case forbidden
    /// The server refused in another way that trying again does not change.
    case refused
    case rateLimited = "rate limited"
    /// The server has a fault of its own.
    case serverFault = "server fault"
    case unreachable
    case untrusted
    case timedOut = "timed out"
    /// The connection broke in the middle of an answer.
    case interrupted
    /// Plain HTTP where it is not allowed.
    case insecure
    /// An answer that is not what the protocol says.
    case malformed
    case mismatch
    case tooLarge = "too large"
    case unsupported
    /// A credential file or helper.
    case credentials
    /// A setting of ours.
    case configuration
  }

  package var code: Code
  package var activity: String
  package var cause: String
  /// How long the server asked us to wait.
  package var retryAfter: Duration?

  package init(_ code: Code, _ activity: String, _ cause: String, retryAfter: Duration? = nil) {
    self.code = code
    self.activity = activity
    self.cause = cause
    self.retryAfter = retryAfter
  }

  package var description: String { "\(activity): \(cause)" }

  /// Whether the same request may well succeed a little later.
  package var isTransient: Bool {
    switch code {
    case .rateLimited, .serverFault, .unreachable, .timedOut, .interrupted: true
    default: false
    }
  }

  func during(_ activity: String) -> RegistryError {
    var error = self
    error.activity = activity
    return error
  }
}

/// Text of a server, made fit for a message: one line, no control characters, not long.
func quoted(_ text: String, limit: Int = 300) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: result.append(" ")
    case .format, .privateUse, .unassigned: continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return text.unicodeScalars.count > limit ? result + "…" : result
}

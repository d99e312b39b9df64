/// Who we are to a registry, and where we know it from.
package struct Credential: Hashable, Sendable {
  /// What proves to a registry who asks.
  package enum Kind: Hashable, Sendable {
    case basic(user: String, password: Secret)
    /// A token that its token service exchanges for one to show the registry (OAuth 2 refresh).
    case identityToken(Secret)
    /// A token to show the registry as it is.
    case registryToken(Secret)
  }

  package var kind: Kind
  /// The file or program that gave it, for messages.
  package var source: String

  package init(_ kind: Kind, from source: String) {
    self.kind = kind
    self.source = source
  }

  /// What credential helpers call the user where the secret is an identity token.
  static let tokenUser = "<token>"

  /// A user and password; `nil` where both are empty.
  init?(user: String, password: String, from source: String) {
    guard !user.isEmpty || !password.isEmpty else { return nil }
    let isToken = user == Self.tokenUser
    let secret = Secret(password)
    self.init(
      isToken ? .identityToken(secret) : .basic(user: user, password: secret),
      from: source
    )
  }
}

package import Model

/// A kind of secret: what it opens, how it is told, and what to do about one.
package struct SecretRule: Sendable {
  /// Stable and never used twice: `PLM-S001`.
  package let id: String
  package let severity: Severity
  /// Who takes it, such as `GitHub`.
  package let service: String
  /// What it is, such as `personal access token`.
  package let secret: String
  /// What other tools call it.
  package let aliases: [String]
  package let forms: [SecretForm]
  /// Whether people make it up, so that a digest of it could be guessed and is not kept.
  package let isGuessable: Bool

  package init(
    _ id: String,
    _ severity: Severity,
    _ service: String,
    _ secret: String,
    _ aliases: [String] = [],
    isGuessable: Bool = false,
    _ forms: [SecretForm]
  ) {
    self.id = id
    self.severity = severity
    self.service = service
    self.secret = secret
    self.aliases = aliases
    self.isGuessable = isGuessable
    self.forms = forms
  }

  /// What it is, in a few words.
  package var name: String { service.isEmpty ? secret : "\(service) \(secret)" }
}

/// A part of a secret's text.
package enum SecretPart: Hashable, Sendable {
  case text(String)
  /// So many of these characters: as many as there are, up to the most.
  case run(ByteSet, ClosedRange<Int>)
  /// One of these texts.
  case choice([String])
}

/// One way in which a secret is written.
package struct SecretForm: Sendable {
  /// How it is found.
  package enum Shape: Sendable {
    /// It tells itself: the keyword is a part of it, with these parts before and after it.
    case token(before: [SecretPart], after: [SecretPart])
    /// The keyword is in the name of what it is given to.
    case named([SecretPart], needsRole: Bool)
    /// As `named`, by whatever stands there.
    case generic(GenericSecret)
    case privateKey(PrivateKeyKind)
    case puttyKey(isEncrypted: Bool)
    case webToken(WebTokenKind)
    /// The keyword is a scheme with `://`, and a login follows.
    case address
    /// The file as a whole, whatever it says.
    case file(SecretFileKind)
  }

  /// Any of these, in lower case where case is not minded; none for a form by file name.
  ///
  /// Those of three or four characters must begin the secret, or be all of its end.
  package var keywords: [String]
  package var mindsCase: Bool
  package var shape: Shape
  package var checks: [SecretCheck]
  /// Ends of paths it is looked for in; everywhere where there are none.
  package var paths: [String] = []

  /// A secret that begins with `start` and goes on with so many characters.
  package static func token(
    _ start: String,
    _ set: ByteSet,
    _ count: Int,
    _ checks: [SecretCheck] = [.random]
  ) -> SecretForm {
    token(start, [.run(set, count...count)], checks)
  }

  /// A secret that begins with `start` and goes on with these parts.
  package static func token(
    before: [SecretPart] = [],
    _ keyword: String,
    _ after: [SecretPart],
    _ checks: [SecretCheck] = [.random]
  ) -> SecretForm {
    SecretForm(
      keywords: [keyword],
      mindsCase: true,
      shape: .token(before: before, after: after),
      checks: checks
    )
  }

  /// A secret that only the name of what it is given to tells.
  package static func named(
    _ keywords: [String],
    _ value: [SecretPart],
    needsRole: Bool = true,
    _ checks: [SecretCheck] = [.random, .mixed]
  ) -> SecretForm {
    SecretForm(
      keywords: keywords,
      mindsCase: false,
      shape: .named(value, needsRole: needsRole),
      checks: checks
    )
  }

  /// As `named`, of one run.
  package static func named(_ keyword: String, _ set: ByteSet, _ count: Int) -> SecretForm {
    named([keyword], [.run(set, count...count)])
  }

  /// As `named`, of several parts.
  package static func named(_ keyword: String, _ value: [SecretPart]) -> SecretForm {
    named([keyword], value)
  }

  /// What stands at a common name.
  package static func generic(_ keywords: [String], _ kind: GenericSecret) -> SecretForm {
    SecretForm(keywords: keywords, mindsCase: false, shape: .generic(kind), checks: [])
  }

  /// A form found by the name of the file.
  package static func file(_ paths: [String], _ kind: SecretFileKind) -> SecretForm {
    SecretForm(keywords: [], mindsCase: true, shape: .file(kind), checks: [], paths: paths)
  }

  /// The form, looked for in files of these names alone.
  package func only(in paths: [String]) -> SecretForm {
    var form = self
    form.paths = paths
    return form
  }
}

/// What must hold besides the form.
package enum SecretCheck: Hashable, Sendable {
  /// The characters are as mixed as random ones are, for their number.
  case random
  /// There are digits and letters among them.
  case mixed
  /// There are letters of both cases among them.
  case cased
  /// The last six characters are the CRC-32 of the others after the keyword, in base 62.
  case crc32Base62
  /// The last eight are the CRC-32 of what is before the `_` in front of them, in hexadecimal.
  case crc32Hex
  /// The checksum of BIP 173.
  case bech32
  /// Base 64 of a login: `name:password`.
  case login
  /// Base 64 that begins with this text once decoded.
  case encodes(String)
  /// The first part is base 64 of a number.
  case encodesNumber
}

/// What is looked for by common names alone.
package enum GenericSecret: Hashable, Sendable {
  case password
  case key
}

/// The private keys that are told apart.
package enum PrivateKeyKind: Hashable, Sendable {
  case plain
  case encrypted
  case pgp
}

/// The web tokens that are told apart.
package enum WebTokenKind: Hashable, Sendable {
  case other
  case kubernetes
  case supabase
}

/// Files that are secrets by their names.
package enum SecretFileKind: Hashable, Sendable {
  /// ftp(1): `machine … login … password …`.
  case netrc
  /// PostgreSQL, "The Password File": five fields with colons.
  case pgpass
  /// htpasswd(1): a name and a hash.
  case htpasswd
  /// One line, which is the secret.
  case single(ByteSet, ClosedRange<Int>)
  /// Lines of a name, `=` or blanks, and a value; these names.
  case setting([String])
}

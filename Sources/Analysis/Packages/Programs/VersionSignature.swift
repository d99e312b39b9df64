/// Where a program keeps the text of its version, and what that text looks like.
///
/// A signature is a literal that stands beside the version, searched for as such: no patterns are
/// run over whole programs.
struct VersionSignature: Sendable {
  /// Where the version is.
  enum Place: Sendable {
    /// Directly after this text.
    case after(String)
    /// Directly before this text, or with zeros between where texts are padded.
    case before(String)
    /// A text of its own between zeros, the only one in the file within these bounds.
    case alone(from: [Int], below: [Int])
    /// A text of its own between zeros that goes on where the file's name ends:
    /// `3.11.2` in `python3.11`.
    case continuingName
    /// A text of its own that is repeated with the identifier of the build behind it, which ends
    /// with this text: `7.0.15` and `7.0.15buildhost-1702957741000000000`.
    case stamped(String)
  }

  var place: Place
  var shape: VersionShape
  /// What must follow the version, directly.
  var next = ""
  /// What must follow within 64 bytes.
  var near = ""

  static func after(
    _ text: String,
    _ shape: VersionShape = .numbers(),
    next: String = "",
    near: String = ""
  ) -> VersionSignature {
    VersionSignature(place: .after(text), shape: shape, next: next, near: near)
  }

  static func before(_ text: String, _ shape: VersionShape = .numbers()) -> VersionSignature {
    VersionSignature(place: .before(text), shape: shape)
  }

  static func alone(
    from least: [Int],
    below most: [Int],
    _ shape: VersionShape = .numbers()
  ) -> VersionSignature {
    VersionSignature(place: .alone(from: least, below: most), shape: shape)
  }

  static let continuingName = VersionSignature(place: .continuingName, shape: .numbers(2...4))

  static func stamped(_ text: String) -> VersionSignature {
    VersionSignature(place: .stamped(text), shape: .numbers(3...3))
  }
}

/// What the text of a version looks like: numbers with dots, and what may follow them.
struct VersionShape: Sendable {
  /// What belongs to the version after its numbers.
  enum Tail: Sendable {
    /// A word for what is not yet a release, with its number: `rc1`, `-beta.2`, `dev`.
    case prerelease
    /// Lower-case letters, as OpenSSL has for its patches, or a word as above.
    case letters
    /// `p` and a number, as OpenSSH and sudo have, or a word as above.
    case patch
    /// `p` and a number that the program prints and nobody counts as version, as Ruby has, or a
    /// word as above.
    case droppedPatch
    /// All up to a zero, a space or a closing parenthesis.
    case word
  }

  var parts: ClosedRange<Int>
  var tail: Tail

  static func numbers(
    _ parts: ClosedRange<Int> = 2...4,
    _ tail: Tail = .prerelease
  )
    -> VersionShape
  {
    VersionShape(parts: parts, tail: tail)
  }
}

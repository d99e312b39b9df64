/// A place where a secret was seen, without the secret.
///
/// The text itself is dropped as soon as it was looked at: nothing made of this value, be it a
/// cache, a report or a log, can give it away.
package struct SecretTrace: Hashable, Sendable {
  /// The parts of an artifact that secrets are looked for in.
  package enum Origin: String, Sendable, CaseIterable {
    case file
    case environment
    case label
    /// A build step: its command, and the build arguments written there.
    case history
    /// The rest of an image's configuration, such as its command.
    case configuration
  }

  /// The rule that tells it, such as `PLM-S001`.
  package var rule: String
  package var origin: Origin
  /// The file it is in; empty elsewhere.
  package var path: String
  /// The name it is given to, as of a variable or a key; empty where there is none.
  package var name: String
  /// Counted from 1; in a build step, the step.
  package var line: Int
  /// In bytes, counted from 1.
  package var column: Int
  /// Enough to know it again by for who has it: four characters at most, and the length.
  package var masked: String
  /// The same for the same secret wherever it stands: 16 hexadecimal digits.
  package var fingerprint: String
  /// The layer it came with, counted from 0 at the base; `nil` outside images.
  package var layer: Int?
  /// The layer that deletes or replaces the file, which takes nothing out of the one it came with.
  package var hiddenBy: Int?

  package init(rule: String, origin: Origin = .file, path: String, line: Int, column: Int) {
    self.rule = rule
    self.origin = origin
    self.path = path
    self.line = line
    self.column = column
    name = ""
    masked = ""
    fingerprint = ""
    layer = nil
    hiddenBy = nil
  }
}

extension SecretTrace: Comparable {
  package static func < (left: SecretTrace, right: SecretTrace) -> Bool {
    if left.origin != right.origin { return left.origin.rawValue < right.origin.rawValue }
    if left.path != right.path { return left.path < right.path }
    if left.layer != right.layer { return left.layer ?? -1 < right.layer ?? -1 }
    return (left.line, left.column, left.rule, left.name)
      < (right.line, right.column, right.rule, right.name)
  }
}

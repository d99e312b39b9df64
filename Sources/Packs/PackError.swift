/// Why a pack, or the folder of packs, could not be read or made.
package struct PackError: Error, Hashable, CustomStringConvertible {
  /// What it was about: a file, or what was being done.
  package var subject: String
  package var reason: String

  package init(_ subject: String, _ reason: String) {
    self.subject = subject
    self.reason = reason
  }

  package var description: String { "\(subject): \(reason)" }
}

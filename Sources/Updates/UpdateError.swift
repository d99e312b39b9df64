/// Why data could not be fetched or passed on.
package struct UpdateError: Error, Hashable, CustomStringConvertible {
  /// What it was about: an address, a file, or what was being done.
  package var subject: String
  package var reason: String

  package init(_ subject: String, _ reason: String) {
    self.subject = subject
    self.reason = reason
  }

  package var description: String { "\(subject): \(reason)" }
}

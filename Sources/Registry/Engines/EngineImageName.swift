package import OCI

/// The name or identifier of an image, as engines take it in a request's path.
package struct EngineImageName: Hashable, Sendable, CustomStringConvertible {
  /// As the user wrote it.
  package let text: String
  /// What it names, unless it is an identifier.
  package let reference: ImageReference?

  /// Takes an image name, `sha256:…`, or an identifier, whole or its start.
  package init(_ text: String) throws(ImageReferenceError) {
    self.text = text
    if Self.isIdentifier(text) {
      reference = nil
    } else {
      reference = try ImageReference(text)
    }
  }

  package var description: String { text }

  /// The name to report: with its tag, and without what every name of Docker Hub has.
  package var shown: String { reference?.familiar ?? text }

  private static func isIdentifier(_ text: String) -> Bool {
    let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
    // Shorter ones are names, as far as engines are concerned: they look for a name first.
    guard digits.count == 64 || (text.hasPrefix("sha256:") && digits.count >= 4) else {
      return false
    }
    return digits.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }
}

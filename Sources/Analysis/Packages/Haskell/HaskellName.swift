import Formats
import Model

/// Packages as Haskell's tools name them with their version: `aeson-2.0.3.0`.
enum HaskellName {
  /// Cuts `aeson-2.0.3.0-H8BOQwtT8HY` into name and version; `nil` without a version.
  ///
  /// No part of a name consists of digits alone, so the first that does is the version.
  /// Source: Cabal, `Distribution.Types.PackageName`.
  static func split(_ text: some StringProtocol) -> (name: String, version: String)? {
    let parts = String(text).pieces(on: "-")
    guard let place = parts.firstIndex(where: isVersion), place > 0 else { return nil }
    return (parts[..<place].joined(separator: "-"), String(parts[place]))
  }

  static func isVersion(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.pieces(on: ".").allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy(\.isASCIIDigit)
      }
  }
}

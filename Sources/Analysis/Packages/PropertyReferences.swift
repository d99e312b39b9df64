import Formats

extension StringProtocol {
  /// The text with each reference to a property replaced by its value, those inside values too.
  ///
  /// `nil` where a property is unknown or refers to itself, and for values that grow beyond any
  /// name or version.
  func replacingReferences(
    opening: String,
    closing: Unicode.Scalar,
    value: (String) -> String?
  ) -> String? {
    var text = String(self)
    // Each round may replace a reference by several: both are bounded.
    for _ in 0..<32 {
      guard let start = text.firstRange(of: opening) else { return text }
      guard let (name, rest) = text[start.upperBound...].cut(at: closing),
        let found = value(String(name))
      else { return nil }
      text = text[..<start.lowerBound] + found + rest
      guard text.utf8.count <= 1024 else { return nil }
    }
    return nil
  }
}

extension String {
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    let wanted = Array(needle.utf8)
    var start = startIndex
    while let at = utf8[start...].firstIndex(of: wanted[0]) {
      if utf8[at...].starts(with: wanted) {
        return at..<utf8.index(at, offsetBy: wanted.count)
      }
      start = utf8.index(after: at)
    }
    return nil
  }
}

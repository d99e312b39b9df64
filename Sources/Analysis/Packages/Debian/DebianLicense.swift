import Model

/// Turns a licence as debian/copyright words it into an SPDX expression, where there is no doubt.
///
/// Source: the machine-readable debian/copyright format 1.0: `and` binds closer than `or`, and a
/// comma closes what stands before it: `GPL-2+ or Artistic, and BSD-3-clause`.
struct DebianLicense {
  /// The SPDX expression for a text, or `nil` where a name has no certain place on the list.
  static func expression(_ text: String) -> String? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    var whole = ""
    for part in parts {
      var words = part.split(whereSeparator: \.isWhitespace)
      var joint = ""
      if !whole.isEmpty {
        // Without a word after the comma nobody can tell which was meant.
        guard let first = words.first, let operation = operation(first) else { return nil }
        joint = operation
        words.removeFirst()
      }
      guard let (inner, isCompound) = chain(words[...]) else { return nil }
      let term = parts.count > 1 && isCompound ? "(\(inner))" : inner
      whole = joint.isEmpty ? term : "\(whole) \(joint) \(term)"
    }
    return whole.isEmpty ? nil : whole
  }

  /// `A and B or C`, without commas.
  private static func chain(_ words: ArraySlice<Substring>) -> (String, isCompound: Bool)? {
    var rest = words
    guard var text = term(&rest) else { return nil }
    var isCompound = text.hasAlternatives
    while let word = rest.popFirst() {
      guard let operation = operation(word), let next = term(&rest) else { return nil }
      text += " \(operation) \(next)"
      isCompound = true
    }
    return (text, isCompound)
  }

  /// A name and, after `with`, its exception.
  private static func term(_ words: inout ArraySlice<Substring>) -> String? {
    guard let word = words.popFirst(), let name = identifier(String(word)) else { return nil }
    guard words.first?.lowercased() == "with" else {
      return !words.isEmpty && name.hasAlternatives ? "(\(name))" : name
    }
    words.removeFirst()
    var exception: [String] = []
    while let next = words.popFirst()?.lowercased() {
      if next == "exception" {
        return DebianLicenseTables.exceptions[exception.joined(separator: " ")]
          .map { "\(name) WITH \($0)" }
      }
      if let listed = SPDXLicenses.exception(next), exception.isEmpty {
        return "\(name) WITH \(listed)"
      }
      exception.append(next)
    }
    return nil
  }

  private static func operation(_ word: Substring) -> String? {
    switch word.lowercased() {
    case "and": "AND"
    case "or", "and/or": "OR"
    default: nil
    }
  }

  /// One short name: `GPL-2+`, `Expat`, `BSD-3-clause`.
  static func identifier(_ name: String) -> String? {
    let lower = name.lowercased()
    return DebianLicenseTables.names[lower] ?? gnu(lower) ?? SPDXLicenses.identifier(name)
  }

  /// `gpl-2` is that version alone, `gpl-2+` that or a later one; the list's own old names,
  /// `GPL-2.0` and `GPL-2.0+`, mean the same.
  private static func gnu(_ name: String) -> String? {
    var rest = name[...]
    let isOpen = rest.hasSuffix("+")
    if isOpen { rest.removeLast() }
    guard let dash = rest.lastIndex(of: "-") else { return nil }
    let family = rest[..<dash]
    var number = String(rest[rest.index(after: dash)...])
    guard ["gpl", "lgpl", "agpl", "gfdl", "gfdl-niv"].contains(family) else { return nil }
    if !number.contains(".") { number += ".0" }
    let suffix = isOpen ? "or-later" : "only"
    if family == "gfdl-niv" {
      return SPDXLicenses.identifier("GFDL-\(number)-no-invariants-\(suffix)")
    }
    return SPDXLicenses.identifier("\(family)-\(number)-\(suffix)")
  }
}

extension String {
  /// Whether it is an expression that leaves a choice.
  fileprivate var hasAlternatives: Bool { split(separator: " ").contains("OR") }
}

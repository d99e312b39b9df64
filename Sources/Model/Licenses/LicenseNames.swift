/// The SPDX identifier or expression for a licence as packages spell it, else the text itself.
///
/// Knows `Apache 2.0`, `GPLv2+`, `BSD 3-clause`, `MIT/X11`, addresses of licence texts, and the
/// classifiers of PyPI. What could be several licences stays as it is: `BSD` and `GPL` alone.
package func normalizedLicense(_ text: String) -> String {
  let trimmed = LicenseNames.trimming(text)
  // Whole licence texts stand where a name belongs; those are no name.
  guard trimmed.utf8.count <= 256, !trimmed.contains(where: \.isNewline) else { return trimmed }
  // The list has deprecated GNU identifiers, such as `GPL-2.0+`; they have clearer successors.
  if let gnu = LicenseNames.gnuLicense(LicenseNames.key(of: trimmed)) { return gnu }
  if let expression = SPDXExpression(trimmed) { return expression.text }
  let name = LicenseNames.withoutClassifier(trimmed)
  return LicenseNames.identifier(name) ?? LicenseNames.expression(name) ?? name
}

enum LicenseNames {
  static func trimming(_ text: String) -> String {
    let isEdge: (Character) -> Bool = { $0.isWhitespace || $0 == "\"" || $0 == "'" }
    guard let first = text.firstIndex(where: { !isEdge($0) }),
      let last = text.lastIndex(where: { !isEdge($0) })
    else { return "" }
    return String(text[first...last])
  }

  /// What is left of `License :: OSI Approved :: MIT License`.
  static func withoutClassifier(_ text: String) -> String {
    guard text.hasPrefix("License ::") else { return text }
    let parts = text.split(separator: "::").map { trimming(String($0)) }.dropFirst()
    let name = parts.last { $0 != "OSI Approved" } ?? text
    // `Apache Software License` and the like end in an abbreviation at times: `… (MPL 2.0)`.
    return name
  }

  /// The identifier of one licence.
  static func identifier(_ name: String) -> String? {
    let key = key(of: name)
    if let identifier = gnuLicense(key) { return identifier }
    if let identifier = SPDXLicenses.identifier(name) { return identifier }
    if let identifier = identifier(atAddress: name) { return identifier }
    if let identifier = licenseKeys[key] { return identifier }
    // `Mozilla Public License 2.0 (MPL 2.0)`: the name in front decides, else the one in brackets.
    guard let open = name.firstIndex(of: "("), name.hasSuffix(")"), open > name.startIndex else {
      return nil
    }
    let inner = name[name.index(after: open)...].dropLast()
    return identifier(trimming(String(name[..<open])))
      ?? (inner.contains("(") ? nil : identifier(trimming(String(inner))))
  }

  /// An expression of several licences, when each of them is known.
  static func expression(_ name: String) -> String? {
    for (separators, operation) in compounds {
      for separator in separators {
        let parts = name.lowercased().split(separator: separator, omittingEmptySubsequences: false)
        guard (2...8).contains(parts.count) else { continue }
        let known = parts.map { part in
          let part = trimming(String(part))
          return identifier(part) ?? expression(part).map { "(\($0))" }
        }
        guard known.allSatisfy({ $0 != nil }) else { continue }
        return known.compactMap { $0 }.joined(separator: operation)
      }
    }
    return nil
  }

  /// Looser ones first, since they bind last.
  ///
  /// A slash is Cargo's old way to say "or".
  private static let compounds: [(separators: [String], operation: String)] = [
    ([" or ", "||", " | ", "|", "/"], " OR "),
    ([" and ", " & ", "&&", ", ", " + "], " AND "),
  ]

  /// The words that matter, in lower case: `The Apache License, Version 2.0` is `apache 2`.
  static func key(of name: String) -> String {
    var words: [String] = []
    var word = ""
    var wasDigit = false
    func flush() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in name.lowercased() {
      let isDigit = ("0"..."9").contains(character)
      if character == "+" {
        flush()
        words.append("+")
      } else if character == "." && wasDigit {
        word.append(character)
        continue
      } else if !isDigit && !character.isLetter {
        flush()
      } else {
        if isDigit != wasDigit {
          // The `v` of `GPLv2` is no part of the name.
          if isDigit, word.count > 1, word.hasSuffix("v") { word.removeLast() }
          flush()
        }
        word.append(character)
      }
      wasDigit = isDigit
    }
    flush()
    return words.map(plainNumber).filter { !noiseWords.contains($0) }.joined(separator: " ")
  }

  /// `2.0.` and `2.0` are `2`.
  private static func plainNumber(_ word: String) -> String {
    guard word.first.map({ ("0"..."9").contains($0) }) == true else { return word }
    var number = word[...]
    while number.hasSuffix(".") { number = number.dropLast() }
    while number.hasSuffix(".0") { number = number.dropLast(2) }
    return String(number)
  }

  private static let noiseWords: Set<String> = [
    "a", "an", "licence", "licences", "license", "licensed", "licenses", "of", "the", "this",
    "under", "v", "ver", "version",
  ]

  /// The GNU licences, which are spelled in more ways than all others together.
  static func gnuLicense(_ key: String) -> String? {
    guard key.split(separator: " ").contains(where: { gnuSigns.contains($0) }) else { return nil }
    var rest = " \(key) "
    for (words, short) in gnuWords {
      if let range = rest.firstRange(of: " \(words) ") {
        rest.replaceSubrange(range, with: " \(short) ")
      }
    }
    var words = rest.split(separator: " ").map(String.init)
    var isOrLater = false
    for ending in orLaterEndings where words.count > ending.count {
      if words.suffix(ending.count).elementsEqual(ending) {
        words.removeLast(ending.count)
        isOrLater = true
        break
      }
    }
    if !isOrLater, words.last == "only" { words.removeLast() }
    // `GPL (>= 2)`, as R writes it, has lost its comparison with the punctuation.
    guard words.count == 2, let versions = gnuVersions[words[0]], let number = versions[words[1]]
    else { return nil }
    let name = words[0] == "fdl" ? "GFDL" : words[0].uppercased()
    return "\(name)-\(number)-\(isOrLater ? "or-later" : "only")"
  }

  /// Words of which a GNU licence's name has at least one; most names have none.
  private static let gnuSigns: Set<Substring> = [
    "agpl", "documentation", "fdl", "gfdl", "gnu", "gpl", "lgpl", "public",
  ]

  private static let gnuWords: [(words: String, short: String)] = [
    ("library or lesser general public", "lgpl"), ("lesser general public", "lgpl"),
    ("library general public", "lgpl"), ("lesser public", "lgpl"), ("lesser gpl", "lgpl"),
    ("affero general public", "agpl"), ("affero gpl", "agpl"), ("general public", "gpl"),
    ("gnu public", "gpl"), ("free documentation", "fdl"), ("gfdl", "fdl"), ("gnu", ""),
  ]

  private static let orLaterEndings: [[String]] = [
    ["or", "any", "later"], ["or", "at", "your", "option", "any", "later"], ["or", "later"],
    ["or", "newer"], ["or", "above"], ["or", "greater"], ["and", "later"], ["or", "higher"],
    ["and", "above"], ["later"], ["+"],
  ]

  private static let gnuVersions: [String: [String: String]] = [
    "agpl": ["1": "1.0", "3": "3.0"],
    "fdl": ["1.1": "1.1", "1.2": "1.2", "1.3": "1.3"],
    "gpl": ["1": "1.0", "2": "2.0", "3": "3.0"],
    "lgpl": ["2": "2.0", "2.1": "2.1", "3": "3.0"],
  ]

  /// The licence whose text stands at a web address.
  private static func identifier(atAddress text: String) -> String? {
    var address = text.lowercased()[...]
    for scheme in ["https://", "http://"] where address.hasPrefix(scheme) {
      address = address.dropFirst(scheme.count)
    }
    guard address.count < text.count || address.contains(".org/") else { return nil }
    if address.hasPrefix("www.") { address = address.dropFirst(4) }
    while address.hasSuffix("/") { address = address.dropLast() }
    for ending in [".html", ".txt", ".php", ".htm", ".md"] where address.hasSuffix(ending) {
      address = address.dropLast(ending.count)
    }
    if let identifier = licenseAddresses[String(address)] { return identifier }
    for site in licenseSites where address.hasPrefix(site) {
      return SPDXLicenses.identifier(address.dropFirst(site.count))
    }
    return nil
  }
}

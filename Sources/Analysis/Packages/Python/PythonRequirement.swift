import Formats

/// One dependency as Python's tools write it, such as
/// `requests[security] >= 2.8.1, == 2.8.* ; python_version < "2.7"`.
///
/// Source: PyPA, "Dependency specifiers" (PEP 508), and "Version specifiers" (PEP 440).
struct PythonRequirement: Hashable {
  /// One clause of a version specifier: `>=` and `2.8.1`.
  struct Clause: Hashable {
    var comparison: String
    var version: String
  }

  var name: String
  var extras: [Substring]
  var clauses: [Clause]
  /// What stands after `@`; empty for a requirement by version.
  var url: String
  /// What stands after `;`; empty where there is none.
  var marker: Substring

  /// Reads a requirement; `nil` for text that is none.
  init?(_ text: some StringProtocol) {
    var rest = Substring(text).trimmed
    let nameEnd = rest.utf8.firstIndex { !$0.isNameByte } ?? rest.endIndex
    name = String(rest[..<nameEnd])
    guard name.utf8.first?.isNameEdge == true, name.utf8.last?.isNameEdge == true else {
      return nil
    }
    rest = rest[nameEnd...].trimmed
    extras = []
    if let inside = rest.dropping(prefix: "[") {
      guard let (list, after) = inside.cut(at: "]") else { return nil }
      extras = list.pieces(on: ",").map(\.trimmed)
      rest = after.trimmed
    }
    (url, marker, clauses) = ("", "", [])
    if let link = rest.dropping(prefix: "@") {
      // A URL may hold semicolons: the one before a marker has white space before it.
      let words = link.trimmed
      let address = words.prefix { !$0.isWhitespace }
      url = String(address)
      marker = words[address.endIndex...].trimmed.dropping(prefix: ";")?.trimmed ?? ""
      return
    }
    if let (before, after) = rest.cut(at: ";") { (rest, marker) = (before.trimmed, after.trimmed) }
    guard let clauses = Self.clauses(rest) else { return nil }
    self.clauses = clauses
  }

  /// The one version that satisfies the requirement: the operand of `==` or `===`, unless it ends
  /// in a wildcard.
  var pinnedVersion: String? {
    for clause in clauses {
      if clause.comparison == "===" { return clause.version }
      if clause.comparison == "==", !clause.version.hasSuffix(".*") { return clause.version }
    }
    return url.isEmpty ? nil : PythonArchiveName.version(inURL: url, of: name)
  }

  /// Whether the requirement holds only for those who asked for an extra.
  var needsExtra: Bool { marker.mentions(variable: "extra") }

  private static func clauses(_ text: Substring) -> [Clause]? {
    var text = text
    // Metadata 1.2 puts the versions in parentheses.
    if let inside = text.dropping(prefix: "(") {
      guard let (list, after) = inside.cut(atLast: ")"), after.trimmed.isEmpty else { return nil }
      text = list.trimmed
    }
    guard !text.isEmpty else { return [] }
    var clauses: [Clause] = []
    for piece in text.pieces(on: ",") {
      let piece = piece.trimmed
      // A comma after the last clause is no clause.
      if piece.isEmpty { continue }
      let comparison = piece.prefix { "<>=!~".contains($0) }
      guard ["==", "===", "!=", "<=", ">=", "<", ">", "~="].contains(comparison) else {
        return nil
      }
      let version = piece[comparison.endIndex...].trimmed
      guard !version.isEmpty, !version.utf8.contains(where: \.isASCIIWhitespace) else { return nil }
      clauses.append(Clause(comparison: String(comparison), version: String(version)))
    }
    return clauses
  }
}

/// The version in the name of a wheel or source archive.
///
/// Source: PyPA, "Binary distribution format" and "Source distribution file name".
enum PythonArchiveName {
  private static let sourceEndings = [".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz"]

  /// The version of the archive that a URL leads to; `nil` where it is not an archive of `name`.
  static func version(inURL url: String, of name: String) -> String? {
    let path = url.prefix { $0 != "#" && $0 != "?" }
    let file = path.cut(atLast: "/")?.after ?? path[...]
    return version(inFile: file, of: name)
  }

  static func version(inFile file: Substring, of name: String) -> String? {
    if let stem = file.dropping(suffix: ".whl") {
      // name-version(-build)?-python-abi-platform
      let parts = stem.pieces(on: "-")
      guard parts.count == 5 || parts.count == 6, isSame(parts[0], name) else { return nil }
      return decoded(parts[1])
    }
    for ending in sourceEndings {
      guard let stem = file.dropping(suffix: ending) else { continue }
      guard let (before, after) = stem.cut(atLast: "-"), isSame(before, name),
        after.utf8.first?.isASCIIDigit == true
      else { return nil }
      return decoded(after)
    }
    return nil
  }

  private static func isSame(_ first: Substring, _ second: String) -> Bool {
    String(first).normalizedPythonName == second.normalizedPythonName
  }

  /// A local version's plus sign is written `%2B` in URLs.
  private static func decoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text.isEmpty ? nil : String(text) }
    let parts = text.pieces(on: "%")
    guard parts.dropFirst().allSatisfy({ $0.hasPrefix("2B") || $0.hasPrefix("2b") }) else {
      return nil
    }
    return parts[0] + parts.dropFirst().map { "+" + $0.dropFirst(2) }.joined()
  }
}

extension String {
  /// The name by which an index knows a project: lower case, each run of `-`, `_` and `.` one
  /// hyphen.
  ///
  /// Source: PyPA, "Names and normalization" (PEP 503).
  var normalizedPythonName: String {
    var name: [UInt8] = []
    name.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
        if name.last != UInt8(ascii: "-") { name.append(UInt8(ascii: "-")) }
      } else {
        name.append(byte.asciiLowercased)
      }
    }
    return String(decoding: name, as: UTF8.self)
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Whether an environment marker names this variable, outside quoted text.
  func mentions(variable: String) -> Bool {
    var quote: UInt8?
    var word: [UInt8] = []
    for byte in self[...].utf8 {
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { quote = byte }
      if byte.isNameByte {
        word.append(byte)
      } else {
        if word.elementsEqual(variable.utf8) { return true }
        word = []
      }
    }
    return word.elementsEqual(variable.utf8)
  }
}

extension UInt8 {
  /// Whether a project's name may begin and end with this byte.
  fileprivate var isNameEdge: Bool { isASCIILetter || isASCIIDigit }

  /// Whether this byte may stand in a project's name.
  fileprivate var isNameByte: Bool {
    isNameEdge || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
      || self == UInt8(ascii: ".")
  }
}

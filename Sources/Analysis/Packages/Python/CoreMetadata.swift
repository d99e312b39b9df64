import Formats
import Model

/// The header of a `METADATA` or `PKG-INFO` file: what an installed Python project says of itself.
///
/// Layout: fields of RFC 822, folded lines begin with a space or a tab, a field may come several
/// times; an empty line ends the header, and the description follows it.
/// Source: PyPA, "Core metadata specifications", 1.0 to 2.5.
struct CoreMetadata {
  private(set) var metadataVersion = ""
  private(set) var name = ""
  private(set) var version = ""
  private(set) var license = ""
  private(set) var licenseExpression = ""
  private(set) var classifiers: [String] = []
  private(set) var requirements: [String] = []
  private var author = ""
  private var authorEmail = ""
  private var maintainer = ""
  private var maintainerEmail = ""

  /// Reads the header.
  ///
  /// A name or version that is not UTF-8 is refused; other fields written in an encoding of their
  /// time are left out.
  init(_ bytes: Span<UInt8>) throws(DataError) {
    var lines = HeaderLines(start: bytes.holds("\u{FEFF}") ? 3 : 0)
    while let (key, value) = lines.field(in: bytes) {
      try set(String(key), value, in: bytes)
    }
  }

  private mutating func set(
    _ key: String,
    _ range: Range<Int>,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    switch key {
    case "metadata-version": metadataVersion = try bytes.text(range)
    case "name": name = try bytes.text(range)
    case "version": version = try bytes.text(range)
    case "license": license = bytes.textIfUTF8(range)
    case "license-expression": licenseExpression = bytes.textIfUTF8(range)
    case "classifier": classifiers.append(bytes.textIfUTF8(range))
    case "requires-dist": requirements.append(bytes.textIfUTF8(range))
    case "author": author = bytes.textIfUTF8(range)
    case "author-email": authorEmail = bytes.textIfUTF8(range)
    case "maintainer": maintainer = bytes.textIfUTF8(range)
    case "maintainer-email": maintainerEmail = bytes.textIfUTF8(range)
    default: break
    }
  }

  /// The first of author and maintainer that is given; of an address list the first name.
  var vendor: String {
    for name in [author, maintainer] where Self.isGiven(name) { return name }
    for list in [authorEmail, maintainerEmail] where Self.isGiven(list) {
      let first = list.cut(at: ",")?.before ?? list[...]
      let name = (first.cut(at: "<")?.before ?? first).trimmed
      let bare = name.dropping(prefix: "\"")?.dropping(suffix: "\"") ?? name
      return String(bare.isEmpty ? first.trimmed : bare)
    }
    return ""
  }

  /// The expression; else the short licence field; else what the classifiers name.
  ///
  /// Before expressions, `License` held a name or the whole text: a text is not taken when the
  /// classifiers say the same in a word.
  var licenses: [String] {
    if Self.isGiven(licenseExpression) { return [normalizedLicense(licenseExpression)] }
    let lines = license.pieces(on: "\n").filter { !$0.trimmed.isEmpty }
    if Self.isGiven(license), lines.count == 1 { return [normalizedLicense(license)] }
    let named = classifiers.filter {
      // An umbrella over the names below it.
      $0.hasPrefix("License ::") && $0 != "License :: OSI Approved"
    }
    if !named.isEmpty { return named.map(normalizedLicense) }
    guard Self.isGiven(license), let first = lines.first else { return [] }
    return [normalizedLicense(String(first.trimmed))]
  }

  /// The projects needed whatever extras were asked for, sorted, each once.
  var dependencies: [String] {
    var names: Set<String> = []
    for text in requirements {
      guard let requirement = PythonRequirement(text), !requirement.needsExtra else { continue }
      names.insert(requirement.name)
    }
    return names.sorted()
  }

  /// Distutils wrote `UNKNOWN` for what it was not told.
  private static func isGiven(_ value: String) -> Bool { !value.isEmpty && value != "UNKNOWN" }
}

/// Walks the fields of a header; each value is a range that folded lines are part of.
private struct HeaderLines {
  private var next: Int

  init(start: Int) { next = start }

  /// The next field, its name in lower case; `nil` at the end of the header.
  mutating func field(in bytes: Span<UInt8>) -> (key: String, value: Range<Int>)? {
    let line = takeLine(in: bytes)
    var colon = line.lowerBound
    var key: [UInt8] = []
    while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") {
      key.append(bytes[colon].asciiLowercased)
      colon += 1
    }
    // An empty line, or one that is no field, ends the header.
    guard colon < line.upperBound, !key.isEmpty else { return nil }
    var end = line.upperBound
    while next < bytes.count, bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "\t")
    {
      end = takeLine(in: bytes).upperBound
    }
    return (String(decoding: key, as: UTF8.self), bytes.trimmed(colon + 1..<end))
  }

  private mutating func takeLine(in bytes: Span<UInt8>) -> Range<Int> {
    let start = next
    while next < bytes.count, bytes[next] != UInt8(ascii: "\n") { next += 1 }
    let end = next
    next = min(next + 1, bytes.count)
    return start..<end
  }
}

extension Span<UInt8> {
  /// The text of a range; empty where it is not UTF-8.
  fileprivate func textIfUTF8(_ range: Range<Int>) -> String {
    String(validating: extracting(range)) ?? ""
  }
}

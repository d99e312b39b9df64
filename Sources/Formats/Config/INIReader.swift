/// A `[section]` of an INI file with its entries in order.
package struct INISection: Hashable, Sendable {
  /// One line with a key.
  package struct Entry: Hashable, Sendable {
    package var key: String
    /// `nil` for a key that stands alone, which git takes as true.
    package var value: String?
    /// Counted from 1.
    package var line: Int
  }

  /// Empty for entries before the first header.
  package var name: String
  /// What git writes in quotes behind the name.
  package var subsection: String?
  package var entries: [Entry] = []
  package var line: Int

  /// The value of the last entry with this key, upper or lower case.
  package subscript(key: String) -> String? {
    let wanted = key.lowercased()
    return entries.last { $0.key.lowercased() == wanted }?.value
  }
}

/// Reads INI files, in the three ways that they are written.
package enum INIReader {
  /// How programs that use such files differ.
  package enum Dialect: Hashable, Sendable {
    /// `key = value` lines, nothing more: systemd units, `.npmrc`, `php.ini`.
    case plain
    /// Python's configparser: `=` or `:`, and indented lines that continue a value. `setup.cfg`,
    /// `tox.ini`, `pip.conf`, `entry_points.txt`.
    case python
    /// git-config(1): subsections, quotes, escapes, comments behind values, lines that end in a
    /// backslash. `.gitconfig`, `.gitmodules`.
    case git
  }

  /// All sections in order; a header that comes again begins another section.
  package static func parse(
    _ bytes: Span<UInt8>,
    dialect: Dialect
  ) throws(DataError) -> [INISection] {
    var parser = INIParser(dialect: dialect)
    var lines = LineCursor()
    while let range = lines.line(in: bytes) {
      let hasMark = lines.number == 1 && bytes.holds("\u{FEFF}")
      let line = try bytes.text(hasMark ? 3..<range.upperBound : range)
      try parser.add(line[...], line: lines.number)
    }
    return try parser.finish(line: lines.number)
  }
}

private struct INIParser {
  let dialect: INIReader.Dialect
  private var sections: [INISection] = []
  /// A git value that goes on in the next line, and where it began.
  private var unfinished: GitEntry?

  private struct GitEntry {
    var key: String
    var value = GitValue()
    var line: Int
  }

  init(dialect: INIReader.Dialect) { self.dialect = dialect }

  mutating func finish(line: Int) throws(DataError) -> [INISection] {
    guard unfinished == nil else { throw .truncated(line: line) }
    return sections
  }

  mutating func add(_ line: Substring, line number: Int) throws(DataError) {
    if unfinished != nil { return try extendUnfinished(with: line, line: number) }
    let text = line.trimmed
    guard let first = text.utf8.first else { return }
    if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return }
    if dialect == .python, line.utf8.first?.isASCIIWhitespace == true, extendLast(with: text) {
      return
    }
    if first == UInt8(ascii: "[") {
      try open(text, line: number)
    } else {
      try entry(text, line: number)
    }
  }

  private mutating func open(_ text: Substring, line: Int) throws(DataError) {
    guard dialect != .git else { return try openGit(text, line: line) }
    guard let header = text.cut(at: "]") else {
      throw .malformed("a section without a bracket", line: line, column: 1)
    }
    let name = String(header.before.dropFirst().trimmed)
    sections.append(INISection(name: name, line: line))
  }

  /// Reads `[name]` or `[name "subsection"]`, which an entry may follow on the same line.
  private mutating func openGit(_ text: Substring, line: Int) throws(DataError) {
    var scalars = text.dropFirst().unicodeScalars
    let name = Substring(scalars.prefix { $0 != "]" && $0 != "\"" }).trimmed
    var section = INISection(name: String(name), line: line)
    scalars = scalars.drop { $0 != "]" && $0 != "\"" }
    if scalars.first == "\"" {
      scalars.removeFirst()
      var subsection = ""
      while let scalar = scalars.popFirst(), scalar != "\"" {
        // In a subsection a backslash takes the next character as it is.
        guard let plain = scalar == "\\" ? scalars.popFirst() : scalar else { break }
        subsection.unicodeScalars.append(plain)
      }
      section.subsection = subsection
    }
    guard scalars.popFirst() == "]" else {
      throw .malformed("a section without a bracket", line: line, column: 1)
    }
    sections.append(section)
    let rest = Substring(scalars).trimmed
    guard let first = rest.utf8.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else {
      return
    }
    try entry(rest, line: line)
  }

  private mutating func entry(_ text: Substring, line: Int) throws(DataError) {
    let bytes = text.utf8
    let separator = bytes.firstIndex {
      $0 == UInt8(ascii: "=") || (dialect == .python && $0 == UInt8(ascii: ":"))
    }
    guard let separator else {
      // A comment may stand behind a lone key in git's files.
      let key = dialect == .git ? text.prefix { $0 != "#" && $0 != ";" }.trimmed : text
      return add(String(key), nil, line: line)
    }
    let key = String(text[..<separator].trimmed)
    let rest = text[bytes.index(after: separator)...]
    guard !key.isEmpty else { throw .malformed("a value without a key", line: line, column: 1) }
    guard dialect == .git else { return add(key, String(rest.trimmed), line: line) }
    unfinished = GitEntry(key: key, line: line)
    try extendUnfinished(with: rest, line: line)
  }

  /// Adds a line to a git value, which ends there unless it continues.
  private mutating func extendUnfinished(
    with text: Substring,
    line: Int
  ) throws(DataError) {
    try unfinished?.value.add(text, line: line)
    guard let entry = unfinished, !entry.value.continues else { return }
    unfinished = nil
    add(entry.key, entry.value.text, line: entry.line)
  }

  private mutating func add(_ key: String, _ value: String?, line: Int) {
    if sections.isEmpty { sections.append(INISection(name: "", line: line)) }
    let entry = INISection.Entry(key: key, value: value, line: line)
    sections[sections.count - 1].entries.append(entry)
  }

  /// Adds an indented line to the value above it; `false` if there is none.
  private mutating func extendLast(with text: Substring) -> Bool {
    guard let section = sections.indices.last, let entry = sections[section].entries.indices.last
    else { return false }
    if sections[section].entries[entry].value?.isEmpty == false {
      sections[section].entries[entry].value?.append("\n" + text)
    } else {
      sections[section].entries[entry].value = String(text)
    }
    return true
  }
}

/// A value as git reads it: parts in quotes, escapes, a comment behind it.
private struct GitValue {
  private(set) var continues = false
  private var isQuoted = false
  private var value = ""
  /// White space that is dropped unless more text follows.
  private var pending = ""

  var text: String { value }

  mutating func add(_ line: Substring, line number: Int) throws(DataError) {
    continues = false
    var scalars = line.unicodeScalars
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = scalars.popFirst() else {
          continues = true
          return
        }
        guard let plain = Self.escapes[escaped] else {
          throw .malformed("an unknown escape in a value", line: number, column: 1)
        }
        append(plain)
      case "\"": isQuoted.toggle()
      case "#" where !isQuoted, ";" where !isQuoted: return
      case " " where !isQuoted, "\t" where !isQuoted: pending.unicodeScalars.append(scalar)
      default: append(scalar)
      }
    }
    if isQuoted { throw .malformed("a value without its last quote", line: number, column: 1) }
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "b": "\u{8}", "\"": "\"", "\\": "\\",
  ]

  private mutating func append(_ scalar: Unicode.Scalar) {
    if !value.isEmpty { value += pending }
    pending = ""
    value.unicodeScalars.append(scalar)
  }
}

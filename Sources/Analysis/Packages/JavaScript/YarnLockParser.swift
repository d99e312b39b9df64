import Formats
import Model

/// Reads the language of Yarn 1's lock files.
///
/// Layout: blocks by indentation. At the left margin the descriptors, `a@^1, "b@>= 2":`; below
/// them `key value` pairs and, one level further, maps of dependencies. Words may be in quotes, as
/// JSON strings are.
/// Source: yarnpkg/yarn, `src/lockfile/parse.js` and `stringify.js`.
struct YarnLockParser {
  /// What one block says.
  struct Entry {
    var descriptors: [String] = []
    var version = ""
    var resolved = ""
    var integrity = ""
    var dependencies: [(key: String, range: String)] = []
  }

  private var lines: TextLines
  private var held: TextLines.Line?

  init(_ text: String) { lines = TextLines(text) }

  mutating func next() throws(AnalysisError) -> Entry? {
    guard let head = takeLine() else { return nil }
    guard head.text.indentation == 0, let list = head.text.trimmed.dropping(suffix: ":") else {
      throw .malformed("expected the head of an entry at line \(head.number)")
    }
    var entry = Entry()
    entry.descriptors = try Self.words(list, line: head.number)
    var isInDependencies = false
    while let line = takeLine() {
      let depth = line.text.indentation
      if depth == 0 {
        held = line
        break
      }
      if let section = line.text.trimmed.dropping(suffix: ":"), depth == 2 {
        isInDependencies = section == "dependencies" || section == "optionalDependencies"
        continue
      }
      let words = try Self.words(line.text.trimmed, line: line.number)
      guard words.count >= 2 else {
        throw .malformed("a key without a value at line \(line.number)")
      }
      if depth > 2 {
        if isInDependencies { entry.dependencies.append((words[0], words[1])) }
        continue
      }
      switch words[0] {
      case "version": entry.version = words[1]
      case "resolved": entry.resolved = words[1]
      case "integrity": entry.integrity = words[1...].joined(separator: " ")
      default: break
      }
    }
    return entry
  }

  /// The next line that is neither empty nor a comment.
  private mutating func takeLine() -> TextLines.Line? {
    if let line = held {
      held = nil
      return line
    }
    while let line = lines.next() {
      let text = line.text.trimmed
      if !text.isEmpty, !text.hasPrefix("#") { return line }
    }
    return nil
  }

  /// The words of a line, between spaces and commas; those in quotes without them.
  private static func words(_ line: Substring, line number: Int) throws(AnalysisError) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var (isQuoted, isEscaped) = (false, false)
    for byte in line.utf8 {
      if isEscaped {
        word?.append(byte)
        isEscaped = false
      } else if isQuoted {
        if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          word?.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), word == nil {
        (word, isQuoted) = ([], true)
      } else if byte == UInt8(ascii: ",") || byte.isASCIIWhitespace {
        if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
        word = nil
      } else {
        word = (word ?? []) + [byte]
      }
    }
    guard !isQuoted else { throw .malformed("a quote without its end at line \(number)") }
    if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
    return words
  }
}

extension YarnLockParser.Entry {
  /// The package; `nil` for a folder of the project itself.
  func package(_ evidence: Evidence) -> Package? {
    guard let first = descriptors.first, let (key, range) = NPMPackage.cut(first) else {
      return nil
    }
    for local in ["file:", "link:", "./", "../"] where resolved.isEmpty && range.hasPrefix(local) {
      return nil
    }
    let name = NPMPackage.realName(String(key), String(range))
    var package = NPMPackage.make(name, version, evidence)
    package.dependencies = Set(dependencies.map { NPMPackage.realName($0.key, $0.range) }).sorted()
    var digests = NPMPackage.digests(integrity: integrity)
    if let fragment = resolved.cut(at: "#")?.after,
      let digest = Digest(algorithm: "sha1", hexText: fragment),
      NPMPackage.repository(resolved) == nil
    {
      digests.append(digest)
    }
    package.setDigests(digests)
    NPMPackage.setSource(resolved, of: &package)
    return package
  }
}

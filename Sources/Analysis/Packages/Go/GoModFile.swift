import Formats

/// The directives of a `go.mod`, blocks opened up.
///
///     module example.org/m            // one directive a line, or
///     require (                       // a verb with a block of them
///         example.org/a v1.2.3 // indirect
///     )
///
/// Source: Go Modules Reference, "Lexical elements" and "Grammar".
struct GoModFile {
  /// One directive: its verb, its words, and the comment at the end of its line.
  struct Directive {
    var verb: String
    var words: [String]
    var comment: String
    var line: Int
  }

  private(set) var directives: [Directive] = []

  init(_ lines: TextLines) throws(AnalysisError) {
    var block: String?
    var last = 0
    for line in lines {
      last = line.number
      var scanner = GoModLine(line.text)
      guard let words = scanner.words() else {
        throw .malformed("a string without its end at line \(line.number)")
      }
      guard let first = words.first else { continue }
      if let verb = block {
        if first == ")" {
          block = nil
        } else {
          add(verb, words, scanner.comment, line.number)
        }
      } else if words.count > 1, words[1] == "(" {
        block = words.last == ")" ? nil : first
      } else {
        add(first, Array(words.dropFirst()), scanner.comment, line.number)
      }
    }
    if block != nil { throw .truncated("a block is open at line \(last)") }
  }

  private mutating func add(_ verb: String, _ words: [String], _ comment: String, _ line: Int) {
    directives.append(Directive(verb: verb, words: words, comment: comment, line: line))
  }

  /// The directives with this verb.
  func all(_ verb: String) -> [Directive] { directives.filter { $0.verb == verb } }
}

/// Cuts one line into words and a comment.
private struct GoModLine {
  private var rest: Substring.UTF8View
  private(set) var comment = ""

  init(_ text: Substring) { rest = text.utf8 }

  /// The words before the comment; `nil` where a string does not end in its line.
  mutating func words() -> [String]? {
    var words: [String] = []
    while let byte = rest.first {
      switch byte {
      case _ where byte.isASCIIWhitespace: rest.removeFirst()
      case UInt8(ascii: "\""), UInt8(ascii: "`"):
        guard let word = string(until: byte) else { return nil }
        words.append(word)
      case _ where byte.isGoModPunctuation:
        words.append(String(decoding: [byte], as: UTF8.self))
        rest.removeFirst()
      case _ where startsComment:
        comment = String(Substring(rest.dropFirst(2)).trimmed)
        return words
      default: words.append(bareWord())
      }
    }
    return words
  }

  private var startsComment: Bool { rest.starts(with: "//".utf8) }

  private mutating func bareWord() -> String {
    let start = rest
    while let byte = rest.first, !byte.isASCIIWhitespace, !byte.isGoModPunctuation,
      !startsComment
    { rest.removeFirst() }
    return String(Substring(start[..<rest.startIndex]))
  }

  private mutating func string(until quote: UInt8) -> String? {
    rest.removeFirst()
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == quote { return String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        // Module paths and versions hold nothing that needs an escape but for itself.
        guard let escaped = rest.popFirst() else { return nil }
        bytes.append(escaped)
      } else {
        bytes.append(byte)
      }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isGoModPunctuation: Bool {
    switch self {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","):
      true
    default: false
    }
  }
}

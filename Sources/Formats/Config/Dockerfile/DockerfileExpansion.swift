// Variables in the words of a Dockerfile: $NAME, ${NAME}, ${NAME:-word}, ${NAME:+word},
// ${NAME-word}, ${NAME+word}, ${NAME:?word}, ${NAME#pattern} and its like. Nothing is replaced in
// single quotes or after the escape.

/// What a word says once its quotes are off and its variables replaced.
package struct DockerfileExpansion: Hashable, Sendable {
  /// A variable that a word names.
  package struct Use: Hashable, Sendable {
    package var name: String
    /// Whether the word says what to take when it is not set.
    package var hasDefault: Bool
    /// In bytes from the start of the word.
    package var offset: Int
  }

  package fileprivate(set) var text = ""
  package fileprivate(set) var uses: [Use] = []
  /// Names that have no value here and no default either, or one that makes the word too long.
  package fileprivate(set) var unknown: [String] = []

  fileprivate init() {}

  /// - Parameter lookup: the value of a name; `nil` where it has none.
  package init(_ word: String, escape: UInt8, lookup: (String) -> String?) {
    var scanner = ExpansionScanner(bytes: Array(word.utf8), escape: escape, depth: 0, base: 0)
    scanner.run(lookup)
    self = scanner.result
    text = String(decoding: scanner.output, as: UTF8.self)
  }
}

/// Goes through a word once; what stands in braces is a word of its own.
private struct ExpansionScanner {
  let bytes: [UInt8]
  let escape: UInt8
  let depth: Int
  /// Where the word begins in the one that it is part of.
  let base: Int
  var at = 0
  var output: [UInt8] = []
  var result = DockerfileExpansion()
  /// Variables in variables double what they say with each line.
  private static let outputLimit = 8 << 10

  init(bytes: [UInt8], escape: UInt8, depth: Int, base: Int) {
    self.bytes = bytes
    self.escape = escape
    self.depth = depth
    self.base = base
  }

  mutating func run(_ lookup: (String) -> String?) {
    var isQuoted = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == escape, at + 1 < bytes.count {
        let next = bytes[at + 1]
        if isQuoted, next != UInt8(ascii: "\""), next != UInt8(ascii: "$"), next != escape {
          output.append(byte)
        }
        output.append(next)
        at += 2
      } else if byte == UInt8(ascii: "'"), !isQuoted {
        takeSingleQuoted()
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        at += 1
      } else if byte == UInt8(ascii: "$") {
        takeVariable(lookup)
      } else {
        output.append(byte)
        at += 1
      }
    }
  }

  private mutating func takeSingleQuoted() {
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "'") {
      output.append(bytes[at])
      at += 1
    }
    at += 1
  }

  private mutating func takeVariable(_ lookup: (String) -> String?) {
    let start = at
    at += 1
    guard at < bytes.count else { return output.append(UInt8(ascii: "$")) }
    if bytes[at] == UInt8(ascii: "{") {
      at += 1
      takeBraced(start, lookup)
    } else if bytes[at].beginsName {
      let name = takeName()
      result.uses.append(.init(name: name, hasDefault: false, offset: base + start))
      substitute(lookup(name), of: name)
    } else {
      output.append(UInt8(ascii: "$"))
    }
  }

  private mutating func takeName() -> String {
    let start = at
    while at < bytes.count, bytes[at].continuesName { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func substitute(_ value: String?, of name: String) {
    guard let value, output.count + value.utf8.count <= Self.outputLimit else {
      result.unknown.append(name)
      return
    }
    output += value.utf8
  }

  private mutating func takeBraced(_ start: Int, _ lookup: (String) -> String?) {
    let name = takeName()
    let operatorStart = at
    while at < bytes.count, !bytes[at].continuesName, ":-+?#%/".utf8.contains(bytes[at]),
      at - operatorStart < 2
    { at += 1 }
    let sign = String(decoding: bytes[operatorStart..<at], as: UTF8.self)
    let wordStart = at
    skipToBrace()
    let word = Array(bytes[wordStart..<min(at, bytes.count)])
    at = min(at + 1, bytes.count)
    guard !name.isEmpty else { return }
    let kind = sign.utf8.last
    let isDefault = kind == UInt8(ascii: "-") || kind == UInt8(ascii: "+")
    result.uses.append(.init(name: name, hasDefault: isDefault, offset: base + start))
    let value = lookup(name)
    switch kind {
    case UInt8(ascii: "-"):
      let isEmpty = sign.utf8.count == 2 && value?.isEmpty == true
      if let value, !isEmpty { substitute(value, of: name) } else { nest(word, wordStart, lookup) }
    case UInt8(ascii: "+"):
      if let value, sign.utf8.count == 1 || !value.isEmpty { nest(word, wordStart, lookup) }
    default: substitute(value, of: name)
    }
  }

  private mutating func nest(_ word: [UInt8], _ start: Int, _ lookup: (String) -> String?) {
    guard depth < 16 else { return }
    var inner = ExpansionScanner(
      bytes: word,
      escape: escape,
      depth: depth + 1,
      base: base + start
    )
    inner.run(lookup)
    output += inner.output
    result.uses += inner.result.uses
    result.unknown += inner.result.unknown
  }

  /// Goes on to the brace that closes the one we are in.
  private mutating func skipToBrace() {
    var open = 0
    while at < bytes.count {
      switch bytes[at] {
      case escape: at += 1
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"):
        if open == 0 { return }
        open -= 1
      default: break
      }
      at += 1
    }
  }
}

extension UInt8 {
  /// Whether a name of a variable may begin so.
  var beginsName: Bool { isASCIILetter || self == UInt8(ascii: "_") }

  /// Whether a name of a variable may go on so.
  var continuesName: Bool { beginsName || isASCIIDigit }
}

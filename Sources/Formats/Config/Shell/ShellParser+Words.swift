import Model

extension ShellParser {
  /// The word that begins here; an empty one where there is none.
  mutating func word() -> ShellWord {
    var builder = WordBuilder(word: ShellWord(offset: at, text: ""))
    while let byte = current, byte.isShellLetter || isProcessSubstitution || isGlobList {
      switch byte {
      case UInt8(ascii: "'"): takeSingleQuoted(into: &builder)
      case UInt8(ascii: "\""): takeDoubleQuoted(into: &builder)
      case UInt8(ascii: "\\"): takeEscaped(into: &builder)
      case UInt8(ascii: "$"): takeDollar(into: &builder, isQuoted: false)
      case UInt8(ascii: "`"): takeBackquoted(into: &builder)
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        let start = at
        at += 2
        takeSubstitution(from: start, into: &builder)
      case UInt8(ascii: "("): takeGlobList(into: &builder)
      default:
        builder.bytes.append(byte)
        at += 1
      }
    }
    return builder.finished
  }

  /// Whether a list of patterns, such as `@(a|b)`, begins here.
  private var isGlobList: Bool {
    guard current == UInt8(ascii: "("), at > 0 else { return false }
    return "@?*+!".utf8.contains(bytes[at - 1])
  }

  private mutating func takeGlobList(into builder: inout WordBuilder) {
    let start = at
    at += 1
    skipArithmetic()
    at = min(at + 1, bytes.count)
    builder.bytes += bytes[start..<at]
  }

  private mutating func takeSingleQuoted(into builder: inout WordBuilder) {
    builder.word.isQuoted = true
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "'") { at += 1 }
    builder.bytes += bytes[start..<at]
    if at < bytes.count { at += 1 } else { note("no quote ends the text") }
  }

  private mutating func takeDoubleQuoted(into builder: inout WordBuilder) {
    builder.word.isQuoted = true
    at += 1
    while let byte = current, byte != UInt8(ascii: "\"") {
      switch byte {
      case UInt8(ascii: "$"): takeDollar(into: &builder, isQuoted: true)
      case UInt8(ascii: "`"): takeBackquoted(into: &builder)
      case UInt8(ascii: "\\"):
        if let next = self.byte(1), "\"\\$`\n".utf8.contains(next) {
          if next != 0x0A { builder.bytes.append(next) }
          at += 2
        } else {
          builder.bytes.append(byte)
          at += 1
        }
      default:
        builder.bytes.append(byte)
        at += 1
      }
    }
    if at < bytes.count { at += 1 } else { note("no quote ends the text") }
  }

  private mutating func takeEscaped(into builder: inout WordBuilder) {
    if let next = byte(1) {
      if next != 0x0A { builder.bytes.append(next) }
      at += 2
    } else {
      at += 1
    }
  }

  private mutating func takeDollar(into builder: inout WordBuilder, isQuoted: Bool) {
    let start = at
    at += 1
    guard let byte = current else { return builder.bytes.append(UInt8(ascii: "$")) }
    if byte == UInt8(ascii: "("), self.byte(1) == UInt8(ascii: "(") {
      let before = at
      at += 2
      skipArithmetic()
      if take("))") {
        builder.bytes += bytes[start..<at]
        return
      }
      at = before + 1
      takeSubstitution(from: start, into: &builder)
    } else if byte == UInt8(ascii: "(") {
      at += 1
      takeSubstitution(from: start, into: &builder)
    } else if byte == UInt8(ascii: "{") {
      at += 1
      takeBraced(from: start, into: &builder)
    } else if byte == UInt8(ascii: "'"), !isQuoted {
      takeEscapedQuote(into: &builder)
    } else if byte.beginsName {
      while at < bytes.count, bytes[at].continuesName { at += 1 }
      builder.word.variables.append(String(decoding: bytes[(start + 1)..<at], as: UTF8.self))
      builder.bytes += bytes[start..<at]
    } else if byte.isASCIIDigit || "@*#?-$!".utf8.contains(byte) {
      at += 1
      builder.word.variables.append(String(UnicodeScalar(byte)))
      builder.bytes += bytes[start..<at]
    } else {
      builder.bytes.append(UInt8(ascii: "$"))
    }
  }

  /// `$'…'`, whose escapes are left as they are.
  private mutating func takeEscapedQuote(into builder: inout WordBuilder) {
    builder.word.isQuoted = true
    at += 1
    let start = at
    while let byte = current, byte != UInt8(ascii: "'") {
      at += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    at = min(at, bytes.count)
    builder.bytes += bytes[start..<at]
    if at < bytes.count { at += 1 } else { note("no quote ends the text") }
  }

  /// What is run to make a part of a word, up to the sign that closes it.
  private mutating func takeSubstitution(from start: Int, into builder: inout WordBuilder) {
    // Lines of heredocs that wait outside are not inside.
    let outside = pending
    pending = []
    builder.word.substitutions.append(list(until: []))
    pending = outside
    if !take(")") { note("no sign closes the substitution") }
    builder.bytes += bytes[start..<min(at, bytes.count)]
  }

  private mutating func takeBraced(from start: Int, into builder: inout WordBuilder) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else { return fail("nested deeper than is read") }
    while at < bytes.count, bytes[at] == UInt8(ascii: "!") || bytes[at] == UInt8(ascii: "#") {
      at += 1
    }
    let nameStart = at
    while at < bytes.count, bytes[at].continuesName { at += 1 }
    if at > nameStart {
      builder.word.variables.append(String(decoding: bytes[nameStart..<at], as: UTF8.self))
    }
    // What is in it may be quoted, and may run something.
    var inner = WordBuilder(word: ShellWord(offset: at, text: ""))
    while let byte = current, byte != UInt8(ascii: "}") {
      switch byte {
      case UInt8(ascii: "'"): takeSingleQuoted(into: &inner)
      case UInt8(ascii: "\""): takeDoubleQuoted(into: &inner)
      case UInt8(ascii: "\\"): takeEscaped(into: &inner)
      case UInt8(ascii: "$"): takeDollar(into: &inner, isQuoted: false)
      case UInt8(ascii: "`"): takeBackquoted(into: &inner)
      default: at += 1
      }
    }
    if at < bytes.count { at += 1 } else { note("no brace closes the variable") }
    builder.word.variables += inner.word.variables
    builder.word.substitutions += inner.word.substitutions
    builder.bytes += bytes[start..<min(at, bytes.count)]
  }

  private mutating func takeBackquoted(into builder: inout WordBuilder) {
    let start = at
    at += 1
    var inside: [UInt8] = []
    while let byte = current, byte != UInt8(ascii: "`") {
      if byte == UInt8(ascii: "\\"), let next = self.byte(1) {
        if !"`\\$".utf8.contains(next) { inside.append(byte) }
        inside.append(next)
        at += 2
      } else {
        inside.append(byte)
        at += 1
      }
    }
    at = min(at, bytes.count)
    if at < bytes.count { at += 1 } else { note("no quote ends the substitution") }
    guard depth < limits.depth else { return fail("nested deeper than is read") }
    var parser = ShellParser(inside, limits: limits)
    parser.depth = depth + 1
    // Offsets in it are not those of the text around it: where it begins stands for all of it.
    let script = parser.script()
    if script.isCut { isCut = true }
    builder.word.substitutions.append(script.pipelines.map { $0.moved(to: start) })
    builder.bytes += bytes[start..<at]
  }
}

/// A word that is being read.
struct WordBuilder {
  var word: ShellWord
  var bytes: [UInt8] = []

  var finished: ShellWord {
    var word = word
    word.text = String(decoding: bytes, as: UTF8.self)
    return word
  }
}

extension ShellPipeline {
  /// With one offset for everything in it.
  fileprivate func moved(to offset: Int) -> ShellPipeline {
    var moved = self
    moved.offset = offset
    moved.nodes = nodes.map { node in
      guard case .command(var command) = node else { return node }
      command.offset = offset
      for place in command.words.indices { command.words[place].offset = offset }
      return .command(command)
    }
    return moved
  }
}

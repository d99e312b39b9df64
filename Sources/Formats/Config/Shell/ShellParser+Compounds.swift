import Model

extension ShellParser {
  /// What begins with a word of the language; `nil` for any other word.
  mutating func compound(_ word: String) -> ShellCompound? {
    switch word {
    case "{": group()
    case "if": choice()
    case "while", "until": conditionalLoop(word)
    case "for", "select": loop(word)
    case "case": cases()
    case "function": namedFunction()
    default: nil
    }
  }

  private mutating func skip(_ word: String) { at += word.utf8.count }

  /// Takes a word of the language that has to come here.
  private mutating func expect(_ word: String) {
    skipNewlines()
    if reservedWord == word {
      skip(word)
    } else if at < bytes.count || faults.isEmpty {
      note("'\(word)' is missing")
    }
  }

  private mutating func group() -> ShellCompound {
    var compound = ShellCompound(kind: .group, offset: at)
    at += 1
    compound.bodies = [list(until: ["}"])]
    expect("}")
    return compound
  }

  mutating func subshell() -> ShellCompound {
    var compound = ShellCompound(kind: .subshell, offset: at)
    at += 1
    compound.bodies = [list(until: [])]
    if !take(")") { note("no sign closes the parenthesis") }
    return compound
  }

  private mutating func choice() -> ShellCompound {
    var compound = ShellCompound(kind: .choice, offset: at)
    skip("if")
    compound.bodies.append(list(until: ["then"]))
    expect("then")
    while at < bytes.count {
      compound.bodies.append(list(until: ["elif", "else", "fi"]))
      switch reservedWord {
      case "elif":
        skip("elif")
        compound.bodies.append(list(until: ["then"]))
        expect("then")
      case "else": skip("else")
      default:
        expect("fi")
        return compound
      }
    }
    note("'fi' is missing")
    return compound
  }

  private mutating func conditionalLoop(_ word: String) -> ShellCompound {
    var compound = ShellCompound(kind: .loop, offset: at)
    skip(word)
    compound.bodies.append(list(until: ["do"]))
    expect("do")
    compound.bodies.append(list(until: ["done"]))
    expect("done")
    return compound
  }

  private mutating func loop(_ word: String) -> ShellCompound {
    var compound = ShellCompound(kind: .loop, offset: at)
    skip(word)
    skipBlanks()
    if stands("((") {
      _ = arithmetic()
    } else {
      compound.words.append(self.word())
      skipNewlines()
      if reservedWord == "in" {
        skip("in")
        skipBlanks()
        while let byte = current, byte.isShellLetter || isProcessSubstitution {
          compound.words.append(self.word())
          skipBlanks()
        }
      }
    }
    skipBlanks()
    if current == UInt8(ascii: ";") { at += 1 }
    skipNewlines()
    if reservedWord == "{" {
      compound.bodies += group().bodies
      return compound
    }
    expect("do")
    compound.bodies.append(list(until: ["done"]))
    expect("done")
    return compound
  }

  private mutating func cases() -> ShellCompound {
    var compound = ShellCompound(kind: .cases, offset: at)
    skip("case")
    skipBlanks()
    compound.words.append(word())
    expect("in")
    while at < bytes.count {
      skipNewlines()
      if reservedWord == "esac" { break }
      let start = at
      takePatterns()
      compound.bodies.append(list(until: ["esac"]))
      for sign in [";;&", ";;", ";&"] as [StaticString] where take(sign) { break }
      if at == start {
        note("a sign where a pattern should be")
        at += 1
      }
    }
    expect("esac")
    return compound
  }

  /// The patterns of one case and the sign behind them.
  private mutating func takePatterns() {
    _ = take("(")
    while true {
      skipBlanks()
      if let byte = current, byte.isShellLetter { _ = word() }
      skipBlanks()
      guard take("|") else { break }
    }
    if !take(")") { note("no sign ends the pattern") }
  }

  private mutating func namedFunction() -> ShellCompound {
    let start = at
    skip("function")
    skipBlanks()
    let name = word()
    skipBlanks()
    if take("(") {
      skipBlanks()
      _ = take(")")
    }
    return function(named: [name], from: start)
  }

  mutating func function(named words: [ShellWord], from start: Int) -> ShellCompound {
    var compound = ShellCompound(kind: .function, words: words, offset: start)
    depth += 1
    defer { depth -= 1 }
    skipNewlines()
    guard depth <= limits.depth else {
      fail("nested deeper than is read")
      return compound
    }
    if current == UInt8(ascii: "(") {
      compound.bodies = subshell().bodies
    } else if let body = self.compound(reservedWord) {
      compound.bodies = body.bodies
    } else {
      note("a function without a body")
    }
    return compound
  }

  /// `[[ … ]]`.
  mutating func test() -> ShellCompound {
    var compound = ShellCompound(kind: .test, offset: at)
    at += 2
    while true {
      skipNewlines()
      guard let byte = current else { break }
      if stands("]]") {
        at += 2
        return compound
      }
      if byte.isShellLetter { compound.words.append(word()) } else { at += 1 }
    }
    note("']]' is missing")
    return compound
  }

  /// `(( … ))`, or two parentheses that are none.
  mutating func arithmetic() -> ShellCompound {
    let start = at
    let known = faults
    at += 2
    skipArithmetic()
    if take("))") { return ShellCompound(kind: .arithmetic, offset: start) }
    at = start
    faults = known
    return subshell()
  }

  /// Goes on to the signs that close an arithmetic expression, not far: two parentheses that begin
  /// none may stand at every place of a text.
  mutating func skipArithmetic() {
    let end = at + 4096
    var open = 0
    while at < end, let byte = current {
      if byte == UInt8(ascii: "(") {
        open += 1
      } else if byte == UInt8(ascii: ")") {
        if open == 0 { return }
        open -= 1
      }
      at += 1
    }
  }
}

import Model

extension ShellParser {
  /// Pipelines up to a closing word or sign, which is left where it is.
  mutating func list(until closers: Set<String>) -> [ShellPipeline] {
    var pipelines: [ShellPipeline] = []
    var connector = ShellPipeline.Connector.sequence
    depth += 1
    defer { depth -= 1 }
    guard depth <= limits.depth else {
      fail("nested deeper than is read")
      return []
    }
    while true {
      skipNewlines()
      guard let byte = current else { return pipelines }
      if byte == UInt8(ascii: ")") || stands(";;") || stands(";&") { return pipelines }
      if byte.isShellLetter, closers.contains(reservedWord) { return pipelines }
      let start = at
      var pipeline = self.pipeline()
      pipeline.connector = connector
      if !pipeline.nodes.isEmpty { pipelines.append(pipeline) }
      connector = self.connector()
      if at == start {
        note("a sign where a command should be")
        at += 1
      }
    }
  }

  /// What joins a pipeline to the next.
  private mutating func connector() -> ShellPipeline.Connector {
    skipBlanks()
    if take("&&") { return .and }
    if take("||") { return .or }
    if stands(";;") || stands(";&") { return .sequence }
    if take("&") { return .background }
    _ = take(";")
    return .sequence
  }

  private mutating func pipeline() -> ShellPipeline {
    var pipeline = ShellPipeline(connector: .sequence, isNegated: false, nodes: [], offset: at)
    while current == UInt8(ascii: "!"), let next = byte(1), next.isASCIIWhitespace {
      at += 1
      pipeline.isNegated.toggle()
      skipBlanks()
    }
    while let node = node() {
      pipeline.nodes.append(node)
      skipBlanks()
      guard current == UInt8(ascii: "|"), byte(1) != UInt8(ascii: "|") else { break }
      at += 1
      _ = take("&")
      skipNewlines()
    }
    return pipeline
  }

  /// The letters that stand here, if they are few enough to be a word of the language.
  var reservedWord: String {
    var end = at
    while end < bytes.count, end - at < 10, bytes[end].isASCIILetter { end += 1 }
    if end == at, current == UInt8(ascii: "{") || current == UInt8(ascii: "}") { end += 1 }
    guard end > at, end == bytes.count || !bytes[end].isShellLetter else { return "" }
    return String(decoding: bytes[at..<end], as: UTF8.self)
  }

  private mutating func node() -> ShellNode? {
    skipBlanks()
    guard let byte = current else { return nil }
    let start = at
    if byte == UInt8(ascii: "(") {
      return .compound(finished(stands("((") ? arithmetic() : subshell()))
    }
    if stands("[["), let next = self.byte(2), next.isASCIIWhitespace {
      return .compound(finished(test()))
    }
    let word = reservedWord
    guard let compound = compound(word) else { return simple(from: start) }
    return .compound(finished(compound))
  }

  /// Redirections behind a compound command.
  private mutating func finished(_ compound: ShellCompound) -> ShellCompound {
    var compound = compound
    while true {
      skipBlanks()
      guard let redirection = redirection() else { return compound }
      compound.redirections.append(redirection)
    }
  }

  // MARK: - Simple commands

  private mutating func simple(from start: Int) -> ShellNode? {
    var command = ShellCommand(offset: start)
    while true {
      skipBlanks()
      if let redirection = redirection() {
        command.redirections.append(redirection)
        continue
      }
      guard let byte = current, byte.isShellLetter || isProcessSubstitution else { break }
      if command.words.isEmpty, let assignment = assignment() {
        command.assignments.append(assignment)
        continue
      }
      command.words.append(word())
      if command.words.count == 1, command.assignments.isEmpty, takeParentheses() {
        return .compound(function(named: command.words, from: start))
      }
    }
    let isEmpty =
      command.words.isEmpty && command.assignments.isEmpty && command.redirections.isEmpty
    return isEmpty ? nil : .command(command)
  }

  var isProcessSubstitution: Bool { stands("<(") || stands(">(") }

  /// The `()` that makes a function of the name before it.
  private mutating func takeParentheses() -> Bool {
    var end = at
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    guard bytes.span.holds("(", at: end) else { return false }
    end += 1
    while end < bytes.count, bytes[end] == 0x20 { end += 1 }
    guard bytes.span.holds(")", at: end) else { return false }
    at = end + 1
    return true
  }

  func assignmentNameEnd() -> Int? {
    guard let first = current, first.beginsName else { return nil }
    var end = at
    while end < bytes.count, bytes[end].continuesName { end += 1 }
    if bytes.span.holds("[", at: end) {
      while end < bytes.count, bytes[end].isShellLetter, bytes[end] != UInt8(ascii: "]") {
        end += 1
      }
      end += 1
    }
    if bytes.span.holds("+", at: end) { end += 1 }
    return bytes.span.holds("=", at: end) ? end : nil
  }

  private mutating func assignment() -> ShellAssignment? {
    guard let end = assignmentNameEnd() else { return nil }
    var name = String(decoding: bytes[at..<end], as: UTF8.self)
    if name.hasSuffix("+") { name.removeLast() }
    at = end + 1
    if current == UInt8(ascii: "(") { return ShellAssignment(name: name, value: array()) }
    return ShellAssignment(name: name, value: word())
  }

  private mutating func array() -> ShellWord {
    var whole = ShellWord(offset: at, text: "")
    at += 1
    while true {
      skipNewlines()
      guard let byte = current, byte.isShellLetter || isProcessSubstitution else { break }
      let element = word()
      whole.text += whole.text.isEmpty ? element.text : " \(element.text)"
      whole.variables += element.variables
      whole.substitutions += element.substitutions
    }
    if !take(")") { note("no sign closes the list") }
    return whole
  }

  // MARK: - Redirections

  mutating func redirection() -> ShellRedirection? {
    var end = at
    while end < bytes.count, bytes[end].isASCIIDigit { end += 1 }
    if bytes.span.holds("&>", at: at) { end = at + 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "<") || bytes[end] == UInt8(ascii: ">")
    else { return nil }
    if end == at, isProcessSubstitution { return nil }
    let descriptor = String(decoding: bytes[at..<end], as: UTF8.self)
    at = end
    let signs: [StaticString] = ["<<<", "<<-", "<<", "<>", "<&", "<", ">>", ">&", ">|", ">"]
    let start = at
    for sign in signs where take(sign) { break }
    let sign = String(decoding: bytes[start..<at], as: UTF8.self)
    skipBlanks()
    let target = word()
    if sign == "<<" || sign == "<<-" {
      pending.append((Array(target.text.utf8), sign == "<<-"))
    }
    return ShellRedirection(sign: sign, descriptor: descriptor, target: target)
  }
}

import Model

/// Takes one instruction, its lines already joined, apart.
struct DockerfileInstructionParser {
  private let text: SourceText
  private let escape: UInt8
  private let limits: Limits
  private let isNested: Bool

  init(_ text: SourceText, escape: UInt8, limits: Limits, isNested: Bool = false) {
    self.text = text
    self.escape = escape
    self.limits = limits
    self.isNested = isNested
  }

  func instruction(faults: inout [Dockerfile.Fault]) -> Dockerfile.Instruction {
    let bytes = text.bytes
    var at = 0
    while at < bytes.count, !bytes[at].isASCIIWhitespace { at += 1 }
    let written = String(decoding: bytes[..<at], as: UTF8.self)
    let position = text.position(at: 0)
    var instruction = Dockerfile.Instruction(
      keyword: .init(rawValue: written.lowercased()),
      written: written,
      position: position,
      lastLine: position.line
    )
    instruction.escape = escape
    guard let keyword = instruction.keyword else {
      let name = String(written.prefix(40))
      faults.append(.init(text: "there is no instruction \(name)", position: position))
      return instruction
    }
    instruction.flags = flags(from: &at, of: keyword)
    instruction.text = text.slice(trimmed(from: at))
    if keyword == .onbuild {
      if isNested || instruction.text.isEmpty { return instruction }
      let parser = DockerfileInstructionParser(
        instruction.text,
        escape: escape,
        limits: limits,
        isNested: true
      )
      instruction.nested = [parser.instruction(faults: &faults)]
    } else {
      instruction.list = list(in: instruction.text, of: keyword)
    }
    if instruction.text.isEmpty {
      faults.append(.init(text: "\(keyword.name) has nothing to work on", position: position))
    }
    return instruction
  }

  private func trimmed(from start: Int) -> Range<Int> {
    text.bytes.span.trimmed(min(start, text.count)..<text.count)
  }

  // MARK: - Flags

  private func flags(
    from at: inout Int,
    of keyword: Dockerfile.Instruction.Keyword
  )
    -> [Dockerfile.Flag]
  {
    let bytes = text.bytes
    var flags: [Dockerfile.Flag] = []
    while true {
      var start = at
      while start < bytes.count, bytes[start].isASCIIWhitespace { start += 1 }
      guard keyword.takesFlags, bytes.span.holds("--", at: start) else { return flags }
      var end = start
      DockerfileWords.skipWord(in: bytes, from: &end, escape: escape)
      at = end
      // Two dashes alone end the flags.
      guard end - start > 2 else { return flags }
      let word = String(decoding: bytes[(start + 2)..<end], as: UTF8.self)
      let (name, value) =
        word.cut(at: "=").map { ($0.before, String($0.after)) } ?? (word[...], nil)
      flags.append(
        Dockerfile.Flag(
          name: name.lowercased(),
          value: value.map(unquoted),
          position: text.position(at: start)
        )
      )
    }
  }

  private func unquoted(_ value: String) -> String {
    value.filter { $0 != "\"" && $0 != "'" }
  }

  // MARK: - The JSON form

  /// The words of a list of strings; `nil` where it is none, and then it is a text for the shell.
  private func list(
    in text: SourceText,
    of keyword: Dockerfile.Instruction.Keyword
  ) -> [Dockerfile.Word]? {
    guard keyword.takesList else { return nil }
    var start = 0
    if keyword == .healthcheck {
      guard text.bytes.span.holds("cmd", at: 0, ignoringCase: true) else { return nil }
      start = 3
      while start < text.count, text.bytes[start].isASCIIWhitespace { start += 1 }
    }
    guard start < text.count, text.bytes[start] == UInt8(ascii: "[") else { return nil }
    let json = text.slice(start..<text.count)
    // What is no JSON is text for the shell, as the builder takes it.
    guard let node = try? JSONReader.parse(json.bytes.span, limits: limits),
      let elements = node.list
    else { return nil }
    var words: [Dockerfile.Word] = []
    for element in elements {
      guard let word = element.string else { return nil }
      let position = json.position(at: element.position.column - 1)
      words.append(Dockerfile.Word(text: word, position: position))
    }
    return words
  }
}

extension Dockerfile.Instruction.Keyword {
  fileprivate var takesFlags: Bool {
    switch self {
    case .add, .copy, .from, .healthcheck, .run: true
    default: false
    }
  }

  fileprivate var takesList: Bool {
    switch self {
    case .add, .cmd, .copy, .entrypoint, .healthcheck, .run, .shell, .volume: true
    default: false
    }
  }
}

import Formats
import Model

extension RunScript {
  /// A script for the shell.
  init(_ source: SourceText, environment: [String: String], limits: Limits) {
    self.source = source
    // Those of the whole stage would be kept once for each script.
    self.environment = [:]
    for name in Self.names(in: source.bytes) { self.environment[name] = environment[name] }
    script = ShellReader.parse(source.bytes, limits: limits)
    isCut = script.isCut
    hasPipefail = false
    invocations = []
    for command in script.commands {
      if command.words.isEmpty {
        // What is set for the rest of the script: lists of packages, mostly.
        for assignment in command.assignments where assignment.value.isLiteral {
          self.environment[assignment.name] = assignment.value.text
        }
      }
      invocations += Invocation.all(in: command, of: source, limits: limits, isCut: &isCut)
    }
  }

  /// Words that no shell sees.
  init(listed words: [Dockerfile.Word], limits: Limits) {
    source = SourceText()
    script = ShellScript()
    environment = [:]
    hasPipefail = false
    let position = words.first?.position ?? DataNode.Position(line: 1, column: 1)
    let plain = words.map { ShellWord(offset: 0, text: $0.text) }
    var isCut = false
    invocations = Invocation.all(in: plain, at: position, limits: limits, isCut: &isCut)
    self.isCut = isCut
    // A shell that is named outright reads a script all the same.
    let shells = CommandName.shells
    if let first = words.first, shells.contains(CommandName.base(of: first.text)),
      let place = words.firstIndex(where: { $0.text.hasPrefix("-") && $0.text.hasSuffix("c") }),
      words.indices.contains(place + 1)
    {
      script = ShellReader.parse(Array(words[place + 1].text.utf8), limits: limits)
      hasPipefail = words.contains { $0.text == "pipefail" }
    }
  }

  /// What may be the name of a variable.
  private static func names(in bytes: [UInt8]) -> Set<String> {
    let words = bytes.split { !$0.isASCIILetter && !$0.isASCIIDigit && $0 != UInt8(ascii: "_") }
    return Set(words.lazy.filter { $0.count <= 256 }.map { String(decoding: $0, as: UTF8.self) })
  }

  /// The text that the shell is given; `nil` where another program reads it.
  static func source(of instruction: Dockerfile.Instruction) -> SourceText? {
    guard let first = instruction.heredocs.first else { return instruction.text }
    let words = instruction.words
    if instruction.heredocs.count == 1, words.count == 1 {
      let body = first.body
      guard body.bytes.span.holds("#!") else { return body }
      let line = String(decoding: body.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      let program = line.dropFirst(2).words.first { !$0.hasSuffix("/env") } ?? ""
      return CommandName.shells.contains(CommandName.base(of: String(program))) ? body : nil
    }
    var source = instruction.text
    source.append(0x0A)
    for heredoc in instruction.heredocs {
      source.append(heredoc.body)
      for byte in heredoc.name.utf8 { source.append(byte) }
      source.append(0x0A)
    }
    return source
  }
}

/// Names of programs.
enum CommandName {
  /// Shells whose language is read here.
  static let shells: Set = ["sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"]

  /// The name without its folder.
  static func base(of path: String) -> String {
    path.utf8.last == UInt8(ascii: "/") ? path : String(path.split(separator: "/").last ?? "")
  }
}

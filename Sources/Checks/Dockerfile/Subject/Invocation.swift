package import Formats
import Model

/// A program that is run, with its arguments; what only runs another program is taken off.
package struct Invocation: Hashable, Sendable {
  /// Without its folder.
  package var name: String
  package var arguments: [ShellWord]
  package var position: DataNode.Position
  /// The programs that were taken off, such as `sudo`.
  package var wrappers: [String] = []
  /// Variables set for this command alone.
  package var assignments: [String: String] = [:]

  /// What a command of a script runs: itself, and what it hands to another shell.
  static func all(
    in command: ShellCommand,
    of source: SourceText,
    limits: Limits,
    isCut: inout Bool
  ) -> [Invocation] {
    guard let first = command.words.first else { return [] }
    let position = source.position(at: first.offset)
    var found = all(in: command.words, at: position, limits: limits, isCut: &isCut)
    for assignment in command.assignments where !found.isEmpty {
      found[0].assignments[assignment.name] = assignment.value.text
    }
    return found
  }

  /// - Parameter isCut: becomes true where a script within is not read to its end.
  static func all(
    in words: [ShellWord],
    at position: DataNode.Position,
    limits: Limits,
    isCut: inout Bool
  ) -> [Invocation] {
    guard let invocation = Invocation(words, at: position) else { return [] }
    guard CommandName.shells.contains(invocation.name),
      let script = invocation.script, limits.nesting > 0
    else { return [invocation] }
    var inner = limits
    inner.nesting -= 1
    // Where the words of a script within a word stand is not known: its beginning stands for all.
    let inside = ShellReader.parse(Array(script.utf8), limits: limits)
    if inside.isCut { isCut = true }
    var found = [invocation]
    for command in inside.commands {
      found += all(in: command.words, at: position, limits: inner, isCut: &isCut)
    }
    return found
  }

  private init?(_ words: [ShellWord], at position: DataNode.Position) {
    var rest = words[...]
    while let word = rest.first {
      let name = CommandName.base(of: word.text)
      guard let wrapper = Wrapper.all[name] else { break }
      let inner = wrapper.strip(rest.dropFirst())
      // A wrapper that runs nothing is what is run.
      guard !inner.isEmpty else { break }
      wrappers.append(name)
      rest = inner
    }
    guard let first = rest.first else { return nil }
    name = CommandName.base(of: first.text)
    arguments = Array(rest.dropFirst())
    self.position = position
  }

  /// What a shell is told to run by `-c`.
  private var script: String? {
    guard let place = arguments.firstIndex(where: { $0.text.isCluster(with: "c") }) else {
      return nil
    }
    // What a substitution in it runs was visited as part of the script around it.
    let word = arguments[(place + 1)...].first { !$0.text.hasPrefix("-") }
    return word.flatMap { $0.substitutions.isEmpty ? $0.text : nil }
  }
}

extension Invocation {
  /// The arguments as text.
  var texts: [String] { arguments.map(\.text) }

  /// Whether one of these options is there: `-y`, also among other letters, or `--yes`.
  func has(_ options: String...) -> Bool { has(options) }

  func has(_ options: [String]) -> Bool {
    arguments.contains { argument in
      options.contains { argument.text.isOption($0) }
    }
  }

  /// The value of an option, joined to it or behind it.
  func value(of options: String...) -> String? {
    for (place, argument) in arguments.enumerated() {
      for option in options {
        let text = argument.text
        if text == option { return place + 1 < arguments.count ? arguments[place + 1].text : "" }
        if let value = text.dropping(prefix: "\(option)=") { return String(value) }
        if option.utf8.count == 2, !text.hasPrefix("--"), let value = text.dropping(prefix: option)
        {
          return String(value)
        }
      }
    }
    return nil
  }

  /// The arguments that are no options, nor values of those that take one.
  func operands(valued: Set<String> = []) -> [ShellWord] {
    var operands: [ShellWord] = []
    var skipsNext = false
    var isPlain = false
    for argument in arguments {
      if skipsNext {
        skipsNext = false
      } else if isPlain || !argument.text.hasPrefix("-") || argument.text == "-" {
        operands.append(argument)
      } else if argument.text == "--" {
        isPlain = true
      } else {
        skipsNext = valued.contains(argument.text)
      }
    }
    return operands
  }
}

extension String {
  /// Whether this is an option, alone, with a value, or as one of several letters.
  fileprivate func isOption(_ option: String) -> Bool {
    if self == option { return true }
    if option.hasPrefix("--") { return dropping(prefix: "\(option)=") != nil }
    guard option.utf8.count == 2, let letter = option.last else { return false }
    return isCluster(with: letter)
  }

  /// Whether these are letters behind one dash, one of them this.
  fileprivate func isCluster(with letter: Character) -> Bool {
    guard hasPrefix("-"), !hasPrefix("--") else { return false }
    return dropFirst().contains(letter) && dropFirst().utf8.allSatisfy(\.isASCIILetter)
  }
}

/// A program that runs the one that its arguments name.
private struct Wrapper {
  /// Options with a value of their own.
  var valued: Set<String> = []
  /// Arguments before the program.
  var operands = 0
  var takesAssignments = false

  static let all: [String: Wrapper] = [
    "sudo": Wrapper(
      valued: ["-u", "-g", "-C", "-h", "-p", "-r", "-t", "-U"],
      takesAssignments: true
    ),
    "doas": Wrapper(valued: ["-u", "-C"]),
    "env": Wrapper(valued: ["-u", "-C", "-S"], takesAssignments: true),
    "exec": Wrapper(valued: ["-a"]),
    "command": Wrapper(),
    "builtin": Wrapper(),
    "nohup": Wrapper(),
    "time": Wrapper(valued: ["-f", "-o"]),
    "nice": Wrapper(valued: ["-n"]),
    "ionice": Wrapper(valued: ["-c", "-n"]),
    "stdbuf": Wrapper(valued: ["-i", "-o", "-e"]),
    "timeout": Wrapper(valued: ["-k", "-s"], operands: 1),
    "eatmydata": Wrapper(),
    "xargs": Wrapper(valued: ["-n", "-I", "-d", "-P", "-L", "-a", "-E", "-s"]),
    "gosu": Wrapper(operands: 1),
    "su-exec": Wrapper(operands: 1),
    "chroot": Wrapper(operands: 1),
  ]

  /// The words from the program on.
  func strip(_ words: ArraySlice<ShellWord>) -> ArraySlice<ShellWord> {
    var rest = words
    var left = operands
    while let word = rest.first {
      if word.text.hasPrefix("-"), word.text.utf8.count > 1 {
        rest = rest.dropFirst(valued.contains(word.text) ? 2 : 1)
      } else if takesAssignments, word.text.contains("=") {
        rest = rest.dropFirst()
      } else if left > 0 {
        left -= 1
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    return rest
  }
}

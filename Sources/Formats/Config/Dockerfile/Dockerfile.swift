/// A Dockerfile or Containerfile, instruction by instruction, with the place of each.
package struct Dockerfile: Hashable, Sendable {
  /// A `# name=value` of the top of the file.
  package struct Directive: Hashable, Sendable {
    package var name: String
    package var value: String
    package var position: DataNode.Position
  }

  /// A line that is a comment, without its sign and the space around it.
  package struct Comment: Hashable, Sendable {
    package var text: String
    package var position: DataNode.Position
  }

  /// Something that no builder would take.
  package struct Fault: Hashable, Sendable {
    /// One sentence without a full stop.
    package var text: String
    package var position: DataNode.Position
  }

  package var directives: [Directive] = []
  package var comments: [Comment] = []
  package var instructions: [Instruction] = []
  package var faults: [Fault] = []
  /// Blank lines within continued ones.
  package var emptyContinuations: [DataNode.Position] = []
  /// The byte that joins lines and takes away the meaning of what follows it.
  package var escape = UInt8(ascii: "\\")
}

extension Dockerfile {
  /// One instruction with everything that belongs to it.
  package struct Instruction: Hashable, Sendable {
    /// The instructions there are.
    package enum Keyword: String, Sendable, CaseIterable {
      case add, arg, cmd, copy, entrypoint, env, expose, from, healthcheck, label, maintainer
      case onbuild, run, shell, stopsignal, user, volume, workdir

      /// As it is usually written.
      package var name: String { rawValue.uppercased() }
    }

    /// `nil` where there is no such instruction.
    package var keyword: Keyword?
    /// The keyword as it was written.
    package var written: String
    package var position: DataNode.Position
    /// The last line that belongs to it.
    package var lastLine: Int
    package var flags: [Flag] = []
    /// What follows the keyword and the flags.
    package var text = SourceText()
    /// The words of the JSON form; `nil` for any other form.
    package var list: [Word]?
    package var heredocs: [Heredoc] = []
    /// What an `ONBUILD` holds back: one instruction at most.
    package var nested: [Instruction] = []
    var escape = UInt8(ascii: "\\")
  }

  /// An option of an instruction, such as `--from=build`.
  package struct Flag: Hashable, Sendable {
    /// Without the dashes, in lower case.
    package var name: String
    /// `nil` where there is no equals sign.
    package var value: String?
    package var position: DataNode.Position
  }

  /// A word as it was written, its quotes kept.
  package struct Word: Hashable, Sendable {
    package var text: String
    package var position: DataNode.Position
  }

  /// A name and what it is set to.
  package struct Pair: Hashable, Sendable {
    package var name: Word
    /// As it was written, quotes and all; `nil` for a name alone.
    package var value: Word?
    /// Whether a space stands where an equals sign should.
    package var isLegacy = false
  }

  /// Lines within the file that stand for a file.
  package struct Heredoc: Hashable, Sendable {
    package var name: String
    /// Whether variables in it are replaced: its name has no quotes.
    package var isExpanded: Bool
    package var body: SourceText
    package var position: DataNode.Position
  }
}

/// A script of a POSIX-like shell: what it would run, and how it is joined.
package struct ShellScript: Hashable, Sendable {
  /// Something that no shell would take.
  package struct Fault: Hashable, Sendable {
    /// One sentence without a full stop.
    package var text: String
    package var offset: Int
  }

  package var pipelines: [ShellPipeline] = []
  package var faults: [Fault] = []
  /// Whether reading ended before the end of it, or of a part of it.
  package var isCut = false

  package init() {}
}

/// Commands with pipes between them; a single command is one too.
package struct ShellPipeline: Hashable, Sendable {
  /// How it is joined to what stands before it.
  package enum Connector: Hashable, Sendable {
    /// A semicolon, a new line, or nothing.
    case sequence
    case and
    case or
    /// What stands before runs beside it.
    case background
  }

  package var connector: Connector
  package var isNegated: Bool
  package var nodes: [ShellNode]
  package var offset: Int
}

/// One part of a pipeline.
package indirect enum ShellNode: Hashable, Sendable {
  case command(ShellCommand)
  case compound(ShellCompound)
}

/// A command with its words.
package struct ShellCommand: Hashable, Sendable {
  package var assignments: [ShellAssignment] = []
  package var words: [ShellWord] = []
  package var redirections: [ShellRedirection] = []
  package var offset: Int
}

/// A variable that is set for or before a command.
package struct ShellAssignment: Hashable, Sendable {
  package var name: String
  package var value: ShellWord
}

/// Where a stream goes to or comes from.
package struct ShellRedirection: Hashable, Sendable {
  /// Such as `>`, `>>`, `<`, `<<`, `>&`.
  package var sign: String
  /// The descriptor; empty for the usual one.
  package var descriptor: String
  package var target: ShellWord
}

/// A group, a loop, a choice or a function.
package struct ShellCompound: Hashable, Sendable {
  /// The kinds of compound command.
  package enum Kind: Hashable, Sendable {
    case subshell, group, choice, loop, cases, function, test, arithmetic
  }

  package var kind: Kind
  /// The variable of a loop, the subject of cases, the name of a function, the words of a test.
  package var words: [ShellWord] = []
  /// What runs in it: conditions too.
  package var bodies: [[ShellPipeline]] = []
  package var redirections: [ShellRedirection] = []
  package var offset: Int
}

/// A word with its quotes off.
package struct ShellWord: Hashable, Sendable {
  package var offset: Int
  /// What it says; variables and substitutions as they were written.
  package var text: String
  /// Whether any part of it is in quotes.
  package var isQuoted = false
  /// Names of the variables in it, in order.
  package var variables: [String] = []
  /// What is run to make a part of it.
  package var substitutions: [[ShellPipeline]] = []

  package init(offset: Int, text: String) {
    self.offset = offset
    self.text = text
  }

  /// Whether what it says is known without running anything.
  package var isLiteral: Bool { variables.isEmpty && substitutions.isEmpty }
}

extension ShellScript {
  /// Every command there is, those in substitutions too, in the order they are written.
  package var commands: [ShellCommand] {
    var visitor = Visitor()
    visitor.visit(pipelines)
    return visitor.commands
  }

  /// Every pipeline there is, those in groups and substitutions too.
  package var allPipelines: [ShellPipeline] {
    var visitor = Visitor()
    visitor.visit(pipelines)
    return visitor.pipelines
  }

  /// As deep as what is visited: the parser has bounded that.
  private struct Visitor {
    var commands: [ShellCommand] = []
    var pipelines: [ShellPipeline] = []

    mutating func visit(_ list: [ShellPipeline]) {
      for pipeline in list {
        pipelines.append(pipeline)
        for node in pipeline.nodes { visit(node) }
      }
    }

    private mutating func visit(_ node: ShellNode) {
      switch node {
      case .command(let command):
        commands.append(command)
        visit(command.assignments.map(\.value) + command.words)
        visit(command.redirections.map(\.target))
      case .compound(let compound):
        visit(compound.words)
        for body in compound.bodies { visit(body) }
        visit(compound.redirections.map(\.target))
      }
    }

    private mutating func visit(_ words: [ShellWord]) {
      for word in words {
        for substitution in word.substitutions { visit(substitution) }
      }
    }
  }
}

package import Formats
import Model

/// What a service for building does with the sources: a workflow, an action, a pipeline.
package struct Pipeline: TableSubject {
  /// Whose language it is written in.
  package enum Platform: String, Sendable {
    case github
    /// An action of GitHub, which workflows use.
    case action
    case gitlab
    case azure
    case circle
    case jenkins

    var isGitHub: Bool { self == .github || self == .action }
  }

  package var path: String
  package var platform: Platform
  package var root: DataNode
  package var jobs: [PipelineJob] = []
  /// What is written outside of jobs.
  var environment: [PipelineValue] = []
  /// Parts of others that it is made with.
  var parts: [PipelineValue] = []
  /// What makes it run, in GitHub's words.
  var triggers: [PipelineValue] = []

  func fault(_ text: String, _ way: String, at position: DataNode.Position) -> Fault {
    Fault(title: text, anchor: way, position: position)
  }

  func isTriggered(by names: String...) -> Bool { triggers.contains { names.contains($0.name) } }

  /// All steps with the job that they are of.
  var steps: [(job: PipelineJob, step: PipelineStep)] {
    jobs.flatMap { job in job.steps.map { (job, $0) } }
  }

  /// All scripts with words that tell where they are.
  var scripts: [(way: String, script: PipelineScript)] {
    jobs.flatMap { job in
      job.steps.flatMap { step in step.scripts.map { ("\(job.name)/\(step.number)", $0) } }
    }
  }

  /// All variables with words that tell where they are.
  var variables: [(way: String, value: PipelineValue)] {
    environment.map { ("env/\($0.name)", $0) }
      + jobs.flatMap { job in
        job.environment.map { ("\(job.name)/env/\($0.name)", $0) }
          + job.steps.flatMap { step in
            step.environment.map { ("\(job.name)/\(step.number)/env/\($0.name)", $0) }
          }
      }
  }

  /// All images with words that tell where they are.
  var images: [(way: String, value: PipelineValue)] {
    jobs.flatMap { job in job.images.map { ("\(job.name)/image/\($0.text)", $0) } }
  }
}

/// A text that has a name.
struct PipelineValue: Hashable, Sendable {
  var name = ""
  var text: String
  var position: DataNode.Position

  static func all(in node: DataNode?) -> [PipelineValue] {
    ComposePair.all(in: node).map {
      PipelineValue(name: $0.name, text: $0.value ?? "", position: $0.position)
    }
  }
}

/// A part of a pipeline that runs on one machine.
package struct PipelineJob: Sendable {
  package var name: String
  var node: DataNode
  var position: DataNode.Position
  var steps: [PipelineStep] = []
  var images: [PipelineValue] = []
  /// What machines it may run on.
  var runners: [PipelineValue] = []
  var environment: [PipelineValue] = []
  /// A workflow that it is, in place of steps.
  var uses: PipelineValue?
}

/// A step of a job.
struct PipelineStep: Sendable {
  /// Counted from 0.
  var number: Int
  var node: DataNode
  var position: DataNode.Position
  /// The action that it is.
  var uses: PipelineValue?
  var scripts: [PipelineScript] = []
  var environment: [PipelineValue] = []

  /// The name of the action in small letters, without what follows `@`; empty where there is none.
  var action: String { (uses?.text.cut(at: "@")?.before ?? "").lowercased() }

  /// An input of the action.
  func input(_ name: String) -> DataNode? { node["with"]?[name] }
}

/// A script of a step.
struct PipelineScript: Sendable {
  /// A place where something is put into the text before a shell or an interpreter reads it.
  struct Expression: Hashable, Sendable {
    var text: String
    var offset: Int
  }

  var text: String
  var expressions: [Expression]
  /// What a shell would run; nothing where another program reads it.
  var shell = ShellScript()
  var isShell: Bool
  private var start: DataNode.Position
  /// How far the lines of a block stand from the margin; `nil` for a text within one line.
  private var indentation: Int?
  /// Where its lines begin.
  private var starts: [Int] = [0]

  init(
    _ node: DataNode,
    isShell: Bool,
    marks: (open: String, close: String)?,
    lines: SourceLines,
    limits: Limits
  ) {
    text = node.scalarText ?? ""
    self.isShell = isShell
    start = node.position
    indentation = lines.blockIndentation(at: node.position)
    expressions = []
    if let marks { expressions = Self.expressions(in: text, marks.open, marks.close) }
    var bytes = Array(text.utf8)
    if indentation != nil {
      for at in bytes.indices where bytes[at] == 0x0A { starts.append(at + 1) }
    }
    guard isShell else { return }
    // What will be put in is a word to the shell, whatever it is.
    if let marks {
      for expression in expressions {
        let end = min(
          bytes.count,
          expression.offset + marks.open.utf8.count + expression.text.utf8.count
            + marks.close.utf8.count
        )
        for at in expression.offset..<end { bytes[at] = UInt8(ascii: "_") }
      }
    }
    shell = ShellReader.parse(bytes, limits: limits)
  }

  private static func expressions(
    in text: String,
    _ open: String,
    _ close: String
  ) -> [Expression] {
    var found: [Expression] = []
    var rest = text[...]
    while let after = rest.after(open), found.count < 10_000 {
      let offset = text.utf8.count - after.utf8.count - open.utf8.count
      guard let tail = after.after(close) else { break }
      let length = after.utf8.count - tail.utf8.count - close.utf8.count
      let inner = Substring(after.utf8.prefix(length))
      found.append(Expression(text: String(inner), offset: offset))
      rest = tail
    }
    return found
  }

  func position(at offset: Int) -> DataNode.Position {
    guard let indentation else {
      return DataNode.Position(line: start.line, column: start.column + max(0, offset))
    }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = indentation + max(0, offset - starts[low]) + 1
    return DataNode.Position(line: start.line + 1 + low, column: column)
  }

  /// The commands, what wrappers run and what is handed to other shells too.
  func invocations(_ limits: Limits) -> [Invocation] {
    var isCut = false
    return shell.commands.flatMap { command in
      Invocation.all(
        in: command.words,
        at: position(at: command.offset),
        limits: limits,
        isCut: &isCut
      )
    }
  }
}

/// The lines of a file, to find where the text of a block stands.
struct SourceLines: Sendable {
  private let bytes: [UInt8]
  private var starts: [Int] = [0]

  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.indices.map { bytes[$0] }
    for at in self.bytes.indices where self.bytes[at] == 0x0A { starts.append(at + 1) }
  }

  init() { bytes = [] }

  /// How far the text of a block is from the margin; `nil` where there is no block.
  func blockIndentation(at position: DataNode.Position) -> Int? {
    guard starts.indices.contains(position.line - 1) else { return nil }
    let at = starts[position.line - 1] + position.column - 1
    guard bytes.indices.contains(at),
      bytes[at] == UInt8(ascii: "|") || bytes[at] == UInt8(ascii: ">")
    else { return nil }
    for start in starts.dropFirst(position.line).prefix(1000) {
      let spaces = bytes[start...].prefix { $0 == UInt8(ascii: " ") }
      guard bytes.indices.contains(spaces.endIndex), bytes[spaces.endIndex] != 0x0A,
        bytes[spaces.endIndex] != 0x0D
      else { continue }
      return spaces.count
    }
    return 0
  }
}

package import Formats
import Model

/// One instruction with what stands around it.
package struct DockerfileStep: Sendable {
  /// The place of its stage; `nil` before the first.
  package var stage: Int?
  /// The instruction; behind `ONBUILD` the one that is held back.
  package var instruction: Dockerfile.Instruction
  package var keyword: Dockerfile.Instruction.Keyword
  /// Whether it runs in images built from this one.
  package var isDeferred: Bool
  /// Such as `build/RUN 2`: the stage, and which of its kind in it.
  package var anchor: String
  /// What a `RUN` runs; `nil` for anything else, and where the shell is none that is read.
  package var run: RunScript?
}

/// What a `RUN` would run.
package struct RunScript: Sendable {
  package var source: SourceText
  package var script: ShellScript
  package var invocations: [Invocation]
  /// Whether the shell is told to fail when any part of a pipe fails.
  package var hasPipefail: Bool
  /// Variables that the script names and that are set: for the stage so far by `ENV` and `ARG`, or
  /// by the script itself.
  package var environment: [String: String]
  /// Whether a part nests deeper than is read, so that what it runs is not known.
  package var isCut = false
}

/// Goes through a file and keeps what instructions change for those behind them.
struct StepBuilder {
  private struct State {
    var shell = ["/bin/sh", "-c"]
    var environment: [String: String] = [:]
  }

  private let file: Dockerfile
  private let bases: [BaseImage]
  private let limits: Limits
  private var states: [State] = []
  private var counts: [String: Int] = [:]

  init(_ file: Dockerfile, bases: [BaseImage], limits: Limits) {
    self.file = file
    self.bases = bases
    self.limits = limits
  }

  mutating func steps() -> [DockerfileStep] {
    var steps: [DockerfileStep] = []
    for instruction in file.instructions {
      if instruction.keyword == .from { begin() }
      // `ONBUILD` itself, and then what it holds back.
      for (instruction, isDeferred) in [(instruction, false)]
        + instruction.nested.map({ ($0, true) })
      {
        guard let keyword = instruction.keyword else { continue }
        var step = DockerfileStep(
          stage: states.isEmpty ? nil : states.count - 1,
          instruction: instruction,
          keyword: keyword,
          isDeferred: isDeferred,
          anchor: anchor(of: keyword)
        )
        if keyword == .run { step.run = run(instruction) }
        note(instruction, keyword)
        steps.append(step)
      }
    }
    return steps
  }

  private mutating func begin() {
    var state = State()
    let base = bases[states.count]
    if case .stage(let parent) = base.kind { state = states[parent] }
    if base.isWindows { state.shell = ["cmd", "/S", "/C"] }
    states.append(state)
  }

  private mutating func anchor(of keyword: Dockerfile.Instruction.Keyword) -> String {
    var stage = "top"
    if let last = file.stageName(states.count - 1) { stage = last }
    let kind = "\(stage)/\(keyword.name)"
    counts[kind, default: 0] += 1
    return "\(kind) \(counts[kind, default: 0])"
  }

  private mutating func note(
    _ instruction: Dockerfile.Instruction,
    _ keyword: Dockerfile.Instruction.Keyword
  ) {
    guard !states.isEmpty else { return }
    let last = states.count - 1
    switch keyword {
    case .shell:
      if let list = instruction.list { states[last].shell = list.map(\.text) }
    case .env, .arg:
      // All values of one instruction are made of what was there before it.
      let values = instruction.pairs.compactMap { pair in
        pair.value.map { value in
          let expanded = DockerfileExpansion(value.text, escape: file.escape) {
            states[last].environment[$0]
          }
          return (name: pair.name.text, text: expanded.text)
        }
      }
      for value in values { states[last].environment[value.name] = value.text }
    default: break
    }
  }

  // MARK: - Scripts

  private func run(_ instruction: Dockerfile.Instruction) -> RunScript? {
    let state = states.last ?? State()
    var script: RunScript
    if let list = instruction.list {
      script = RunScript(listed: list, limits: limits)
    } else {
      let shell = CommandName.base(of: pragma(before: instruction) ?? state.shell.first ?? "")
      guard CommandName.shells.contains(shell) else { return nil }
      guard let source = RunScript.source(of: instruction) else { return nil }
      script = RunScript(source, environment: state.environment, limits: limits)
      script.hasPipefail = state.shell.contains { $0.after("pipefail") != nil }
    }
    return script
  }

  /// The shell that a remark for hadolint says the base image has.
  private func pragma(before instruction: Dockerfile.Instruction) -> String? {
    let remark = file.comments.last { comment in
      comment.position.line < instruction.position.line
        && comment.text.hasPrefix("hadolint shell")
    }
    return remark?.text.cut(at: "=").map { String($0.after.trimmed) }
  }
}

extension Dockerfile {
  /// The name of a stage, or its number; `nil` where there is none.
  fileprivate func stageName(_ index: Int) -> String? {
    guard index >= 0 else { return nil }
    return "stage \(index)"
  }
}

package import Formats
package import Model

/// A Dockerfile as checks see it: instructions with their stage, and what their scripts would run.
package struct DockerfileSubject: Sendable {
  package let path: String
  package let file: Dockerfile
  package let stages: [Dockerfile.Stage]
  /// Every instruction, those behind `ONBUILD` in its place.
  package let steps: [DockerfileStep]
  package let options: CheckOptions
  /// What each stage is built from.
  package let bases: [BaseImage]
  /// The arguments that may be used in `FROM`, `nil` for those without a default.
  package let globals: [String: String?]

  package init(_ file: Dockerfile, path: String, options: CheckOptions, limits: Limits) {
    self.file = file
    self.path = path
    self.options = options
    stages = file.stages
    let globals = GlobalArguments(file)
    self.globals = globals.values
    bases = BaseImage.all(of: stages, with: globals)
    var builder = StepBuilder(file, bases: bases, limits: limits)
    steps = builder.steps()
  }

  /// The place in `stages` of the one that a name or a number means, before another.
  func stage(called name: String, before index: Int) -> Int? {
    let wanted = name.lowercased()
    let earlier = stages.prefix(index)
    if let found = earlier.last(where: { $0.name?.text.lowercased() == wanted }) {
      return found.index
    }
    guard let number = Int(name), earlier.indices.contains(number) else { return nil }
    return number
  }

  /// The stages whose layers the image has: the last one, and what that is built from.
  var shippedStages: Set<Int> {
    guard var index = stages.last?.index else { return [] }
    var shipped: Set<Int> = [index]
    while case .stage(let base) = bases[index].kind {
      shipped.insert(base)
      index = base
    }
    return shipped
  }
}

extension DockerfileSubject {
  /// A finding at a place of an instruction.
  func finding(
    _ rule: Rule,
    _ title: String? = nil,
    in step: DockerfileStep,
    at position: DataNode.Position? = nil
  ) -> Finding {
    finding(rule, title, anchor: step.anchor, at: position ?? step.instruction.position)
  }

  func finding(
    _ rule: Rule,
    _ title: String? = nil,
    anchor: String,
    at position: DataNode.Position
  ) -> Finding {
    var finding = Finding(
      .misconfiguration,
      rule: rule.id,
      severity: rule.severity,
      title: title ?? rule.title,
      location: .init(path: path, line: position.line, column: position.column)
    )
    finding.remedy = rule.remedy
    finding.references = rule.references
    finding.detail = .check(CheckDetail(aliases: rule.aliases, anchor: anchor, why: rule.why))
    return finding
  }

  /// A finding for each instruction of some kinds that a test says is at fault.
  func findings(
    _ rule: Rule,
    at keywords: Dockerfile.Instruction.Keyword...,
    where isAtFault: (DockerfileStep) -> Bool
  ) -> [Finding] {
    steps.filter { keywords.contains($0.keyword) && isAtFault($0) }.map { finding(rule, in: $0) }
  }

  /// A finding for each command that a test gives a title for.
  func findings(
    _ rule: Rule,
    _ title: (Invocation, DockerfileStep) -> String?
  ) -> [Finding] {
    steps.flatMap { step in
      (step.run?.invocations ?? []).compactMap { command in
        title(command, step).map { finding(rule, $0, in: step, at: command.position) }
      }
    }
  }
}

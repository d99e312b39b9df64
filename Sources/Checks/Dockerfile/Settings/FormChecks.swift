import Formats
import Model

/// No way to ask whether the program is well.
struct HealthCheckMissing: Check {
  let rule = Rule(
    "PLM-D041",
    .low,
    "There is no HEALTHCHECK",
    why:
      "An engine cannot tell a program that hangs from one that works. Kubernetes has probes of its "
      + "own and does not read this one.",
    remedy: "Say with HEALTHCHECK how to ask",
    aliases: ["DL3057"],
    references: ["https://docs.docker.com/reference/dockerfile/#healthcheck"],
    mappings: [.cisDocker("4.6")],
    isOptional: true
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nHEALTHCHECK CMD a\n", "FROM a:1\nHEALTHCHECK NONE\n",
      "FROM a:1 AS b\nHEALTHCHECK CMD a\nFROM b\n",
    ],
    failing: ["FROM a:1\n", "FROM a:1\nHEALTHCHECK CMD a\nFROM b:1\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    guard let last = file.stages.last else { return [] }
    let shipped = file.shippedStages
    let has = file.steps.contains { step in
      step.keyword == .healthcheck && (step.stage.map(shipped.contains) ?? false)
    }
    if has { return [] }
    return [
      file.finding(rule, anchor: "stage \(last.index)/HEALTHCHECK", at: last.from.position)
    ]
  }
}

/// Instructions in several cases.
struct InconsistentCasing: Check {
  let rule = Rule(
    "PLM-D042",
    .negligible,
    "Instructions are written in different cases",
    why: "One case for all of them is easier to read.",
    remedy: "Write all instructions in upper case",
    aliases: [
      "ConsistentInstructionCasing", "FileConsistentCommandCasing", "SelfConsistentCommandCasing",
    ],
    references: ["https://docs.docker.com/reference/build-checks/consistent-instruction-casing/"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN b\n", "from a:1\nrun b\n"],
    failing: ["FROM a:1\nrun b\n", "From a:1\nRUN b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let words = file.file.instructions.map(\.written)
    let upper = words.count { $0 == $0.uppercased() }
    let lower = words.count { $0 == $0.lowercased() }
    let wantsLower = lower > upper
    return file.steps.filter { !$0.isDeferred }.compactMap { step in
      let word = step.instruction.written
      let wanted = wantsLower ? word.lowercased() : word.uppercased()
      guard word != wanted else { return nil }
      return file.finding(rule, "\(word) is written otherwise than most instructions", in: step)
    }
  }
}

/// A blank line in the middle of an instruction.
struct EmptyContinuation: Check {
  let rule = Rule(
    "PLM-D043",
    .low,
    "A blank line stands in the middle of an instruction",
    why: "Builders join the lines around it, and will refuse it some day.",
    remedy: "Take the blank line out, or make it a comment",
    aliases: ["NoEmptyContinuation", "NoEmptyContinuations"],
    references: ["https://docs.docker.com/reference/build-checks/no-empty-continuation/"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN a \\\n# c\n  b\n"],
    failing: ["FROM a:1\nRUN a \\\n\n  b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    // One for each instruction: lines are no identity.
    file.steps.filter { !$0.isDeferred }.compactMap { step in
      let lines =
        step.instruction.position
        .line...max(step.instruction.position.line, step.instruction.lastLine)
      let blank = file.file.emptyContinuations.first { lines.contains($0.line) }
      return blank.map { file.finding(rule, in: step, at: $0) }
    }
  }
}

/// A variable that nothing sets.
struct UndefinedVariable: Check {
  let rule = Rule(
    "PLM-D044",
    .low,
    "A variable is used that nothing sets",
    why:
      "It is empty unless the base image sets it: a path then begins elsewhere, a name is cut short.",
    remedy: "Set it with ARG or ENV, or give a default, ${NAME:-value}",
    aliases: ["UndefinedVar"],
    references: ["https://docs.docker.com/reference/build-checks/undefined-var/"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nARG A\nCOPY $A /\n", "FROM a:1\nENV PATH=/a:$PATH\n", "FROM a:1\nCOPY ${A:-b} /\n",
      "FROM a:1 AS b\nENV A=1\nFROM b\nCOPY $A /\n",
      "FROM scratch\nARG HTTP_PROXY\nENV A=$HTTPS_PROXY\n",
    ],
    failing: ["FROM a:1\nCOPY $A /\n", "ARG A=1\nFROM a:1\nWORKDIR /$A\n"]
  )

  /// What builders and base images set.
  private static let known: Set = [
    "PATH", "HOME", "HOSTNAME", "TERM", "USER", "SHELL", "PWD", "LANG", "LC_ALL", "HTTP_PROXY",
    "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "ftp_proxy",
    "no_proxy", "all_proxy",
  ]
  /// Variables that widely used base images set, such as those of languages.
  private static let customary = [
    "LD_LIBRARY_PATH", "LIBRARY_PATH", "PYTHON", "JAVA", "GO", "GEM", "RUBY", "BUNDLE", "NODE",
    "NPM", "YARN", "PNPM", "PHP", "RUST", "CARGO", "PERL", "CONDA", "NGINX", "CUDA", "NVIDIA",
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var names: [Set<String>] = []
    return file.steps.flatMap { step -> [Finding] in
      if step.keyword == .from, !step.isDeferred {
        var inherited: Set<String> = []
        if case .stage(let base) = file.bases[names.count].kind { inherited = names[base] }
        names.append(inherited)
        return []
      }
      guard !names.isEmpty, !step.isDeferred else { return [] }
      let found = findings(in: step, names[names.count - 1], file)
      if step.keyword == .arg || step.keyword == .env {
        names[names.count - 1].formUnion(step.instruction.pairs.map(\.name.text))
      }
      return found
    }
  }

  private func findings(
    in step: DockerfileStep,
    _ names: Set<String>,
    _ file: DockerfileSubject
  ) -> [Finding] {
    let texts: [String]
    switch step.keyword {
    case .add, .copy, .expose, .volume:
      texts =
        step.instruction.words.map(\.text).filter { !$0.hasPrefix("<<") }
        + step.instruction.flags.compactMap(\.value)
    case .user, .workdir, .stopsignal: texts = [step.instruction.text.text]
    case .env, .arg, .label: texts = step.instruction.pairs.compactMap(\.value?.text)
    default: return []
    }
    var seen: Set<String> = []
    let own = step.keyword == .env ? Set(step.instruction.pairs.map(\.name.text)) : []
    return texts.flatMap { text in
      DockerfileExpansion(text, escape: file.file.escape) { _ in "" }.uses.compactMap { use in
        guard !use.hasDefault, !names.contains(use.name), !isKnown(use.name),
          seen.insert(use.name).inserted
        else { return nil }
        // What adds to a variable of the base image cannot be told from a slip.
        if own.contains(use.name) { return nil }
        return file.finding(rule, "Nothing sets the variable \(use.name)", in: step)
      }
    }
  }

  private func isKnown(_ name: String) -> Bool {
    Self.known.contains(name) || GlobalArguments.platforms.contains(name)
      || Self.customary.contains { name.hasPrefix($0) }
  }
}

/// A comment before a stage or an argument that describes another one.
struct DescriptionOfNothing: Check {
  let rule = Rule(
    "PLM-D045",
    .negligible,
    "A comment before a stage or an argument describes something else",
    why: "The builder shows such comments as descriptions when their first word is the name.",
    remedy: "Begin the comment with the name, or leave a blank line behind it",
    aliases: ["InvalidDefinitionDescription"],
    references: ["https://docs.docker.com/reference/build-checks/invalid-definition-description/"],
    isOptional: true
  )
  let examples = Examples(
    passing: ["# b builds\nFROM a:1 AS b\n", "# hello\n\nFROM a:1 AS b\n", "# x\nFROM a:1\n"],
    failing: ["# hello\nFROM a:1 AS b\n", "FROM a:1\n# x\nARG V\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.compactMap { step in
      let position = step.instruction.position
      let comment = file.file.comments.last { $0.position.line == position.line - 1 }
      guard let comment, !step.isDeferred, let name = name(of: step, in: file) else { return nil }
      let first = comment.text.words.first ?? ""
      // Remarks for tools are no descriptions.
      if ["plimsoll:", "hadolint", "renovate:", "check="].contains(where: { first.hasPrefix($0) }) {
        return nil
      }
      return first == name
        ? nil
        : file.finding(rule, "The comment describes no \(name)", in: step, at: comment.position)
    }
  }

  private func name(of step: DockerfileStep, in file: DockerfileSubject) -> String? {
    switch step.keyword {
    case .from: step.stage.flatMap { file.stages[$0].name?.text }
    case .arg: step.instruction.pairs.first?.name.text
    default: nil
    }
  }
}

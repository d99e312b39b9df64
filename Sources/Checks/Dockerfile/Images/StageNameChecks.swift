import Formats
import Model

private let stageReference = "https://docs.docker.com/build/building/multi-stage/"

/// Two stages of one name.
struct DuplicateStageName: Check {
  let rule = Rule(
    "PLM-D009",
    .medium,
    "Two stages have one name",
    why:
      "The name then means the later of them, and what was meant for the earlier is built on it.",
    remedy: "Give each stage a name of its own",
    aliases: ["DL3024", "DuplicateStageName"],
    references: ["https://docs.docker.com/reference/build-checks/duplicate-stage-name/"]
  )
  let examples = Examples(
    passing: ["FROM a:1 AS b\nFROM a:1 AS c\n"],
    failing: ["FROM a:1 AS b\nFROM a:1 AS B\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var seen: Set<String> = []
    return file.stageFindings(rule) { stage in
      guard let name = stage.name?.text, !seen.insert(name.lowercased()).inserted else {
        return nil
      }
      return "An earlier stage is called \(name) too"
    }
  }
}

/// A stage with a name that means something else.
struct ReservedStageName: Check {
  let rule = Rule(
    "PLM-D010",
    .medium,
    "The name of a stage is a reserved word",
    why: "The builder takes scratch for no base at all and context for the files it is given.",
    remedy: "Call the stage something else",
    aliases: ["DL3063", "ReservedStageName"],
    references: ["https://docs.docker.com/reference/build-checks/reserved-stage-name/"]
  )
  let examples = Examples(
    passing: ["FROM a:1 AS build\n"],
    failing: ["FROM a:1 AS scratch\n", "FROM a:1 AS Context\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      guard let name = stage.name?.text, ["scratch", "context"].contains(name.lowercased()) else {
        return nil
      }
      return "The name of the stage, \(name), is a reserved word"
    }
  }
}

/// Upper case in a name that has none.
struct StageNameCasing: Check {
  let rule = Rule(
    "PLM-D011",
    .negligible,
    "The name of a stage has upper case letters",
    why: "Names of stages know no case, and other files name them in lower case.",
    remedy: "Write the name in lower case",
    aliases: ["StageNameCasing"],
    references: ["https://docs.docker.com/reference/build-checks/stage-name-casing/"]
  )
  let examples = Examples(passing: ["FROM a:1 AS b\n"], failing: ["FROM a:1 AS Build\n"])

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      guard let name = stage.name?.text, name != name.lowercased() else { return nil }
      return "The name of the stage, \(name), has upper case letters"
    }
  }
}

/// `FROM … as`.
struct FromAsCasing: Check {
  let rule = Rule(
    "PLM-D012",
    .negligible,
    "FROM and AS differ in their case",
    why: "They are read as one instruction.",
    remedy: "Write both in upper case or both in lower case",
    aliases: ["FromAsCasing"],
    references: ["https://docs.docker.com/reference/build-checks/from-as-casing/"]
  )
  let examples = Examples(
    passing: ["FROM a:1 AS b\n", "from a:1 as b\n"],
    failing: ["FROM a:1 as b\n", "from a:1 AS b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      guard !stage.joint.isEmpty else { return nil }
      let isUpper = stage.from.written == stage.from.written.uppercased()
      let expected = isUpper ? "AS" : "as"
      return stage.joint == expected
        ? nil : "'\(stage.joint)' does not go with '\(stage.from.written)'"
    }
  }
}

/// Something other than `ARG` before the first `FROM`.
struct NothingFirst: Check {
  let rule = Rule(
    "PLM-D013",
    .high,
    "Something other than ARG stands before the first FROM",
    why: "There is no image to work on yet: no builder takes the file.",
    remedy: "Begin with FROM",
    aliases: ["DL3061"],
    references: ["https://docs.docker.com/reference/dockerfile/#format"]
  )
  let examples = Examples(
    passing: ["ARG A=1\nFROM a:1\n"],
    failing: ["RUN a\nFROM a:1\n", "LABEL a=b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let first = file.steps.first { $0.stage == nil && $0.keyword != .arg && !$0.isDeferred }
    return first.map { [file.finding(rule, in: $0)] } ?? []
  }
}

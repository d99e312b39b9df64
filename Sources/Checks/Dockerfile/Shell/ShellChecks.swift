import Formats
import Model

/// Programs that make no sense while an image is built.
struct PointlessCommand: Check {
  let rule = Rule(
    "PLM-D070",
    .low,
    "A program is run that does nothing useful in a build",
    why: "It looks at or changes a machine that is gone when the instruction ends, or waits for "
      + "somebody who is not there.",
    remedy: "Leave it out",
    aliases: ["DL3001"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN echo top && apt-get install -y vim=1\n", "FROM a:1\nRUN pkill -V; killall5\n",
    ],
    failing: ["FROM a:1\nRUN service nginx start\n", "FROM a:1\nRUN a && /usr/bin/top\n"]
  )

  private static let programs: Set = [
    "ssh", "vim", "vi", "nano", "emacs", "shutdown", "reboot", "service", "systemctl", "ps", "free",
    "top",
    "htop", "kill", "mount", "ifconfig",
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard Self.programs.contains(command.name) else { return nil }
      // Switching units on is a link, and a version is often asked for to see that all is well.
      if command.name == "systemctl", let verb = command.operands().first?.text,
        ["enable", "disable", "mask", "preset", "set-default", "unmask"].contains(verb)
      {
        return nil
      }
      if command.has("--version", "-V") || command.name == "ssh" && command.has("-T") { return nil }
      return "\(command.name) does nothing useful in a build"
    }
  }
}

/// `cd` where `WORKDIR` would do.
struct ChangedDirectory: Check {
  let rule = Rule(
    "PLM-D071",
    .low,
    "A RUN changes the folder with cd alone",
    why: "The next instruction begins in the old folder again, which is easily forgotten.",
    remedy: "Use WORKDIR",
    aliases: ["DL3003"],
    references: ["https://docs.docker.com/build/building/best-practices/#workdir"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nWORKDIR /a\n", "FROM a:1\nRUN (cd /a && make)\n",
      "FROM a:1\nRUN make -C /a && echo cd\n",
      "FROM a:1\nRUN a && cd \"$(mktemp -d)\" && b\n",
    ],
    failing: ["FROM a:1\nRUN cd /a-$V && make\n", "FROM a:1\nRUN a; cd b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.flatMap { step -> [Finding] in
      guard let run = step.run else { return [] }
      // One within parentheses ends with them, and one to a place that is made is no WORKDIR.
      let plain = run.script.pipelines.filter { pipeline in
        let command = pipeline.commands.first
        guard pipeline.nodes.count == 1, let command, command.words.first?.text == "cd" else {
          return false
        }
        return command.words.count < 2 || command.words[1].substitutions.isEmpty
      }
      // Of several one is enough to say.
      guard let first = plain.first else { return [] }
      return [file.finding(rule, in: step, at: run.source.position(at: first.offset))]
    }
  }
}

/// `apt`, which is for people.
struct EndUserApt: Check {
  let rule = Rule(
    "PLM-D072",
    .negligible,
    "apt is used, which is meant for people",
    why: "Its options and its output change between releases, as it says itself.",
    remedy: "Use apt-get or apt-cache",
    aliases: ["DL3027"],
    references: [
      "https://manpages.debian.org/bookworm/apt/apt.8.en.html#SCRIPT_USAGE_AND_DIFFERENCES_FROM_OTHER_APT_TOOLS"
    ]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN apt-get install -y a=1\n", "FROM a:1\nRUN apk add apt=1\n"],
    failing: ["FROM a:1\nRUN apt install -y a=1\n", "FROM a:1\nRUN sudo apt update\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in command.name == "apt" ? rule.title : nil }
  }
}

/// `/bin/sh` made a link to another shell.
struct LinkedShell: Check {
  let rule = Rule(
    "PLM-D075",
    .low,
    "The shell is changed by a link in the place of /bin/sh",
    why:
      "Every program of the image that uses /bin/sh then runs on another shell than it was tested on.",
    remedy: "Use SHELL",
    aliases: ["DL4005"],
    references: ["https://docs.docker.com/reference/dockerfile/#shell"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nSHELL [\"/bin/bash\", \"-c\"]\n", "FROM a:1\nRUN ln -s /a /b\n"],
    failing: ["FROM a:1\nRUN ln -sf /bin/bash /bin/sh\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      command.name == "ln" && command.operands().last?.text.hasSuffix("/bin/sh") == true
        ? rule.title : nil
    }
  }
}

/// A pipe whose first part may fail unseen.
struct PipeWithoutPipefail: Check {
  let rule = Rule(
    "PLM-D076",
    .medium,
    "A pipe hides that a part of it failed",
    why:
      "Only the last program of a pipe decides whether the instruction failed: a download that breaks "
      + "off leaves an image with half of it.",
    remedy:
      "Set SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"], or begin with set -o pipefail",
    aliases: ["DL4006"],
    references: ["https://docs.docker.com/build/building/best-practices/#using-pipes"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b\n",
      "FROM a:1\nRUN set -o pipefail && a | b\n", "FROM a:1\nRUN set -euo pipefail; a | b\n",
      "FROM a:1\nRUN a || b\n", "FROM a:1\nRUN bash -o pipefail -c 'a | b'\n",
      "FROM a:1\nRUN echo yes | a\n",
      "FROM a:1\nRUN [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\", \"a | b\"]\n",
    ],
    failing: [
      "FROM a:1\nRUN a | b\n", "FROM a:1\nRUN x && (a | b)\n",
      "FROM a:1\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nFROM b:1\nRUN a | b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.compactMap { step in
      guard let run = step.run, !run.hasPipefail, !Self.setsPipefail(run) else { return nil }
      let pipe = run.script.allPipelines.first { $0.nodes.count > 1 && !Self.cannotFail($0) }
      return pipe.map { file.finding(rule, in: step, at: run.source.position(at: $0.offset)) }
    }
  }

  private static func setsPipefail(_ run: RunScript) -> Bool {
    run.script.commands.contains { command in
      command.words.first?.text == "set" && command.words.contains { $0.text == "pipefail" }
    }
  }

  /// Programs that only say what they are given do not fail.
  private static func cannotFail(_ pipeline: ShellPipeline) -> Bool {
    let before = pipeline.commands.dropLast()
    guard pipeline.commands.count == pipeline.nodes.count else { return false }
    return before.allSatisfy { command in
      ["echo", "printf", "yes", "true"].contains(command.words.first?.text)
        && command.words.allSatisfy(\.substitutions.isEmpty)
    }
  }
}

/// Several `RUN` behind each other.
struct ConsecutiveRuns: Check {
  let rule = Rule(
    "PLM-D077",
    .negligible,
    "Short RUN instructions stand behind each other",
    why: "Each is a layer of its own, and what one of them deletes stays in the layer below.",
    remedy: "Join them",
    aliases: ["DL3059"],
    references: [
      "https://docs.docker.com/build/building/best-practices/#minimize-the-number-of-layers"
    ],
    isOptional: true
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN a\nCOPY b /\nRUN c\n", "FROM a:1\nRUN a && b && c\nRUN d\n"],
    failing: ["FROM a:1\nRUN a\nRUN b\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var last: DockerfileStep?
    return file.findings(rule, at: .run) { _ in true }.isEmpty
      ? []
      : file.steps.compactMap { step in
        defer { last = step }
        guard step.keyword == .run, let before = last, before.keyword == .run,
          before.instruction.flags.map(\.value) == step.instruction.flags.map(\.value),
          Self.isShort(before), Self.isShort(step)
        else { return nil }
        return file.finding(rule, in: step)
      }
  }

  private static func isShort(_ step: DockerfileStep) -> Bool {
    (step.run?.script.commands.count ?? 1) <= 2 && step.instruction.heredocs.isEmpty
  }
}

/// A script that no shell would take.
struct ShellFault: Check {
  let rule = Rule(
    "PLM-D080",
    .medium,
    "A RUN is no script that a shell takes",
    why: "The build fails, or the shell runs something else than was meant.",
    remedy: "Mend what is missing",
    references: ["https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN if a; then b; fi\n"],
    failing: ["FROM a:1\nRUN if a; then b\n", "FROM a:1\nRUN echo 'a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.compactMap { step in
      guard let run = step.run, !run.source.isEmpty, let fault = run.script.faults.first else {
        return nil
      }
      let position = run.source.position(at: min(fault.offset, run.source.count))
      return file.finding(
        rule,
        "The script of a RUN is broken: \(fault.text)",
        in: step,
        at: position
      )
    }
  }
}

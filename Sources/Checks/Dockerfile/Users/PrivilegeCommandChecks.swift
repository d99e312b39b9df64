import Formats
import Model

/// `sudo`.
struct SudoUsed: Check {
  let rule = Rule(
    "PLM-D057",
    .medium,
    "sudo is used",
    why:
      "A build is root unless it says otherwise, and an image with sudo and its rules lets whoever "
      + "gets in become root.",
    remedy: "Use USER to change who runs what",
    aliases: ["DL3004"],
    references: ["https://docs.docker.com/build/building/best-practices/#user"],
    mappings: [.nist("4.1.2"), .cisDocker("4.8")]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN apt-get install -y sudo\nRUN echo sudo\n"],
    failing: ["FROM a:1\nRUN a && sudo -E b\n", "FROM a:1\nRUN [\"sudo\", \"a\"]\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      command.name == "sudo" || command.wrappers.contains("sudo") ? rule.title : nil
    }
  }
}

/// `useradd` with a number so high that its log files grow.
struct UserAddLog: Check {
  let rule = Rule(
    "PLM-D058",
    .low,
    "useradd makes a log as large as the number of the user",
    why:
      "It writes a sparse file with a place for every user below that number, and an image stores "
      + "all of it.",
    remedy: "Add --no-log-init",
    aliases: ["DL3046"],
    references: ["https://docs.docker.com/build/building/best-practices/#user"]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN useradd -l -u 123456 a\nRUN useradd -u 12345 b\n"],
    failing: ["FROM a:1\nRUN useradd -u 123456 a\n", "FROM a:1\nRUN useradd --uid=1234567 a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard command.name == "useradd", !command.has("-l", "--no-log-init"),
        let number = command.value(of: "-u", "--uid")
      else { return nil }
      return number.utf8.count > 5 && number.utf8.allSatisfy(\.isASCIIDigit) ? rule.title : nil
    }
  }
}

/// Files that everybody may write to.
struct EveryoneMayWrite: Check {
  let rule = Rule(
    "PLM-D059",
    .medium,
    "Everybody may write to files of the image",
    why: "Whoever gets into the container as anybody can change what others run there.",
    remedy: "Give the rights to the one who needs them: --chown, or chmod u+w",
    references: ["https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"],
    mappings: [.nist("4.1.2")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN chmod 755 a && chmod +x b && chmod 1777 /tmp\nCOPY --chmod=644 a /b\n"
    ],
    failing: [
      "FROM a:1\nRUN chmod -R 777 /app\n", "FROM a:1\nRUN chmod a+w b\n",
      "FROM a:1\nCOPY --chmod=0777 a /b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard command.name == "chmod", let mode = command.operands().first?.text,
        Self.isOpen(mode)
      else { return nil }
      return "chmod \(mode) lets everybody write"
    } + file.findings(rule, at: .copy, .add) { Self.isOpen($0.instruction.flag("chmod") ?? "") }
  }

  /// A sticky folder is not open: only the owner of a file may take it away.
  private static func isOpen(_ mode: String) -> Bool {
    if let number = UInt16(mode, radix: 8) { return number & 0o002 != 0 && number & 0o1000 == 0 }
    return mode.pieces(on: ",").contains { part in
      guard let sign = part.firstIndex(where: { "+=".contains($0) }) else { return false }
      let who = part[..<sign]
      let what = part[part.index(after: sign)...]
      return what.contains("w") && !what.contains("t") && (who.contains("o") || who.contains("a"))
    }
  }
}

/// A password in plain words.
struct LiteralPassword: Check {
  let rule = Rule(
    "PLM-D060",
    .high,
    "A password is set in plain words",
    why: "It is the same in every copy of the image, and its history shows it to everyone.",
    remedy: "Set no password; use USER, or a key that is mounted when the container runs",
    references: ["https://docs.docker.com/build/building/secrets/"],
    mappings: [.nist("4.1.4"), .cisDocker("4.10")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN echo \"root:$P\" | chpasswd\nRUN echo a:b\n",
      "FROM a:1\nRUN useradd -m -p '!' a\n",
      "FROM a:1\nRUN passwd -d a\n",
    ],
    failing: [
      "FROM a:1\nRUN echo 'root:toor' | chpasswd\n", "FROM a:1\nRUN useradd -p abc a\n",
      "FROM a:1\nRUN echo toor | passwd --stdin root\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let given = file.findings(rule) { command, _ in
      guard ["useradd", "usermod"].contains(command.name),
        let password = command.value(of: "-p", "--password"),
        !["", "!", "*", "x"].contains(password),
        !password.contains("$")
      else { return nil }
      return "\(command.name) sets a password in plain words"
    }
    let piped = file.steps.flatMap { step -> [Finding] in
      guard let run = step.run else { return [] }
      return run.script.allPipelines.filter(Self.pipesPassword).map { pipeline in
        file.finding(rule, in: step, at: run.source.position(at: pipeline.offset))
      }
    }
    return given + piped
  }

  private static func pipesPassword(_ pipeline: ShellPipeline) -> Bool {
    let commands = pipeline.commands
    guard commands.count > 1, let reader = commands.last, let name = reader.words.first?.text,
      CommandName.base(of: name) == "chpasswd"
        || (CommandName.base(of: name) == "passwd"
          && reader.words.contains { $0.text == "--stdin" })
        || (name == "sudo" && reader.words.contains { $0.text == "chpasswd" })
    else { return false }
    guard let writer = commands.first, ["echo", "printf"].contains(writer.words.first?.text) else {
      return false
    }
    let rest = writer.words.dropFirst()
    return !rest.isEmpty && rest.allSatisfy(\.isLiteral)
  }
}

extension ShellPipeline {
  /// The plain commands of a pipeline, in order.
  var commands: [ShellCommand] {
    nodes.compactMap { node in
      if case .command(let command) = node { command } else { nil }
    }
  }
}

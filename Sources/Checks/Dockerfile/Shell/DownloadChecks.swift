import Formats
import Model

private let downloaders: Set = ["curl", "wget", "fetch", "aria2c"]

/// A download that goes straight into a shell.
struct DownloadIntoShell: Check {
  let rule = Rule(
    "PLM-D061",
    .medium,
    "What is downloaded is run without being looked at",
    why:
      "Whoever can change what the address serves runs what they like while the image is built, and "
      + "a broken download runs half a script.",
    remedy: "Download a fixed version to a file, compare its checksum, and run that",
    references: ["https://docs.docker.com/build/building/best-practices/#run"],
    mappings: [.nist("4.1.5"), .cisDocker("4.11")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN curl -fsSL https://a.test/b -o b && sha256sum -c b.sum && sh b\n",
      "FROM a:1\nRUN curl -s https://a.test/b | tar -xz\n",
    ],
    failing: [
      "FROM a:1\nRUN curl -fsSL https://a.test/b | bash -s -- -y\n",
      "FROM a:1\nRUN wget -qO- https://a.test/b | tee x | sudo -E sh\n",
      "FROM a:1\nRUN bash -c \"$(curl -fsSL https://a.test/b)\"\n",
      "FROM a:1\nRUN sh <(curl -s https://a.test/b)\n",
    ]
  )

  private static let interpreters: Set = [
    "sh", "bash", "ash", "dash", "zsh", "ksh", "python", "python3", "perl", "ruby", "node", "php",
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.flatMap { step -> [Finding] in
      guard let run = step.run else { return [] }
      return Self.places(in: run.script).map {
        file.finding(rule, in: step, at: run.source.position(at: $0))
      }
    }
  }

  /// Where a script runs what it fetches.
  static func places(in script: ShellScript) -> [Int] {
    script.allPipelines.filter(isPiped).map(\.offset)
      + script.commands.filter(isSubstituted).map(\.offset)
  }

  private static func isPiped(_ pipeline: ShellPipeline) -> Bool {
    let names = pipeline.commands.map(\.programs)
    guard let fetches = names.firstIndex(where: { !$0.isDisjoint(with: downloaders) }) else {
      return false
    }
    return names[(fetches + 1)...].contains { !$0.isDisjoint(with: interpreters) }
  }

  private static func isSubstituted(_ command: ShellCommand) -> Bool {
    guard !command.programs.isDisjoint(with: interpreters.union(["eval", "source", "."])) else {
      return false
    }
    return command.words.dropFirst().flatMap(\.substitutions).joined().contains { pipeline in
      pipeline.commands.count == 1
        && pipeline.commands.contains { !$0.programs.isDisjoint(with: downloaders) }
    }
  }
}

extension ShellCommand {
  /// The program, and behind `sudo` and its like the one that it runs.
  var programs: Set<String> {
    var names: Set<String> = []
    for word in words {
      let name = CommandName.base(of: word.text)
      if name.hasPrefix("-") || name.contains("=") { continue }
      names.insert(name)
      guard ["sudo", "env", "exec", "command", "time", "nohup"].contains(name) else { break }
    }
    return names
  }
}

/// TLS without knowing whom one talks to.
struct CertificatesNotVerified: Check {
  let rule = Rule(
    "PLM-D062",
    .high,
    "Certificates or signatures are not verified",
    why: "Anybody on the way can put their own files in the place of what is fetched.",
    remedy: "Install the certificate or key that is missing, and verify",
    references: ["https://docs.docker.com/build/building/best-practices/"],
    mappings: [.nist("4.1.5")]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN curl -fsSLo k https://a.test/k && apt-get install -y k\n"],
    failing: [
      "FROM a:1\nRUN curl -sk https://a.test/b -o b\n",
      "FROM a:1\nRUN wget --no-check-certificate https://a.test/b\n",
      "FROM a:1\nRUN apt-get install -y --allow-unauthenticated a=1\n",
      "FROM a:1\nRUN git -c http.sslVerify=false clone https://a.test/b\n",
      "FROM a:1\nRUN pip install --trusted-host a.test b==1\n",
      "FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n",
      "FROM a:1\nRUN yum install -y --nogpgcheck a-1\n",
      "FROM a:1\nRUN apk add --allow-untrusted a=1\n",
      "FROM a:1\nRUN npm config set strict-ssl false\n",
    ]
  )

  /// Programs and the options by which they stop verifying.
  private static let options: [String: [String]] = [
    "curl": ["-k", "--insecure", "--proxy-insecure"], "wget": ["--no-check-certificate"],
    "apt-get": ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
    "apt": ["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
    "yum": ["--nogpgcheck"], "dnf": ["--nogpgcheck"], "microdnf": ["--nogpgcheck"],
    "rpm": ["--nosignature", "--nodigest"], "apk": ["--allow-untrusted"],
    "zypper": ["--no-gpg-checks", "--gpg-auto-import-keys"],
    "pip": ["--trusted-host"], "pip3": ["--trusted-host"],
  ]
  private static let settings: [String: Set<String>] = [
    "NODE_TLS_REJECT_UNAUTHORIZED": ["0"], "GIT_SSL_NO_VERIFY": ["1", "true"],
    "PYTHONHTTPSVERIFY": ["0"], "NPM_CONFIG_STRICT_SSL": ["false"],
    "npm_config_strict_ssl": ["false"],
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let commands = file.findings(rule) { command, _ in
      if let options = Self.options[command.name],
        let found = options.first(where: { command.has($0) })
      {
        return "\(command.name) \(found) does not verify whom it talks to"
      }
      for (name, value) in command.assignments where Self.settings[name]?.contains(value) == true {
        return "\(name)=\(value) switches verifying off"
      }
      let words = command.texts.map { $0.lowercased() }
      let isGit = command.name == "git" && words.contains { $0.after("sslverify=false") != nil }
      let isSetting =
        words.contains("strict-ssl") && words.contains("false")
        || words.contains("http.sslverify") && words.contains("false")
      return isGit || isSetting ? "\(command.name) is told not to verify certificates" : nil
    }
    let variables = file.steps.filter { $0.keyword == .env || $0.keyword == .arg }.flatMap { step in
      step.instruction.pairs.compactMap { pair in
        guard let value = pair.value?.bare, Self.settings[pair.name.text]?.contains(value) == true
        else {
          return nil as Finding?
        }
        let title = "\(pair.name.text)=\(value) switches verifying off"
        return file.finding(rule, title, in: step, at: pair.name.position)
      }
    }
    return commands + variables
  }
}

/// A download that anybody on the way can change.
struct PlainDownload: Check {
  let rule = Rule(
    "PLM-D063",
    .medium,
    "A file is fetched over plain HTTP",
    why: "Anybody on the way can read it and put another in its place.",
    remedy: "Fetch it over HTTPS",
    mappings: [.nist("4.1.5")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN curl -fso b https://a.test/b && curl -f http://localhost:80/\n",
      "FROM a:1\nHEALTHCHECK CMD curl -f http://a.test/\n",
    ],
    failing: [
      "FROM a:1\nRUN wget -q http://a.test/b\n",
      "FROM a:1\nADD --checksum=sha256:0 http://a.test/b /b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard downloaders.contains(command.name) || command.name == "git" else { return nil }
      guard let address = command.texts.first(where: Self.isPlain) else { return nil }
      return "\(command.name) fetches \(address) over plain HTTP"
    }
      + file.findings(rule, at: .add) { step in
        step.transfer?.sources.contains { Self.isPlain($0.bare) } == true
      }
  }

  private static func isPlain(_ address: String) -> Bool {
    guard let rest = address.dropping(prefix: "http://") else { return false }
    return !["localhost", "127.", "[::1]", "0.0.0.0", "$"].contains { rest.hasPrefix($0) }
  }
}

/// `wget` with a bar that fills the log.
struct WgetProgress: Check {
  let rule = Rule(
    "PLM-D073",
    .negligible,
    "wget fills the log with its progress",
    why: "A build log has no cursor: every step of the bar is a line.",
    remedy: "Add -q, -nv or --progress=dot:giga",
    aliases: ["DL3047"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN wget -q https://a.test/b && wget -nv https://a.test/b && wget --progress=dot:giga b\n",
      "FROM a:1\nRUN wget -qO- https://a.test/b\n",
    ],
    failing: [
      "FROM a:1\nRUN wget https://a.test/b\n", "FROM a:1\nRUN wget -O b https://a.test/b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard command.name == "wget", !command.arguments.isEmpty else { return nil }
      let isQuiet = command.has(
        "-q",
        "--quiet",
        "-nv",
        "--no-verbose",
        "--progress",
        "-o",
        "--output-file",
        "-a",
        "--append-output",
        "--version",
        "-V",
        "--help"
      )
      // Letters in front of a value: -qO-.
      let isJoined = command.texts.contains { text in
        text.hasPrefix("-") && !text.hasPrefix("--") && text.dropFirst().prefix(2).contains("q")
      }
      return isQuiet || isJoined ? nil : rule.title
    }
  }
}

/// Both `wget` and `curl`.
struct BothDownloaders: Check {
  let rule = Rule(
    "PLM-D074",
    .negligible,
    "Both wget and curl are used",
    why: "Two programs for one purpose make the image larger and give more to keep up to date.",
    remedy: "Use one of them",
    aliases: ["DL4001"]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN curl -o b c\nRUN curl -o d e\n",
      "FROM a:1\nRUN curl b\nFROM a:1\nRUN wget -q b\n",
    ],
    failing: ["FROM a:1\nRUN curl -o b c\nRUN wget -q d\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    var seen: [Int: Set<String>] = [:]
    return file.findings(rule) { command, step in
      guard command.name == "curl" || command.name == "wget", let stage = step.stage else {
        return nil
      }
      let known = seen[stage] ?? []
      seen[stage, default: []].insert(command.name)
      let isSecond = !known.isEmpty && !known.contains(command.name)
      return isSecond ? "\(command.name) is used where the other of wget and curl is too" : nil
    }
  }
}

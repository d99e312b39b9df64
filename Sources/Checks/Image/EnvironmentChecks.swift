import Model

/// What variables of the environment do.
let environmentChecks: [ImageCheck] = [
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P030",
      .high,
      "A variable that puts code into every program",
      why:
        "The dynamic linker, a shell or a runtime loads what it names before the program begins; "
        + "it stays when somebody else can write there.",
      remedy: "Set it for the one program that needs it, in its start script",
      references: ["https://man7.org/linux/man-pages/man8/ld.so.8.html"],
      mappings: [Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1574.006")]
    ),
    passing: ["ENV PATH /bin\n", "ENV LD_PRELOAD \n"],
    failing: [
      "ENV LD_PRELOAD /x.so\n", "ENV BASH_ENV /tmp/a\n", "ENV NODE_OPTIONS --require /a.js\n",
    ],
    faults: { image in
      image.settings.environment.compactMap { variable in
        let loads =
          loadingVariables.contains(variable.name)
          || variable.name == "NODE_OPTIONS"
            && ["--require", "-r ", "--import"].contains { variable.value.contains($0) }
          || variable.name == "JAVA_TOOL_OPTIONS" && variable.value.contains("-agent")
        guard loads, !variable.value.isEmpty else { return nil }
        return ImageSubject.Fault(
          title: "\(variable.name) is set to \(variable.value)",
          layer: nil,
          anchor: variable.name
        )
      }
    }
  ),
  ImageCheck(
    .misconfiguration,
    Rule(
      "PLM-P031",
      .high,
      "A variable that turns the checking of certificates off",
      why: "Whoever is on the way can read and change what the application says and hears.",
      remedy: "Leave the variable out, and add the authority to the image's certificates",
      mappings: [Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1557")]
    ),
    passing: ["ENV NODE_TLS_REJECT_UNAUTHORIZED 1\n"],
    failing: ["ENV NODE_TLS_REJECT_UNAUTHORIZED 0\n", "ENV GIT_SSL_NO_VERIFY true\n"],
    faults: { image in
      image.settings.environment.compactMap { variable in
        let off = ["0", "false", "no", "off", ""]
        let isOn = !off.contains(variable.value.lowercased())
        let isOff = trustVariables[variable.name.uppercased()].map { $0 ? isOn : !isOn }
        guard isOff == true else { return nil }
        return ImageSubject.Fault(
          title: "\(variable.name)=\(variable.value) turns the checking of certificates off",
          anchor: variable.name
        )
      }
    }
  ),
  ImageCheck(
    .secret,
    Rule(
      "PLM-P032",
      .high,
      "A credential in the environment",
      why:
        "Whoever has the image has it, every process of the container inherits it, and engines show "
        + "it to whoever may ask.",
      remedy: "Change it where it is valid, and give it to the container when it is run, as a file",
      aliases: ["CIS-DI-0010"],
      mappings: [.cisDocker("4.10"), .nist("4.1.4")]
    ),
    passing: [
      "ENV DB_PASSWORD_FILE /run/secrets/db\n", "ENV TOKEN_URL https://a.example/token\n",
      "ENV GPG_KEY A035C8C19219BA821ECEA86B64E628F8D684696D\n", "ENV API_TOKEN ${TOKEN}\n",
      "ENV DB_PASSWORD \n", "ENV PASSWORD changeme\n",
    ],
    failing: ["ENV DB_PASSWORD hunter2hunter2\n", "ENV GITLAB_TOKEN 4f9a1c7d2e\n"],
    faults: { image in
      image.settings.environment.compactMap { variable in
        guard CredentialName.isOne(variable.name),
          CredentialName.mayBeValue(variable.value)
        else { return nil }
        return ImageSubject.Fault(
          title: "\(variable.name) is set in the image (\(variable.value.utf8.count) bytes)",
          anchor: variable.name
        )
      }
    }
  ),
  ImageCheck(
    .privilege,
    Rule(
      "PLM-P033",
      .medium,
      "A search path with a place that anybody may write, or that is wherever one is",
      why: "A program put there is run in the place of the one that was meant.",
      remedy: "Keep to absolute directories of root in PATH",
      mappings: [Rule.Mapping(standard: "MITRE ATT&CK", clause: "T1574.007")]
    ),
    passing: ["ENV PATH /usr/bin:/bin\n"],
    failing: [
      "ENV PATH /bin:.\n", "ENV PATH :/bin\n", "ENV PATH /tmp/x:/bin\n", "ENV PATH bin:/bin\n",
    ],
    faults: { image in
      guard image.settings.value(of: "PATH") != nil else { return [] }
      return image.settings.searchPath.compactMap { entry in
        let isOpen =
          entry == "/tmp" || entry.hasPrefix("/tmp/") || entry.hasPrefix("/var/tmp")
          || entry.hasPrefix("/dev/shm")
        guard !entry.hasPrefix("/") || isOpen else { return nil }
        let what = entry.isEmpty ? "an empty entry, which is the working directory" : entry
        return ImageSubject.Fault(title: "PATH has \(what)", anchor: entry)
      }
    }
  ),
]

/// Variables whose value is loaded or run.
private let loadingVariables: Set<String> = [
  "LD_PRELOAD", "LD_AUDIT", "BASH_ENV", "ENV", "PERL5OPT", "RUBYOPT", "PYTHONSTARTUP",
  "PROMPT_COMMAND",
]

/// Variables that turn trust off, and whether they do it by being on.
private let trustVariables: [String: Bool] = [
  "NODE_TLS_REJECT_UNAUTHORIZED": false, "PYTHONHTTPSVERIFY": false, "GIT_SSL_NO_VERIFY": true,
  "GIT_SSL_VERIFY": false, "NPM_CONFIG_STRICT_SSL": false, "CURL_INSECURE": true,
  "GOINSECURE": true, "GONOSUMCHECK": true, "SSL_NO_VERIFY": true, "YARN_STRICT_SSL": false,
  "AWS_NO_VERIFY_SSL": true, "VAULT_SKIP_VERIFY": true, "CONSUL_HTTP_SSL_VERIFY": false,
  "HOMEBREW_CURL_INSECURE": true, "KUBECTL_INSECURE_SKIP_TLS_VERIFY": true,
]

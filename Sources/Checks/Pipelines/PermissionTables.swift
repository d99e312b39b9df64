import Formats
import Model

/// What pipelines may do, and the secrets they are given.
enum PermissionTables {
  private static let page = [
    "https://docs.github.com/actions/tutorials/authenticate-with-github_token"
  ]
  private static let secretsPage = ["https://docs.github.com/actions/concepts/security/secrets"]
  static let all: [TableCheck<Pipeline>] = permissions + secrets + plain

  private static let permissions: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W007",
        .medium,
        "A workflow does not say what its token may do",
        why:
          "It then may what the repository allows by default, which is to write everywhere in old ones.",
        remedy: "Set permissions: {} for the workflow, and what is needed for each job",
        aliases: ["CKV2_GHA_1", "excessive-permissions"],
        references: page,
        mappings: [.nist("4.3.1")]
      ),
      on: [.github],
      passing: [
        "on: push\npermissions: {}\njobs: {a: {steps: []}}",
        "on: push\njobs: {a: {permissions: {contents: read}, steps: []}}",
        "on: workflow_call\njobs: {a: {steps: []}}",
      ],
      failing: [
        "on: push\njobs: {a: {steps: []}}",
        "on: push\njobs: {a: {permissions: {}, steps: []}, b: {steps: []}}",
      ]
    ) { pipeline in
      guard pipeline.root["permissions"] == nil,
        pipeline.triggers.contains(where: { $0.name != "workflow_call" }),
        let job = pipeline.jobs.first(where: { $0.node["permissions"] == nil })
      else { return [] }
      return [
        pipeline.fault(
          "The job \(job.name) does not say what its token may do",
          "permissions",
          at: job.position
        )
      ]
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W008",
        .high,
        "The token of a workflow may write everything",
        why: "Whoever gets a command into it pushes code, releases and packages.",
        remedy: "Name what is needed",
        aliases: ["CKV2_GHA_1", "excessive-permissions"],
        references: page,
        mappings: [.nist("4.3.1")]
      ),
      on: [.github],
      passing: ["on: push\npermissions: read-all\njobs: {}"],
      failing: [
        "on: push\npermissions: write-all\njobs: {}",
        "on: push\njobs: {a: {permissions: write-all}}",
      ]
    ) { pipeline in
      let all =
        [("permissions", pipeline.root["permissions"])]
        + pipeline.jobs.map { ("\($0.name)/permissions", $0.node["permissions"]) }
      return all.compactMap { way, node in
        guard let node, node.scalarText == "write-all" else { return nil }
        return pipeline.fault("The token may write everything", way, at: node.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W009",
        .medium,
        "All jobs of a workflow may write",
        why: "One of them needs it, and a command that gets into any other has it too.",
        remedy: "Give the permission to the job that needs it",
        aliases: ["excessive-permissions"],
        references: page,
        mappings: [.nist("4.3.1")]
      ),
      on: [.github],
      passing: [
        "on: push\npermissions: {contents: write}\njobs: {a: {}}",
        "on: push\npermissions: {contents: read}\njobs: {a: {}, b: {}}",
      ],
      failing: ["on: push\npermissions: {contents: write}\njobs: {a: {}, b: {}}"]
    ) { pipeline in
      guard pipeline.jobs.count > 1 else { return [] }
      return (pipeline.root["permissions"]?.map?.entries ?? []).compactMap { entry in
        guard entry.value.scalarText == "write" else { return nil }
        return pipeline.fault(
          "All jobs may write \(entry.key)",
          "permissions/\(entry.key)",
          at: entry.keyPosition
        )
      }
    },
    PipelineRow.step(
      Rule(
        "PLM-W016",
        .low,
        "The token stays in the sources that are checked out",
        why:
          "Every later step finds it in .git/config, and so does who gets the folder as an artifact.",
        remedy: "Set persist-credentials: false",
        aliases: ["artipacked"],
        references: ["https://github.com/actions/checkout"],
        mappings: [.attack("T1552.001")]
      ),
      passing: [
        "- uses: actions/checkout@v4\n  with: {persist-credentials: false}",
        "- uses: actions/checkout@v4\n  with: {persist-credentials: 'false'}",
      ],
      failing: [
        "- uses: actions/checkout@v4",
        "- uses: actions/checkout@v4\n  with: {persist-credentials: true}",
      ]
    ) { step in
      guard step.action == "actions/checkout", let uses = step.uses else { return [] }
      let value = step.input("persist-credentials")
      guard value?.scalarText?.lowercased() != "false" else { return [] }
      return [("The token stays in what is checked out", value?.position ?? uses.position)]
    },
  ]

  private static let secrets: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W012",
        .low,
        "All steps are given a secret",
        why: "Every action and every program of the workflow reads it, whoever made them.",
        remedy: "Give it to the step that needs it",
        references: secretsPage,
        mappings: [.attack("T1552")]
      ),
      on: [.github],
      passing: [PipelineRow.steps("- env: {A: \"${{ secrets.B }}\"}\n  run: c")],
      failing: [
        "on: push\nenv: {A: \"${{ secrets.B }}\"}\njobs: {a: {steps: [{run: b}, {run: c}]}}",
        "on: push\njobs: {a: {env: {A: \"${{ secrets.B }}\"}, steps: [{run: b}, {run: c}]}}",
      ]
    ) { pipeline in
      let all =
        pipeline.environment
        + pipeline.jobs.filter { $0.steps.count > 1 }.flatMap(\.environment)
      return all.compactMap { value in
        guard value.text.after("secrets.") != nil, value.text.after("${{") != nil,
          value.text.after("secrets.GITHUB_TOKEN") == nil
        else { return nil }
        return pipeline.fault(
          "All steps are given \(value.name)",
          "env/\(value.name)",
          at: value.position
        )
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W013",
        .high,
        "A step is given all secrets",
        why: "It and all that it runs read every one of them, now and those that will be added.",
        remedy: "Name the secrets that are needed",
        aliases: ["overprovisioned-secrets"],
        references: secretsPage,
        mappings: [.attack("T1552")]
      ),
      on: [.github, .action],
      passing: [PipelineRow.steps("- env: {A: \"${{ secrets.B }}\"}\n  run: c")],
      failing: [
        PipelineRow.steps("- env: {A: \"${{ toJSON(secrets) }}\"}\n  run: c"),
        PipelineRow.steps("- env: {A: \"${{ secrets[inputs.b] }}\"}\n  run: c"),
      ]
    ) { pipeline in
      pipeline.variables.compactMap { way, value in
        let text = value.text.lowercased()
        guard text.after("tojson(secrets)") ?? text.after("secrets[") != nil else { return nil }
        return pipeline.fault("\(value.name) holds all secrets", way, at: value.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W014",
        .medium,
        "A workflow hands on all its secrets",
        why: "The other one reads every one of them, whoever changes it.",
        remedy: "Name the secrets that are needed",
        aliases: ["secrets-inherit"],
        references: secretsPage
      ),
      on: [.github],
      passing: ["on: push\njobs: {a: {uses: ./b.yml, secrets: {c: d}}}"],
      failing: ["on: push\njobs: {a: {uses: ./b.yml, secrets: inherit}}"]
    ) { pipeline in
      pipeline.jobs.compactMap { job in
        guard let node = job.node["secrets"], node.scalarText == "inherit" else { return nil }
        return pipeline.fault(
          "The job \(job.name) hands on all secrets",
          "\(job.name)/secrets",
          at: node.position
        )
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W015",
        .medium,
        "A secret is put into a script",
        why:
          "It is then among the arguments of processes, and a quote in it ends what it stands in. "
          + "Groovy writes it where Jenkins no longer hides it.",
        remedy: "Give it as a variable of the environment, and name that one",
        references: secretsPage,
        mappings: [.attack("T1552")]
      ),
      on: [.github, .action, .jenkins],
      passing: [
        PipelineRow.steps("- env: {A: \"${{ secrets.B }}\"}\n  run: c \"$A\""),
        "# Jenkinsfile\nsh 'curl -u $PASSWORD a'",
      ],
      failing: [
        PipelineRow.steps("- run: curl -u a:${{ secrets.B }} https://a.test"),
        "# Jenkinsfile\nsh \"curl -u ${DB_PASSWORD} a\"",
      ]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        script.expressions.compactMap { expression in
          let text = expression.text.trimmed
          let isSecret =
            pipeline.platform == .jenkins
            ? SecretWords.isName(String(text.dropping(prefix: "env.") ?? text))
            : text.hasPrefix("secrets.")
          guard isSecret else { return nil }
          let position = script.position(at: expression.offset)
          return pipeline.fault("\(text) is put into a script", "\(way)/\(text)", at: position)
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W018",
        .high,
        "A secret is written to the log",
        why:
          "It is hidden only as long as it is written as it was given, and logs are kept and read.",
        remedy: "Do not print it",
        references: secretsPage,
        mappings: [.attack("T1552")]
      ),
      passing: [
        PipelineRow.steps("- run: echo \"$A_TOKEN\" | docker login --password-stdin"),
        PipelineRow.steps("- run: echo \"$A_TOKEN\" > a"),
        PipelineRow.steps("- run: \"echo \\\"::add-mask::$A_TOKEN\\\"\""),
      ],
      failing: [
        PipelineRow.steps("- run: echo $API_TOKEN"),
        "# .gitlab-ci.yml\na: {script: [\"echo token $DB_PASSWORD\"]}",
      ]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        script.shell.allPipelines.compactMap { line in
          guard line.nodes.count == 1, let command = line.commands.first,
            ["echo", "printf"].contains(command.words.first?.text ?? ""),
            command.redirections.isEmpty,
            !command.words.contains(where: { $0.text.after("add-mask") != nil }),
            let name = command.words.flatMap(\.variables).first(where: SecretWords.isName)
          else { return nil }
          let position = script.position(at: command.offset)
          return pipeline.fault("\(name) is written to the log", "\(way)/\(name)", at: position)
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W029",
        .medium,
        "A part of a secret is used that the log does not hide",
        why: "Only whole secrets are hidden: what fromJSON takes out of one is shown.",
        remedy: "Make each value a secret of its own",
        aliases: ["unredacted-secrets"],
        references: secretsPage
      ),
      on: [.github, .action],
      passing: [PipelineRow.steps("- env: {A: \"${{ secrets.B }}\"}\n  run: c")],
      failing: [PipelineRow.steps("- env: {A: \"${{ fromJSON(secrets.B).c }}\"}\n  run: c")]
    ) { pipeline in
      pipeline.variables.compactMap { way, value in
        guard value.text.lowercased().after("fromjson(secrets.") != nil else { return nil }
        return pipeline.fault("\(value.name) is a part of a secret", way, at: value.position)
      }
    },
  ]

  private static let plain: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W030",
        .high,
        "A secret stands in the file of a pipeline",
        why: "Everybody who may read the sources has it, and the history keeps it.",
        remedy: "Give it as a secret, and change it: it is known now",
        references: secretsPage,
        mappings: [.nist("4.1.4"), .attack("T1552.001")]
      ),
      passing: [
        "on: push\nenv: {A_TOKEN: \"${{ secrets.B }}\", TOKEN_FILE: a}\njobs: {}",
        "# .gitlab-ci.yml\nvariables: {DB_PASSWORD: $B}\na: {script: b}",
      ],
      failing: [
        "on: push\nenv: {AWS_SECRET_ACCESS_KEY: abcdef}\njobs: {}",
        "# .gitlab-ci.yml\nvariables: {DB_PASSWORD: hunter2}\na: {script: b}",
        "# Jenkinsfile\nenvironment { DB_PASSWORD = 'hunter2' }",
        "# .circleci/config.yml\njobs: {a: {environment: {API_TOKEN: abcdef}}}",
      ]
    ) { pipeline in
      pipeline.variables.compactMap { way, value in
        guard SecretWords.isSecret(value) else { return nil }
        return pipeline.fault("\(value.name) is a secret in plain text", way, at: value.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W031",
        .high,
        "The password of a registry stands in a workflow",
        why: "Everybody who may read the sources has it, and the history keeps it.",
        remedy: "Give it as a secret, and change it: it is known now",
        aliases: ["hardcoded-container-credentials"],
        references: secretsPage,
        mappings: [.nist("4.1.4"), .attack("T1552.001")]
      ),
      on: [.github],
      passing: [
        "on: push\njobs: {a: {container: {image: \"x:1\", credentials: {username: u, password: \"${{ secrets.P }}\"}}}}"
      ],
      failing: [
        "on: push\njobs: {a: {container: {image: \"x:1\", credentials: {username: u, password: p}}}}",
        "on: push\njobs: {a: {services: {b: {image: \"x:1\", credentials: {password: p}}}}}",
      ]
    ) { pipeline in
      pipeline.jobs.flatMap { job in
        let services = job.node["services"]?.map?.entries.map(\.value) ?? []
        return ([job.node["container"]].compactMap(\.self) + services).compactMap { box -> Fault? in
          guard let node = box["credentials"]?["password"], let text = node.scalarText,
            text.after("${{") == nil
          else { return nil }
          return pipeline.fault(
            "The password of a registry stands in the file",
            "\(job.name)/credentials",
            at: node.position
          )
        }
      }
    },
  ]
}

import Formats
import Model

/// Strangers who get their words, their files or their commands into a pipeline.
enum InjectionTables {
  private static let page = [
    "https://docs.github.com/actions/concepts/security/script-injections"
  ]
  static let all: [TableCheck<Pipeline>] = scripts + triggers + conditions

  private static let scripts: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W003",
        .high,
        "Words of strangers are put into a script",
        why:
          "They are put in before the shell reads the script: a title or the name of a branch "
          + "becomes a command that runs with the secrets of the job.",
        remedy: "Give the value as a variable of the environment, and quote it",
        aliases: ["CKV_GHA_2", "template-injection"],
        references: page,
        mappings: [.attack("T1677"), .nist("4.1.2")]
      ),
      passing: [
        PipelineRow.steps("- env: {T: \"${{ github.event.issue.title }}\"}\n  run: echo \"$T\""),
        PipelineRow.steps("- run: echo ${{ github.sha }}"),
        PipelineRow.steps("- run: echo ${{ contains(github.event.issue.title, 'a') }}"),
        "# Jenkinsfile\nsh 'echo $CHANGE_TITLE'",
      ],
      failing: [
        PipelineRow.steps("- run: echo ${{ github.event.issue.title }}"),
        PipelineRow.steps("- run: |\n    a\n    git checkout ${{ github.head_ref || 'x' }}"),
        PipelineRow.steps(
          "- uses: actions/github-script@v7\n  with: {script: \"a('${{ github.event.comment.body }}')\"}"
        ),
        PipelineRow.steps("- run: echo ${{ github.event.commits[0].message }}"),
        PipelineRow.steps("- run: echo ${{ github.event['issue']['body'] }}"),
        "# azure-pipelines.yml\nsteps:\n- script: echo $(Build.SourceVersionMessage)",
        "# .circleci/config.yml\njobs: {a: {steps: [{run: \"echo << pipeline.git.branch >>\"}]}}",
        "# Jenkinsfile\nsh \"echo ${env.CHANGE_TITLE}\"",
      ]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        script.expressions.compactMap { expression in
          guard let part = Untrusted.part(of: expression.text, on: pipeline.platform) else {
            return nil
          }
          let position = script.position(at: expression.offset)
          return pipeline.fault("\(part) is put into a script", "\(way)/\(part)", at: position)
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W005",
        .low,
        "A value is put into a script",
        why: "Whoever decides of it, such as who starts the workflow, decides what runs.",
        remedy: "Give the value as a variable of the environment, and quote it",
        aliases: ["template-injection"],
        references: page,
        isOptional: true
      ),
      on: [.github, .action],
      passing: [
        PipelineRow.steps("- run: echo ${{ github.sha }} ${{ matrix.os }}"),
        PipelineRow.steps("- run: echo ${{ github.event.issue.title }}"),
      ],
      failing: [PipelineRow.steps("- run: echo ${{ inputs.name }}")]
    ) { pipeline in
      pipeline.scripts.flatMap { way, script in
        script.expressions.compactMap { expression in
          guard Untrusted.part(of: expression.text, on: pipeline.platform) == nil,
            !Untrusted.isHarmless(expression.text)
          else { return nil }
          let name = expression.text.trimmed
          let position = script.position(at: expression.offset)
          return pipeline.fault("\(name) is put into a script", "\(way)/\(name)", at: position)
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W025",
        .medium,
        "What strangers can reach writes the environment of later steps",
        why: "Whoever decides of a line of it sets LD_PRELOAD or PATH for what comes after.",
        remedy: "Hand values on as outputs of steps",
        aliases: ["github-env"],
        references: ["https://docs.github.com/actions/reference/security/secure-use"],
        mappings: [.attack("T1574")]
      ),
      on: [.github, .action],
      passing: [
        PipelineRow.steps("- run: echo A=$B >> $GITHUB_ENV"),
        "on: pull_request_target\npermissions: {}\njobs: {a: {steps: [{run: 'echo A=1 >> $GITHUB_ENV'}]}}",
      ],
      failing: [
        "on: pull_request_target\npermissions: {}\njobs: {a: {steps: [{run: 'echo A=$B >> \"$GITHUB_ENV\"'}]}}",
        "on: workflow_run\npermissions: {}\njobs: {a: {steps: [{run: 'cat a | tee -a $GITHUB_PATH'}]}}",
      ]
    ) { pipeline in
      guard pipeline.isTriggered(by: "pull_request_target", "workflow_run", "issue_comment") else {
        return []
      }
      return pipeline.scripts.flatMap { way, script in
        script.shell.commands.compactMap { command in
          let targets = command.redirections.map(\.target) + command.words.dropFirst()
          let isWritten = targets.contains {
            !$0.variables.filter { ["GITHUB_ENV", "GITHUB_PATH"].contains($0) }.isEmpty
          }
          let isFixed = command.words.allSatisfy { word in
            word.substitutions.isEmpty
              && word.variables.allSatisfy { ["GITHUB_ENV", "GITHUB_PATH"].contains($0) }
          }
          let programs = command.programs
          guard isWritten, !isFixed || programs.contains("tee") || programs.contains("cat") else {
            return nil
          }
          let position = script.position(at: command.offset)
          return pipeline.fault("A step writes the environment of later ones", way, at: position)
        }
      }
    },
  ]

  /// Whether a step takes the sources of a stranger.
  private static func headOf(_ step: PipelineStep) -> (text: String, position: DataNode.Position)? {
    let marks = [
      "github.event.pull_request.head", "github.head_ref", "github.event.workflow_run.head",
      "refs/pull/", "pull_request.head.sha",
    ]
    if step.action == "actions/checkout" {
      for input in ["ref", "repository"] {
        guard let node = step.input(input), let text = node.scalarText,
          marks.contains(where: { text.after($0) != nil })
        else { continue }
        return ("The sources of a stranger are checked out", node.position)
      }
    }
    for script in step.scripts where script.isShell {
      for command in script.shell.commands {
        let words = command.words.map(\.text)
        guard words.starts(with: ["gh", "pr", "checkout"]) else { continue }
        return ("The sources of a stranger are checked out", script.position(at: command.offset))
      }
    }
    return nil
  }

  private static let dangerous: Set = ["pull_request_target", "workflow_run", "issue_comment"]

  private static let triggers: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W010",
        .medium,
        "A workflow runs with secrets for what strangers do",
        why:
          "pull_request_target, workflow_run and issue_comment give the token and the secrets of the repository to "
          + "a run that a stranger starts.",
        remedy: "Use pull_request, or make sure that nothing of the request is run or trusted",
        aliases: ["dangerous-triggers"],
        references: [
          "https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows"
        ],
        mappings: [.attack("T1677")]
      ),
      on: [.github],
      passing: ["on: [push, pull_request]\njobs: {}"],
      failing: [
        "on: pull_request_target\njobs: {}", "on: [push, workflow_run]\njobs: {}",
        "on: {pull_request_target: {}}\njobs: {}", "on: issue_comment\njobs: {}",
      ]
    ) { pipeline in
      pipeline.triggers.filter { dangerous.contains($0.name) }.map {
        pipeline.fault("Strangers start it by \($0.name)", "on/\($0.name)", at: $0.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W011",
        .critical,
        "The sources of strangers are checked out where there are secrets",
        why: "Whatever of them is then built, tested or installed runs with all that the job has.",
        remedy: "Split it: build with pull_request, and act on the result in another workflow",
        references: [
          "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/"
        ],
        mappings: [.attack("T1677"), .attack("T1195.002")]
      ),
      on: [.github],
      passing: [
        "on: pull_request_target\njobs: {a: {steps: [{uses: actions/checkout@v4}]}}",
        "on: pull_request\njobs: {a: {steps: [{uses: actions/checkout@v4, with: {ref: \"${{ github.head_ref }}\"}}]}}",
      ],
      failing: [
        "on: pull_request_target\njobs: {a: {steps: [{uses: actions/checkout@v4, with: {ref: \"${{ github.event.pull_request.head.sha }}\"}}]}}",
        "on: issue_comment\njobs: {a: {steps: [{run: gh pr checkout 1}]}}",
      ]
    ) { pipeline in
      guard pipeline.isTriggered(by: "pull_request_target", "workflow_run", "issue_comment") else {
        return []
      }
      return pipeline.steps.compactMap { job, step in
        headOf(step).map {
          pipeline.fault($0.text, "\(job.name)/\(step.number)", at: $0.position)
        }
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W017",
        .medium,
        "Strangers run on a machine of one's own",
        why: "What a run leaves there meets the next one, and the network around it is open to it.",
        remedy: "Use machines that are thrown away, or ask for approval of strangers' runs",
        aliases: ["self-hosted-runner"],
        references: ["https://docs.github.com/actions/reference/security/secure-use"],
        mappings: [.nist("4.5.2")]
      ),
      on: [.github],
      passing: [
        "on: push\njobs: {a: {runs-on: self-hosted}}",
        "on: pull_request\njobs: {a: {runs-on: ubuntu-24.04}}",
      ],
      failing: [
        "on: pull_request\njobs: {a: {runs-on: [self-hosted, linux]}}",
        "on: [issue_comment]\njobs: {a: {runs-on: {group: a}}}",
      ]
    ) { pipeline in
      guard
        pipeline.isTriggered(
          by: "pull_request",
          "pull_request_target",
          "issue_comment",
          "workflow_run",
          "issues"
        )
      else { return [] }
      return pipeline.jobs.compactMap { job in
        guard
          let runner = job.runners.first(where: { $0.text == "self-hosted" || $0.name == "group" })
        else { return nil }
        let text = "Strangers run on \(runner.text) (\(job.name))"
        return pipeline.fault(text, "\(job.name)/runs-on", at: runner.position)
      }
    },
  ]

  /// The conditions of jobs and steps.
  private static func conditions(
    _ pipeline: Pipeline
  ) -> [(way: String, text: String, node: DataNode)] {
    pipeline.jobs.flatMap { job in
      let own = job.node["if"].map { [(job.name, $0.scalarText ?? "", $0)] } ?? []
      return own.map { (way: $0.0, text: $0.1, node: $0.2) }
        + job.steps.compactMap { step in
          step.node["if"].map {
            (way: "\(job.name)/\(step.number)", text: $0.scalarText ?? "", node: $0)
          }
        }
    }
  }

  private static let conditions: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W026",
        .high,
        "A condition is always true",
        why: "Text around ${{ }} makes it a text, and a text that is not empty is true.",
        remedy: "Write the condition without ${{ }}, or with nothing around it",
        aliases: ["unsound-condition"],
        references: ["https://docs.github.com/actions/reference/workflows-and-actions/expressions"]
      ),
      on: [.github, .action],
      passing: [
        PipelineRow.steps("- if: ${{ a == 'b' }}\n  run: a"),
        PipelineRow.steps("- if: a == 'b'\n  run: a"),
        PipelineRow.steps("- if: |\n    a == 'b'\n  run: a"),
        PipelineRow.steps("- if: ${{ a }} == 'b'\n  run: a"),
      ],
      failing: [
        PipelineRow.steps("- if: |\n    ${{ a == 'b' }}\n  run: a"),
        PipelineRow.steps("- if: \"${{ a == 'b' }} \"\n  run: a"),
        PipelineRow.steps("- if: ${{ a }} && ${{ b }}\n  run: a"),
      ]
    ) { pipeline in
      conditions(pipeline).compactMap { way, text, node in
        guard let inner = text.after("${{"), let tail = inner.after("}}") else { return nil }
        let isOnly = text.hasPrefix("${{") && tail.isEmpty
        // GitHub takes what has an operator outside for an expression that compares texts.
        let isCompared = tail.trimmed.hasPrefix("==") || tail.trimmed.hasPrefix("!=")
        guard !isOnly, !isCompared else { return nil }
        return pipeline.fault("A condition is always true", "\(way)/if", at: node.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W027",
        .medium,
        "A bot is known by its name alone",
        why:
          "github.actor is who did the last thing: a stranger's request that a bot touched passes.",
        remedy: "Compare github.event.pull_request.user.login",
        aliases: ["bot-conditions"],
        references: ["https://docs.github.com/actions/reference/workflows-and-actions/contexts"]
      ),
      on: [.github, .action],
      passing: [
        "on: pull_request_target\njobs: {a: {if: \"github.event.pull_request.user.login == 'dependabot[bot]'\"}}",
        "on: push\njobs: {a: {if: \"github.actor == 'dependabot[bot]'\"}}",
      ],
      failing: [
        "on: pull_request_target\njobs: {a: {if: \"github.actor == 'dependabot[bot]'\"}}",
        "on: pull_request_target\njobs: {a: {steps: [{if: \"github.triggering_actor == 'a[bot]'\", run: b}]}}",
      ]
    ) { pipeline in
      guard
        pipeline.isTriggered(
          by: "pull_request",
          "pull_request_target",
          "workflow_run",
          "issue_comment"
        )
      else {
        return []
      }
      return conditions(pipeline).compactMap { way, text, node in
        guard text.after("[bot]'") != nil, text.after("!=") == nil,
          text.after("github.actor") != nil || text.after("github.triggering_actor") != nil
        else { return nil }
        return pipeline.fault("A bot is known by its name alone", "\(way)/if", at: node.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W028",
        .medium,
        "A condition looks for a text within another",
        why: "contains('main next', x) is true for every part of it, such as a branch called ma.",
        remedy: "Compare with each value, or look in a list made by fromJSON",
        aliases: ["unsound-contains"],
        references: ["https://docs.github.com/actions/reference/workflows-and-actions/expressions"]
      ),
      on: [.github, .action],
      passing: [PipelineRow.steps("- if: contains(fromJSON('[\"a\"]'), github.ref)\n  run: a")],
      failing: [
        PipelineRow.steps("- if: contains('refs/heads/a refs/heads/b', github.ref)\n  run: a")
      ]
    ) { pipeline in
      conditions(pipeline).compactMap { way, text, node in
        guard let inner = text.after("contains('"), let (list, rest) = inner.cut(at: "'"),
          list.contains(" ") || list.contains(","),
          rest.after("github.") ?? rest.after("inputs.") != nil
        else { return nil }
        return pipeline.fault(
          "A condition looks for a part of a text",
          "\(way)/if",
          at: node.position
        )
      }
    },
  ]
}

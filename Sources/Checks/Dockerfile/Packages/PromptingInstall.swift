import Formats
import Model

/// A package manager that asks before it installs.
struct PromptRow: Sendable {
  var id: String
  var alias: String?
  var form: InstallForm
  /// Options that answer for the user.
  var options: [String]
  /// A variable that does.
  var variable: String?
  var passing: [String]
  var failing: String

  static let all: [PromptRow] = [
    PromptRow(
      id: "PLM-D120",
      alias: "DL3014",
      form: .apt,
      options: ["-y", "--yes", "--assume-yes", "-qq", "--quiet=2", "--force-yes"],
      passing: [
        "apt-get install -y a=1", "apt-get -yq install a=1", "apt-get install --yes a=1",
        "apt-get -q -q install a=1",
      ],
      failing: "apt-get install a=1"
    ),
    PromptRow(
      id: "PLM-D121",
      alias: "DL3030",
      form: .yum,
      options: ["-y", "--assumeyes"],
      passing: ["yum install -y a-1"],
      failing: "yum install a-1"
    ),
    PromptRow(
      id: "PLM-D122",
      alias: "DL3038",
      form: InstallForm(
        programs: ["dnf", "dnf5", "microdnf"],
        verbs: [["install"], ["groupinstall"], ["localinstall"]]
      ),
      options: ["-y", "--assumeyes"],
      passing: ["dnf install -y a-1"],
      failing: "dnf install a-1"
    ),
    PromptRow(
      id: "PLM-D123",
      alias: "DL3034",
      form: InstallForm(
        programs: ["zypper"],
        verbs: ["install", "in", "remove", "rm", "patch", "update", "up", "dup"].map { [$0] }
      ),
      options: ["-y", "--no-confirm", "-n", "--non-interactive"],
      passing: ["zypper -n in a=1", "zypper install --no-confirm a=1"],
      failing: "zypper in a=1"
    ),
    PromptRow(
      id: "PLM-D124",
      form: InstallForm(programs: ["pacman"], verbs: [[]]),
      options: ["--noconfirm", "-Q", "-T", "-D", "--database", "-k"],
      passing: ["pacman -Syu --noconfirm a", "pacman -Q a"],
      failing: "pacman -Sy a"
    ),
    PromptRow(
      id: "PLM-D125",
      form: .conda,
      options: ["-y", "--yes"],
      variable: "CONDA_ALWAYS_YES",
      passing: ["conda install -y a=1"],
      failing: "conda install a=1"
    ),
  ]
}

/// An installation that waits for an answer.
struct PromptingInstall: Check {
  let rule: Rule
  let examples: Examples
  private let row: PromptRow

  init(_ row: PromptRow) {
    self.row = row
    let name = row.form.programs.contains("apt") ? "apt-get" : row.form.programs.sorted()[0]
    rule = Rule(
      row.id,
      .medium,
      "\(name) asks before it installs",
      why: "Nobody is there to answer: the build fails.",
      remedy: "Add \(row.options[0])",
      aliases: row.alias.map { [$0] } ?? []
    )
    examples = Examples(
      passing: row.passing.map { "FROM a:1\nRUN \($0)\n" },
      failing: ["FROM a:1\nRUN \(row.failing)\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, step in
      guard row.form.packages(of: command) != nil, !command.has(row.options),
        command.texts.filter({ $0 == "-q" }).count < 2,
        row.variable.map({ step.run?.environment[$0] == nil }) ?? true
      else { return nil }
      // What `yes` answers is answered.
      if step.run?.invocations.contains(where: { $0.name == "yes" }) == true { return nil }
      return rule.title
    }
  }
}

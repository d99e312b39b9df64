import Formats
import Model

private let aptReference = "https://docs.docker.com/build/building/best-practices/#apt-get"

/// Packages that are merely recommended.
struct NoInstallRecommends: Check {
  let rule = Rule(
    "PLM-D079",
    .low,
    "apt-get installs packages that are only recommended",
    why: "They make the image larger and give attackers more to use, and nothing needs them.",
    remedy: "Add --no-install-recommends",
    aliases: ["DL3015"],
    references: [aptReference],
    mappings: [.cisDocker("4.3"), .nist("4.1.1")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN apt-get install -y --no-install-recommends a=1\n",
      "FROM a:1\nRUN apt-get install -y -o APT::Install-Recommends=false a=1\n",
    ],
    failing: ["FROM a:1\nRUN apt-get install -y a=1\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard let packages = InstallForm.apt.packages(of: command), !packages.isEmpty,
        !command.has("--no-install-recommends", "-R", "--without-recommends"),
        !command.texts.contains(where: { $0.lowercased().after("install-recommends=") != nil })
      else { return nil }
      return rule.title
    }
  }
}

/// A whole system brought to another release.
struct SystemUpgrade: Check {
  let rule = Rule(
    "PLM-D078",
    .low,
    "The whole system is taken to another release",
    why: "What the base image was tested as is then gone: base on the release that is wanted.",
    remedy: "Use a newer base image",
    aliases: ["DL3005", "DL3035"],
    references: [aptReference]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN apt-get upgrade -y\n", "FROM a:1\nRUN zypper -n patch\n"],
    failing: [
      "FROM a:1\nRUN apt-get dist-upgrade -y\n", "FROM a:1\nRUN zypper -n dup\n",
      "FROM a:1\nRUN zypper --non-interactive dist-upgrade\n",
    ]
  )

  private static let verbs: [String: Set<String>] = [
    "apt-get": ["dist-upgrade"], "apt": ["dist-upgrade", "full-upgrade"],
    "zypper": ["dup", "dist-upgrade"],
    "dnf": ["system-upgrade", "distro-sync"],
  ]

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, _ in
      guard let verbs = Self.verbs[command.name], let verb = command.operands().first?.text,
        verbs.contains(verb)
      else { return nil }
      return "\(command.name) \(verb) takes the whole system to another release"
    }
  }
}

/// Lists that are fetched in a layer of their own.
struct UpdateAlone: Check {
  let rule = Rule(
    "PLM-D081",
    .medium,
    "Package lists are fetched in a RUN of their own",
    why:
      "The builder keeps that layer: later builds install from lists as old as it is, and miss fixes "
      + "or fail.",
    remedy: "Update and install in one RUN",
    references: [aptReference]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nRUN apt-get update && apt-get install -y a=1\n",
      "FROM a:1\nRUN --mount=type=cache,target=/var/lib/apt apt-get update\n",
    ],
    failing: [
      "FROM a:1\nRUN apt-get update\nRUN apt-get install -y a=1\n", "FROM a:1\nRUN apk update\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.compactMap { step in
      guard let run = step.run, !step.mounts(below: ["/var/lib/apt", "/var/cache/apk"]) else {
        return nil
      }
      let managers: Set = ["apt-get", "apt", "aptitude", "apk"]
      let verbs = run.invocations.filter { managers.contains($0.name) }
        .map { ($0, $0.operands().first?.text ?? "") }
      guard let update = verbs.first(where: { $0.1 == "update" })?.0,
        verbs.allSatisfy({ ["update", "clean", "autoclean"].contains($0.1) }),
        run.script.commands.count <= verbs.count + 2
      else { return nil }
      return file.finding(rule, in: step, at: update.position)
    }
  }
}

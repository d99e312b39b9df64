import Formats
import Model

private let userReference = "https://docs.docker.com/build/building/best-practices/#user"

extension DockerfileSubject {
  /// The `USER` that the image ends with; `nil` where none is set.
  fileprivate var lastUser: DockerfileStep? {
    guard var index = stages.last?.index else { return nil }
    while true {
      if let step = steps.last(where: { $0.keyword == .user && $0.stage == index && !$0.isDeferred }
      ) {
        return step
      }
      guard case .stage(let base) = bases[index].kind else { return nil }
      index = base
    }
  }
}

extension DockerfileStep {
  /// The user of a `USER`, without the group.
  fileprivate var user: String {
    let text = instruction.text.text.filter { $0 != "\"" && $0 != "'" }
    return String(text.cut(at: ":")?.before ?? text[...])
  }
}

/// The image runs as root, on purpose.
struct RootUser: Check {
  let rule = Rule(
    "PLM-D050",
    .high,
    "The image runs as root",
    why:
      "Whoever takes over a process that is root in a container needs one more flaw to be root on "
      + "the host.",
    remedy: "End with USER and a number other than 0",
    aliases: ["DL3002"],
    references: [userReference],
    mappings: [.cisDocker("4.1"), .nist("4.1.2")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nUSER root\nRUN a\nUSER 1000\n", "FROM a:1 AS b\nUSER root\nFROM a:1\nUSER 1\n",
      "FROM a:1\n",
    ],
    failing: [
      "FROM a:1\nUSER 1\nUSER root\n", "FROM a:1\nUSER 0:0\n", "FROM a:1 AS b\nUSER root\nFROM b\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    guard let step = file.lastUser, ["root", "0"].contains(step.user) else { return [] }
    return [file.finding(rule, in: step)]
  }
}

/// The image runs as whoever the base image says.
struct NoUser: Check {
  let rule = Rule(
    "PLM-D051",
    .medium,
    "No USER is set",
    why: "The image runs as whoever its base says, and most of them say root.",
    remedy: "End with USER and a number other than 0",
    references: [userReference],
    mappings: [.cisDocker("4.1"), .nist("4.1.2")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nUSER 1\n", "FROM a:1 AS b\nUSER 1\nFROM b\n",
      "FROM gcr.io/distroless/static:nonroot\n",
    ],
    failing: ["FROM a:1\n", "FROM a:1 AS b\nUSER 1\nFROM a:1\nCOPY --from=b x /y\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    guard let last = file.stages.last, file.lastUser == nil else { return [] }
    let images = file.shippedStages.map { file.bases[$0] }
    // Some bases say by their name that they are nobody's.
    let isNobody = images.contains {
      [$0.tag ?? "", $0.name].contains {
        $0.after("nonroot") != nil || $0.after("rootless") != nil
          || $0.after("unprivileged") != nil
      }
    }
    if isNobody { return [] }
    return [file.finding(rule, anchor: "stage \(last.index)/USER", at: last.from.position)]
  }
}

/// A user by name.
struct NonNumericUser: Check {
  let rule = Rule(
    "PLM-D052",
    .negligible,
    "The user is given by name",
    why:
      "Kubernetes can only make sure that a container does not run as root when the user is a number.",
    remedy: "Give the number of the user",
    aliases: ["DL3066"],
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
    isOptional: true
  )
  let examples = Examples(
    passing: ["FROM a:1\nUSER 1000:1000\n", "FROM a:1\nUSER $UID\n"],
    failing: ["FROM a:1\nUSER app\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .user) { step in
      !step.user.contains("$") && !step.user.utf8.allSatisfy(\.isASCIIDigit)
    }
  }
}

/// A secret in a variable, which stays in the image.
struct SecretInVariable: Check {
  let rule = Rule(
    "PLM-D053",
    .high,
    "A secret is given in ARG or ENV",
    why:
      "Both stay in the image's settings or history, and everyone who can pull it can read them.",
    remedy: "Mount it for the one RUN that needs it: --mount=type=secret",
    aliases: ["DL3064", "SecretsUsedInArgOrEnv"],
    references: ["https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/"],
    mappings: [.cisDocker("4.10"), .nist("4.1.4")]
  )
  let examples = Examples(
    passing: [
      "FROM a:1\nARG VERSION\nENV TOKENIZERS_PARALLELISM=1 PUBLIC_KEY=a PASSWORD_FILE=/run/x\n",
      "FROM a:1\nENV MONKEY=1 SECRET_NAME=a\n",
    ],
    failing: [
      "FROM a:1\nARG NPM_TOKEN\n", "FROM a:1\nENV DB_PASSWORD=a\n",
      "FROM a:1\nENV AWS_SECRET_ACCESS_KEY a\n", "ARG GITHUB_TOKEN\nFROM a:1\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.steps.filter { $0.keyword == .arg || $0.keyword == .env }.flatMap { step in
      step.instruction.pairs.compactMap { pair in
        guard SecretWords.isName(pair.name.text),
          pair.value.map({ SecretWords.isSaid($0.bare) }) ?? true
        else {
          return nil
        }
        let title = "\(step.keyword.name) \(pair.name.text) looks like a secret"
        return file.finding(rule, title, in: step, at: pair.name.position)
      }
    }
  }
}

/// `RUN --security=insecure`.
struct InsecureRun: Check {
  let rule = Rule(
    "PLM-D055",
    .high,
    "A RUN asks for full privileges on the machine that builds",
    why: "What it runs, and every package it fetches, can do there what root can.",
    remedy: "Do without --security=insecure",
    references: ["https://docs.docker.com/reference/dockerfile/#run---security"],
    mappings: [.nist("4.5.2")]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN --security=sandbox a\n"],
    failing: ["FROM a:1\nRUN --security=insecure a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .run) { $0.instruction.flag("security") == "insecure" }
  }
}

/// `RUN --network=host`.
struct HostNetwork: Check {
  let rule = Rule(
    "PLM-D056",
    .medium,
    "A RUN uses the network of the machine that builds",
    why:
      "It reaches what listens on that machine's loopback, such as its engine and its credentials.",
    remedy: "Do without --network=host",
    references: ["https://docs.docker.com/reference/dockerfile/#run---network"],
    mappings: [.nist("4.5.2")]
  )
  let examples = Examples(
    passing: ["FROM a:1\nRUN --network=none a\n"],
    failing: ["FROM a:1\nRUN --network=host a\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule, at: .run) { $0.instruction.flag("network") == "host" }
  }
}

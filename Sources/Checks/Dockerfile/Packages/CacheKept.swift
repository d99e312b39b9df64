import Formats
import Model

/// A package manager that leaves files behind, and how they are taken away.
struct CacheRow: Sendable {
  var id: String
  var name: String
  var alias: String?
  /// Whether a command leaves something behind.
  var fills: @Sendable (Invocation) -> Bool
  /// Whether a command takes it away.
  var cleans: @Sendable (Invocation) -> Bool
  /// Places where it lies: mounted, nothing is left in the image.
  var places: [String]
  /// A variable that switches it off.
  var variable: String? = nil
  var howTo: String
  var passing: [String]
  var failing: String

  static let all: [CacheRow] = [
    CacheRow(
      id: "PLM-D130",
      name: "apt-get",
      alias: "DL3009",
      fills: {
        ["apt-get", "apt", "aptitude"].contains($0.name) && $0.operands().first?.text == "update"
      },
      cleans: { $0.removes("var/lib/apt") },
      places: ["/var/lib/apt"],
      howTo: "rm -rf /var/lib/apt/lists/* in the same RUN",
      passing: ["apt-get update && apt-get install -y a=1 && rm -rf /var/lib/apt/lists/*"],
      failing: "apt-get update && apt-get install -y a=1"
    ),
    CacheRow(
      id: "PLM-D131",
      name: "apk",
      alias: "DL3019",
      fills: { InstallForm.apk.packages(of: $0) != nil && !$0.has("--no-cache") },
      cleans: { $0.removes("var/cache/apk") },
      places: ["/var/cache/apk", "/etc/apk/cache"],
      howTo: "apk add --no-cache",
      passing: ["apk add --no-cache a=1", "apk add a=1 && rm -rf /var/cache/apk/*"],
      failing: "apk add a=1"
    ),
    CacheRow(
      id: "PLM-D132",
      name: "yum",
      alias: "DL3032",
      fills: { InstallForm.yum.packages(of: $0) != nil },
      cleans: {
        $0.name == "yum" && $0.operands().first?.text == "clean" || $0.removes("var/cache/yum")
      },
      places: ["/var/cache/yum"],
      howTo: "yum clean all in the same RUN",
      passing: ["yum install -y a-1 && yum clean all"],
      failing: "yum install -y a-1"
    ),
    CacheRow(
      id: "PLM-D133",
      name: "zypper",
      alias: "DL3036",
      fills: { InstallForm.zypper.packages(of: $0) != nil },
      cleans: {
        $0.name == "zypper" && ["clean", "cc"].contains($0.operands().first?.text)
          || $0.removes("var/cache/zypp")
      },
      places: ["/var/cache/zypp"],
      howTo: "zypper clean --all in the same RUN",
      passing: ["zypper -n in a=1 && zypper cc -a"],
      failing: "zypper -n in a=1"
    ),
    CacheRow(
      id: "PLM-D134",
      name: "dnf",
      alias: "DL3040",
      fills: { InstallForm.dnf.packages(of: $0) != nil },
      cleans: {
        InstallForm.dnf.programs.contains($0.name) && $0.operands().first?.text == "clean"
          || $0.removes("var/cache/dnf") || $0.removes("var/cache/yum")
          || $0.removes("var/cache/libdnf5")
      },
      places: ["/var/cache/dnf", "/var/cache/libdnf5"],
      howTo: "dnf clean all in the same RUN",
      passing: [
        "dnf install -y a-1 && dnf clean all", "microdnf install -y a-1 && rm -rf /var/cache/dnf",
      ],
      failing: "dnf install -y a-1"
    ),
    CacheRow(
      id: "PLM-D135",
      name: "pip",
      alias: "DL3042",
      fills: {
        InstallForm.pip.packages(of: $0) != nil && !$0.has("--no-cache-dir")
          && $0.assignments["PIP_NO_CACHE_DIR"] == nil
      },
      cleans: {
        $0.name.hasPrefix("pip") && $0.texts.starts(with: ["cache", "purge"])
          || $0.removes(".cache")
      },
      places: ["/root/.cache", "/.cache/pip"],
      variable: "PIP_NO_CACHE_DIR",
      howTo: "pip install --no-cache-dir",
      passing: ["pip install --no-cache-dir a==1", "pip install a==1 && rm -rf /root/.cache"],
      failing: "python3 -m pip install a==1"
    ),
    CacheRow(
      id: "PLM-D136",
      name: "yarn",
      alias: "DL3060",
      fills: { $0.name == "yarn" && ["install", "add"].contains($0.operands().first?.text) },
      cleans: {
        $0.name == "yarn" && $0.texts.starts(with: ["cache", "clean"]) || $0.removes(".cache")
      },
      places: ["/.cache/yarn", ".yarn/cache", "yarn"],
      variable: "YARN_CACHE_FOLDER",
      howTo: "yarn cache clean in the same RUN",
      passing: ["yarn install && yarn cache clean"],
      failing: "yarn install"
    ),
    CacheRow(
      id: "PLM-D137",
      name: "conda",
      fills: { InstallForm.conda.packages(of: $0) != nil },
      cleans: {
        InstallForm.conda.programs.contains($0.name) && $0.operands().first?.text == "clean"
      },
      places: ["/pkgs"],
      howTo: "conda clean --all in the same RUN",
      passing: ["conda install -y a=1 && conda clean -afy"],
      failing: "conda install -y a=1"
    ),
  ]
}

extension Invocation {
  /// Whether it removes files below such a folder.
  fileprivate func removes(_ folder: String) -> Bool {
    guard name == "rm" || name == "find" && has("-delete") else { return false }
    return arguments.contains {
      $0.text.after(folder) != nil
        || $0.text.hasSuffix("/var/cache/*") && folder.hasPrefix("var/cache")
    }
  }
}

/// Files of a package manager that stay in the image.
struct CacheKept: Check {
  let rule: Rule
  let examples: Examples
  private let row: CacheRow

  init(_ row: CacheRow) {
    self.row = row
    rule = Rule(
      row.id,
      .low,
      "What \(row.name) downloads stays in the image",
      why:
        "It makes the image larger and is of no use in it. Deleting it in a later instruction does not "
        + "take it out of the layer it is in.",
      remedy: "Use \(row.howTo), or mount the folder: --mount=type=cache",
      aliases: row.alias.map { [$0] } ?? [],
      references: ["https://docs.docker.com/build/building/best-practices/#apt-get"]
    )
    let unshipped = "FROM a:1 AS b\nRUN \(row.failing)\nFROM a:1\n"
    let mounted = "FROM a:1\nRUN --mount=type=cache,target=\(row.places[0]) \(row.failing)\n"
    examples = Examples(
      passing: row.passing.map { "FROM a:1\nRUN \($0)\n" } + [unshipped, mounted],
      failing: ["FROM a:1\nRUN \(row.failing)\n", "FROM a:1 AS b\nRUN \(row.failing)\nFROM b\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let shipped = file.shippedStages
    return file.steps.compactMap { step in
      guard let run = step.run, let stage = step.stage, shipped.contains(stage),
        let place = run.invocations.firstIndex(where: { row.fills($0) }),
        // A step that cleans up first leaves what comes behind it.
        !run.invocations[place...].contains(where: { row.cleans($0) }),
        row.variable.map({ run.environment[$0] == nil }) ?? true,
        !step.mounts(below: row.places)
      else { return nil }
      return file.finding(rule, in: step, at: run.invocations[place].position)
    }
  }
}

extension DockerfileStep {
  /// Whether a cache or memory is mounted at such a place.
  func mounts(below places: [String]) -> Bool {
    instruction.flags.contains { flag in
      guard flag.name == "mount", let value = flag.value else { return false }
      var target = ""
      var kind = "bind"
      for part in value.pieces(on: ",") {
        guard let (name, text) = part.cut(at: "=") else { continue }
        if ["target", "dst", "destination"].contains(name) { target = String(text) }
        if name == "type" { kind = String(text) }
      }
      return ["cache", "tmpfs"].contains(kind) && places.contains { target.after($0) != nil }
    }
  }
}

import Formats
import Model

/// A tool that downloads the same again for every build unless its folder is kept.
struct MountRow: Sendable {
  var id: String
  var name: String
  var alias: String
  var programs: Set<String>
  var verbs: Set<String>
  var places: [String]

  static let all: [MountRow] = [
    MountRow(
      id: "PLM-D150",
      name: "npm",
      alias: "DL3068",
      programs: ["npm"],
      verbs: ["install", "ci", "install-ci-test", "it", "i"],
      places: [".npm"]
    ),
    MountRow(
      id: "PLM-D151",
      name: "cargo",
      alias: "DL3069",
      programs: ["cargo"],
      verbs: ["build", "install", "fetch", "test", "check", "clippy"],
      places: [".cargo", "/cargo"]
    ),
    MountRow(
      id: "PLM-D152",
      name: "go",
      alias: "DL3070",
      programs: ["go"],
      verbs: ["build", "get", "install", "test", "mod"],
      places: ["go-build", "go/pkg/mod"]
    ),
    MountRow(
      id: "PLM-D153",
      name: "Maven",
      alias: "DL3071",
      programs: ["mvn", "mvnw"],
      verbs: ["install", "compile", "package", "test", "verify", "deploy", "dependency:resolve"],
      places: [".m2"]
    ),
    MountRow(
      id: "PLM-D154",
      name: "Gradle",
      alias: "DL3072",
      programs: ["gradle", "gradlew"],
      verbs: ["build", "assemble", "test", "dependencies", "bootJar", "jar"],
      places: [".gradle"]
    ),
    MountRow(
      id: "PLM-D155",
      name: "Composer",
      alias: "DL3073",
      programs: ["composer"],
      verbs: ["install", "update", "require"],
      places: [".composer/cache", "/tmp/cache"]
    ),
    MountRow(
      id: "PLM-D156",
      name: "NuGet",
      alias: "DL3074",
      programs: ["dotnet", "nuget"],
      verbs: ["restore", "build", "publish", "test"],
      places: [".nuget"]
    ),
    MountRow(
      id: "PLM-D157",
      name: "pnpm",
      alias: "DL3075",
      programs: ["pnpm"],
      verbs: ["install", "add", "fetch", "i"],
      places: ["pnpm"]
    ),
    MountRow(
      id: "PLM-D158",
      name: "Mix",
      alias: "DL3076",
      programs: ["mix"],
      verbs: ["deps.get", "deps.compile", "compile"],
      places: [".hex", ".mix"]
    ),
    MountRow(
      id: "PLM-D159",
      name: "Bundler",
      alias: "DL3077",
      programs: ["bundle", "gem"],
      verbs: ["install", "update"],
      places: ["bundle", ".gem"]
    ),
  ]
}

/// A folder that could be kept from build to build and is not.
struct NoCacheMount: Check {
  let rule: Rule
  let examples: Examples
  private let row: MountRow

  init(_ row: MountRow) {
    self.row = row
    rule = Rule(
      row.id,
      .negligible,
      "What \(row.name) downloads is not kept from build to build",
      why: "Every build fetches it again, and it stays in the layer unless it is deleted.",
      remedy: "Mount its folder: --mount=type=cache,target=…/\(row.places[0])",
      aliases: [row.alias],
      references: ["https://docs.docker.com/build/cache/optimize/#use-cache-mounts"],
      isOptional: true
    )
    let command = "\(row.programs.sorted()[0]) \(row.verbs.sorted()[0])"
    examples = Examples(
      passing: ["FROM a:1\nRUN --mount=type=cache,target=/x/\(row.places[0]) \(command)\n"],
      failing: ["FROM a:1\nRUN \(command)\n"]
    )
  }

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.findings(rule) { command, step in
      guard row.programs.contains(command.name), !step.mounts(below: row.places),
        command.operands().contains(where: { row.verbs.contains($0.text) })
      else { return nil }
      return rule.title
    }
  }
}

import Formats
import Model

private let fromReference = "https://docs.docker.com/reference/dockerfile/#from"
private let pinReference =
  "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"

/// A base image without a tag.
struct NoTag: Check {
  let rule = Rule(
    "PLM-D001",
    .medium,
    "The base image has no tag",
    why:
      "Without a tag the builder takes what is called latest on the day of the build: two builds "
      + "of one file differ, and nobody can tell what an image was made from.",
    remedy: "Name a tag, or better a tag and a digest",
    aliases: ["DL3006"],
    references: [pinReference],
    mappings: [.cisDocker("4.2"), .nist("4.1.2")]
  )
  let examples = Examples(
    passing: [
      "FROM debian:12\n", "FROM scratch\n", "FROM debian:12 AS a\nFROM a\n", "ARG I\nFROM $I\n",
      "FROM debian@sha256:0000000000000000000000000000000000000000000000000000000000000000\n",
    ],
    failing: ["FROM debian\n", "FROM registry.test:5000/a/b AS c\n", "ARG I=debian\nFROM ${I}\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.baseFindings(rule) { base in
      base.kind == .image && base.tag == nil && base.digest == nil
        ? "The base image \(base.name) has no tag" : nil
    }
  }
}

/// The tag `latest`.
struct LatestTag: Check {
  let rule = Rule(
    "PLM-D002",
    .medium,
    "The base image is whatever is latest",
    why: "The tag latest moves: an image that was built and tested yesterday is another one today.",
    remedy: "Name the version that was tested",
    aliases: ["DL3007"],
    references: [pinReference],
    mappings: [.cisDocker("4.2"), .nist("4.1.2")]
  )
  let examples = Examples(
    passing: [
      "FROM debian:12\n",
      "FROM a:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000\n",
    ],
    failing: [
      "FROM debian:latest\n", "ARG T=latest\nFROM debian:$T\n", "ARG R\nFROM $R/a:latest\n",
    ]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.baseFindings(rule) { base in
      [.image, .unknown].contains(base.kind) && base.tag == "latest" && base.digest == nil
        ? "The base image \(base.name) is whatever is latest" : nil
    }
  }
}

/// A base image without a digest.
struct NoDigest: Check {
  let rule = Rule(
    "PLM-D003",
    .low,
    "The base image is not pinned to a digest",
    why: "A tag can be moved by whoever may push to the registry; a digest cannot.",
    remedy: "Add the digest of the image behind the tag, and let a tool raise it",
    references: [pinReference],
    mappings: [.nist("4.1.5")],
    isOptional: true
  )
  let examples = Examples(
    passing: [
      "FROM a:1@sha256:0000000000000000000000000000000000000000000000000000000000000000\n",
      "FROM scratch\n",
    ],
    failing: ["FROM debian:12\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.baseFindings(rule) { base in
      base.kind == .image && base.digest == nil
        ? "The base image \(base.name) is not pinned to a digest" : nil
    }
  }
}

/// An image from a registry that is not among those the user trusts.
struct UntrustedRegistry: Check {
  let rule = Rule(
    "PLM-D004",
    .high,
    "The base image is from a registry that is not trusted",
    why:
      "The settings name the registries that images may come from, and this one is not among them.",
    remedy: "Use an image from a registry that is trusted, or add this one to those",
    aliases: ["DL3026"],
    references: [fromReference],
    mappings: [.nist("4.1.5"), .cisDocker("4.2")]
  )
  /// They need settings; see the tests.
  let examples = Examples(passing: ["FROM debian:12\n"], failing: [])

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    let trusted = file.options.trustedRegistries
    guard !trusted.isEmpty else { return [] }
    return file.baseFindings(rule) { base in
      guard base.kind == .image, !trusted.contains(where: { Self.covers($0, base.registry) }) else {
        return nil
      }
      return "The base image \(base.name) is from \(base.registry), which is not trusted"
    }
  }

  private static func covers(_ pattern: String, _ registry: String) -> Bool {
    GlobPattern(pattern == "hub.docker.com" ? "docker.io" : pattern).matches(registry)
  }
}

/// A platform that is written into the file.
struct ConstantPlatform: Check {
  let rule = Rule(
    "PLM-D005",
    .low,
    "The platform of the base image is fixed",
    why: "The file then builds for one platform alone, whatever the builder is asked for.",
    remedy: "Leave the platform to the builder, or use $BUILDPLATFORM and $TARGETPLATFORM",
    aliases: ["DL3029", "FromPlatformFlagConstDisallowed"],
    references: [
      "https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/"
    ]
  )
  let examples = Examples(
    passing: [
      "FROM --platform=$BUILDPLATFORM a:1\n", "FROM --platform=linux/amd64 a:1 AS build-amd64\n",
    ],
    failing: ["FROM --platform=linux/amd64 a:1\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      guard let platform = stage.from.flag("platform"), !platform.contains("$") else { return nil }
      // A stage that is named for its platform is chosen by it.
      if let name = stage.name?.text,
        platform.pieces(on: "/").contains(where: { name.after(String($0)) != nil })
      {
        return nil
      }
      return "The base image is fixed to the platform \(platform)"
    }
  }
}

/// `--platform=$TARGETPLATFORM`, which is so anyway.
struct RedundantPlatform: Check {
  let rule = Rule(
    "PLM-D006",
    .negligible,
    "The platform is set to what it is anyway",
    why: "An image is built for the target platform unless something else is said.",
    remedy: "Leave --platform=$TARGETPLATFORM out",
    aliases: ["DL3065", "RedundantTargetPlatform"],
    references: ["https://docs.docker.com/reference/build-checks/redundant-target-platform/"]
  )
  let examples = Examples(
    passing: ["FROM --platform=$BUILDPLATFORM a:1\n"],
    failing: ["FROM --platform=${TARGETPLATFORM} a:1\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      let platform = stage.from.flag("platform")
      return platform == "$TARGETPLATFORM" || platform == "${TARGETPLATFORM}" ? rule.title : nil
    }
  }
}

/// `FROM` uses an argument that nothing declares.
struct UndefinedArgument: Check {
  let rule = Rule(
    "PLM-D007",
    .medium,
    "FROM uses an argument that is not declared before the first stage",
    why: "Only arguments above the first FROM may be used in one; any other is empty there.",
    remedy: "Declare it with ARG above the first FROM",
    aliases: ["UndefinedArgInFrom"],
    references: ["https://docs.docker.com/reference/build-checks/undefined-arg-in-from/"]
  )
  let examples = Examples(
    passing: [
      "ARG V=1\nFROM a:$V\n", "FROM --platform=$BUILDPLATFORM a:1\n", "FROM a:${V:-1}\n",
      "ARG V\nFROM a:$V\n",
    ],
    failing: ["FROM a:$V\n", "FROM a:1\nARG V=1\nFROM a:$V\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stages.flatMap { stage in
      let uses = file.bases[stage.index].expansion.uses + file.platformUses(of: stage)
      let missing = uses.filter { use in
        !use.hasDefault && file.globals[use.name] == nil
          && !GlobalArguments.platforms.contains(use.name)
      }
      return missing.map { use in
        let title = "FROM uses \(use.name), which is not declared before the first stage"
        return file.finding(
          rule,
          title,
          anchor: "stage \(stage.index)/FROM \(use.name)",
          at: stage.base.position
        )
      }
    }
  }
}

/// The defaults of arguments make no name of an image.
struct InvalidDefaultArgument: Check {
  let rule = Rule(
    "PLM-D008",
    .low,
    "Without arguments the name of the base image is empty or broken",
    why:
      "The file cannot be built as it is: whoever builds it has to know which arguments to give.",
    remedy: "Give the argument a default, with ARG NAME=value or ${NAME:-value}",
    aliases: ["InvalidDefaultArgInFrom"],
    references: ["https://docs.docker.com/reference/build-checks/invalid-default-arg-in-from/"]
  )
  let examples = Examples(
    passing: ["ARG T=1\nFROM a:$T\n", "ARG T\nFROM a${T:+:$T}\n"],
    failing: ["ARG T\nFROM a:$T\n", "ARG I\nFROM $I\n"]
  )

  func evaluate(_ file: DockerfileSubject) -> [Finding] {
    file.stageFindings(rule) { stage in
      let expansion = file.bases[stage.index].expansion
      let declared = expansion.unknown.filter { file.globals[$0] != nil }
      let text = expansion.text
      let isBroken = text.isEmpty || [":", "@", "/"].contains { text.hasSuffix($0) }
      guard isBroken, let name = declared.first else { return nil }
      return "Without a value for \(name) the name of the base image is broken"
    }
  }
}

extension DockerfileSubject {
  /// A finding for each stage that a test gives a title for.
  func stageFindings(_ rule: Rule, _ title: (Dockerfile.Stage) -> String?) -> [Finding] {
    stages.compactMap { stage in
      title(stage).map {
        finding(rule, $0, anchor: "stage \(stage.index)/FROM", at: stage.base.position)
      }
    }
  }

  /// A finding for each stage whose base a test gives a title for.
  func baseFindings(_ rule: Rule, _ title: (BaseImage) -> String?) -> [Finding] {
    stageFindings(rule) { title(bases[$0.index]) }
  }

  /// The variables that the platform of a stage names.
  fileprivate func platformUses(of stage: Dockerfile.Stage) -> [DockerfileExpansion.Use] {
    let platform = stage.from.flag("platform") ?? ""
    return DockerfileExpansion(platform, escape: file.escape) { _ in "" }.uses
  }
}

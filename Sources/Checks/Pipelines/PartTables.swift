import Formats
import Model

/// What pipelines are made from: actions, orbs, images, and where they run.
enum PartTables {
  private static let page = ["https://docs.github.com/actions/reference/security/secure-use"]
  static let all: [TableCheck<Pipeline>] = parts + images

  /// What a part is fixed to.
  private enum Pin {
    case commit
    case tag
    case branch
    /// It lies in the same repository.
    case own
  }

  private static func pin(_ uses: PipelineValue, _ pipeline: Pipeline) -> Pin {
    let text = uses.text
    if uses.name == "library" || uses.name == "project" || uses.name == "remote" {
      guard let ref = text.cut(atLast: "@")?.after, !ref.isEmpty else {
        return uses.name == "library" ? .own : .branch
      }
      return kind(of: String(ref))
    }
    if uses.name == "orb" {
      guard let version = text.cut(at: "@")?.after else { return .branch }
      if version == "volatile" || version.hasPrefix("dev:") { return .branch }
      return version.pieces(on: ".").count == 3 ? .commit : .tag
    }
    if text.hasPrefix("./") || text.hasPrefix("docker://") || text.contains("$") { return .own }
    guard let ref = text.cut(atLast: "@")?.after else { return .branch }
    return kind(of: String(ref))
  }

  private static func kind(of ref: String) -> Pin {
    let isHex = ref.utf8.allSatisfy { $0.hexValue != nil }
    if isHex, ref.utf8.count == 40 || ref.utf8.count == 64 { return .commit }
    if ref.hasPrefix("refs/tags/") { return .tag }
    let isBranch =
      ["main", "master", "develop", "dev", "trunk", "HEAD", "latest", "next", "stable"].contains(
        ref
      )
      || ref.hasPrefix("refs/heads/")
    return isBranch ? .branch : .tag
  }

  /// All parts of others with words that tell where they are.
  private static func uses(_ pipeline: Pipeline) -> [(way: String, value: PipelineValue)] {
    pipeline.parts.map { ("parts/\($0.text)", $0) }
      + pipeline.jobs.flatMap { job in
        (job.uses.map { [("\(job.name)/uses", $0)] } ?? [])
          + job.steps.compactMap { step in
            step.uses.map { ("\(job.name)/\(step.number)/uses", $0) }
          }
      }
  }

  /// Whether those who make the service made it.
  private static func isHouse(_ text: String) -> Bool {
    ["actions/", "github/", "dependabot/"].contains { text.hasPrefix($0) }
  }

  private static let parts: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W001",
        .high,
        "A part of somebody else's is taken from a branch",
        why: "Whoever may push there runs what he likes here, at the next run.",
        remedy: "Name the commit, with the version in a comment behind it",
        aliases: ["unpinned-uses"],
        references: page,
        mappings: [.attack("T1195.001"), .nist("4.1.5")]
      ),
      passing: [
        PipelineRow.steps("- uses: a/b@v1"), PipelineRow.steps("- uses: ./a"),
        "# .gitlab-ci.yml\ninclude: [{project: a/b, ref: v1}]\na: {script: b}",
        "# .circleci/config.yml\norbs: {a: b/c@1.2.3}\njobs: {}",
      ],
      failing: [
        PipelineRow.steps("- uses: a/b@master"), PipelineRow.steps("- uses: a/b/c"),
        "on: push\njobs: {a: {uses: b/c/.github/workflows/d.yml@main}}",
        "# .gitlab-ci.yml\ninclude: https://a.test/b.yml\na: {script: b}",
        "# .gitlab-ci.yml\ninclude: [{project: a/b}]\na: {script: b}",
        "# .circleci/config.yml\norbs: {a: b/c@volatile}\njobs: {}",
        "# Jenkinsfile\n@Library('a@main') _",
      ]
    ) { pipeline in
      uses(pipeline).compactMap { way, value in
        guard pin(value, pipeline) == .branch else { return nil }
        return pipeline.fault("\(value.text) is fixed to nothing", way, at: value.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W002",
        .medium,
        "A part of somebody else's is taken by a tag",
        why: "A tag can be moved, and has been: what was looked at is not what runs.",
        remedy: "Name the commit, with the version in a comment behind it",
        aliases: ["unpinned-uses"],
        references: page,
        mappings: [.attack("T1195.001"), .nist("4.1.5")]
      ),
      passing: [
        PipelineRow.steps("- uses: a/b@0123456789012345678901234567890123456789 # v1"),
        PipelineRow.steps("- uses: actions/checkout@v4"), PipelineRow.steps("- uses: a/b@main"),
        "# .circleci/config.yml\norbs: {a: b/c@1.2.3}\njobs: {}",
      ],
      failing: [
        PipelineRow.steps("- uses: a/b@v1"), "# .circleci/config.yml\norbs: {a: b/c@1}\njobs: {}",
      ]
    ) { pipeline in
      uses(pipeline).compactMap { way, value in
        guard pin(value, pipeline) == .tag, !isHouse(value.text) else { return nil }
        return pipeline.fault("\(value.text) is fixed to a tag", way, at: value.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W004",
        .low,
        "An action of GitHub's own is taken by a tag",
        why: "A tag can be moved by whoever gets into the account of those who made it.",
        remedy: "Name the commit, with the version in a comment behind it",
        aliases: ["unpinned-uses"],
        references: page,
        isOptional: true
      ),
      passing: [PipelineRow.steps("- uses: a/b@v1")],
      failing: [PipelineRow.steps("- uses: actions/checkout@v4")]
    ) { pipeline in
      uses(pipeline).compactMap { way, value in
        guard pin(value, pipeline) == .tag, isHouse(value.text) else { return nil }
        return pipeline.fault("\(value.text) is fixed to a tag", way, at: value.position)
      }
    },
    PipelineRow.step(
      Rule(
        "PLM-W024",
        .critical,
        "An action is used that was changed to do harm",
        why: "At some time its tags led to a version that gave the secrets of its users away.",
        remedy: "Name a version from after that, or none; change all secrets of the time",
        aliases: ["known-vulnerable-actions"],
        references: ["https://github.com/advisories?query=ecosystem%3Aactions"],
        mappings: [.attack("T1195.001")]
      ),
      passing: ["- uses: tj-actions/changed-files@v47", "- uses: a/changed-files@v35"],
      failing: ["- uses: tj-actions/changed-files@v35", "- uses: reviewdog/action-setup@v1"]
    ) { step in
      guard let uses = step.uses, let record = compromised[step.action] else { return [] }
      let ref = uses.text.cut(at: "@")?.after ?? ""
      let isBad = record.refs.contains { ref == $0 || ref.hasPrefix("\($0).") }
      return isBad ? [("\(uses.text) was changed to do harm (\(record.name))", uses.position)] : []
    },
  ]

  /// Actions whose tags or commits led to what does harm, by what is published of them.
  private static let compromised: [String: (name: String, refs: [String])] = [
    "tj-actions/changed-files": (
      "CVE-2025-30066", (1...45).map { "v\($0)" } + ["0e58ed8671d6b60d0890c21b07f8835ace038e67"]
    ),
    "reviewdog/action-setup": (
      "CVE-2025-30154", ["v1", "f0d342d24037bb11d26b9bd8496e0808ba32e9ec"]
    ),
    "tj-actions/eslint-changed-files": ("CVE-2025-30066", ["v24", "v25"]),
  ]

  private static let images: [TableCheck<Pipeline>] = [
    PipelineRow.pipeline(
      Rule(
        "PLM-W021",
        .medium,
        "The image that a job runs in is another one tomorrow",
        why: "Whoever may push it runs what he likes here, with the secrets of the job.",
        remedy: "Name a version with its digest",
        aliases: ["unpinned-images"],
        references: page,
        mappings: [.attack("T1195.002"), .nist("4.1.5")]
      ),
      passing: [
        "on: push\njobs: {a: {container: \"x:1\"}}",
        "on: push\njobs: {a: {container: \"${{ matrix.i }}\"}}",
        "# .gitlab-ci.yml\nimage: $IMAGE\na: {script: b}",
        "# azure-pipelines.yml\nsteps: [{script: a}]\ncontainer: a",
      ],
      failing: [
        "on: push\njobs: {a: {container: x}}",
        "on: push\njobs: {a: {services: {b: {image: \"x:latest\"}}}}",
        PipelineRow.steps("- uses: docker://x:latest"),
        "# .gitlab-ci.yml\nimage: x:latest\na: {script: b}",
        "# .gitlab-ci.yml\na: {services: [{name: x}], script: b}",
        "# .circleci/config.yml\njobs: {a: {docker: [{image: x}]}}",
        "# Jenkinsfile\nagent { docker { image 'x:latest' } }",
        "# azure-pipelines.yml\nresources: {containers: [{container: a, image: \"x:latest\"}]}\nsteps: []",
      ]
    ) { pipeline in
      // The name of a container of Azure's may be one that is told of elsewhere.
      let direct = pipeline.images.filter {
        pipeline.platform != .azure || $0.way.hasPrefix("resources/") || $0.value.text.contains(":")
      }
      let used = pipeline.steps.compactMap { job, step -> (way: String, value: PipelineValue)? in
        guard let uses = step.uses, let image = uses.text.dropping(prefix: "docker://") else {
          return nil
        }
        let value = PipelineValue(text: String(image), position: uses.position)
        return ("\(job.name)/\(step.number)/image", value)
      }
      return (direct + used).compactMap { way, value in
        guard !value.text.contains("$"), !value.text.contains("<<"),
          let why = ImageName(value.text).looseness
        else { return nil }
        let text = "\(ImageName(value.text).name) \(why)"
        return pipeline.fault(text, way, at: value.position)
      }
    },
    PipelineRow.pipeline(
      Rule(
        "PLM-W022",
        .high,
        "A job is root of the machine that it runs on",
        why:
          "A privileged container, or one with the engine's socket, does what it likes there: with "
          + "what other jobs left, and with the machine's own credentials.",
        remedy: "Build without an engine, or on machines that are thrown away",
        references: ["https://docs.gitlab.com/ci/docker/using_docker_build/"],
        mappings: [.cisDocker("5.5"), .cisDocker("5.32"), .nist("4.5.2"), .attack("T1611")]
      ),
      passing: [
        "on: push\njobs: {a: {container: {image: \"x:1\", options: --cpus 1}}}",
        PipelineRow.steps("- run: docker run --rm x"),
      ],
      failing: [
        "on: push\njobs: {a: {container: {image: \"x:1\", options: --privileged}}}",
        "on: push\njobs: {a: {container: {image: \"x:1\", volumes: [\"/var/run/docker.sock:/a\"]}}}",
        PipelineRow.steps("- run: docker run -v /var/run/docker.sock:/var/run/docker.sock x"),
        PipelineRow.steps("- run: |\n    docker run --privileged x"),
        "# .gitlab-ci.yml\na: {services: [\"docker:24-dind\"], script: [b]}",
        "# Jenkinsfile\nagent { docker { image 'x:1'\nargs '-v /var/run/docker.sock:/a' } }",
      ]
    ) { pipeline in
      containerFaults(pipeline) + scriptFaults(pipeline)
    },
  ]

  private static func containerFaults(_ pipeline: Pipeline) -> [Fault] {
    pipeline.jobs.flatMap { job -> [Fault] in
      var places: [(String, DataNode.Position)] = []
      for box in [job.node["container"]].compactMap(\.self)
        + (job.node["services"]?.map?.entries.map(\.value) ?? [])
      {
        if let options = box["options"], let text = options.scalarText,
          text.after("--privileged") != nil || text.after("docker.sock") != nil
        {
          places.append((text, options.position))
        }
        for volume in box["volumes"]?.list ?? [] {
          let source = volume.scalarText?.cut(at: ":")?.before ?? ""
          if HostPaths.isEngineSocket(String(source)) {
            places.append((String(source), volume.position))
          }
        }
      }
      if pipeline.platform == .jenkins {
        places += job.runners.filter {
          $0.text.after("--privileged") != nil || $0.text.after("docker.sock") != nil
        }.map { ($0.text, $0.position) }
      }
      if pipeline.platform == .gitlab {
        places += job.images.filter {
          $0.text.after("docker:") != nil && $0.text.after("dind") != nil
        }
        .map { ($0.text, $0.position) }
      }
      return places.map { text, position in
        let title = "The job \(job.name) is root of its machine (\(text))"
        return pipeline.fault(title, "\(job.name)/\(text)", at: position)
      }
    }
  }

  private static func scriptFaults(_ pipeline: Pipeline) -> [Fault] {
    pipeline.scripts.flatMap { way, script in
      script.invocations(.standard).compactMap { command in
        guard ["docker", "podman", "nerdctl"].contains(command.name),
          command.texts.contains("run") || command.texts.contains("create")
        else { return nil }
        let isRoot =
          command.has("--privileged")
          || command.texts.contains { word in
            word.pieces(on: ":").first.map { HostPaths.isEngineSocket(String($0)) } ?? false
              || word.after("source=/var/run/docker.sock") != nil
              || word.after("src=/var/run/docker.sock") != nil
          }
        guard isRoot else { return nil }
        return pipeline.fault("A container is root of the machine", way, at: command.position)
      }
    }
  }
}

import Checks
import Formats
import Model
import TestSupport
import Testing

/// What one rule alone says of a Dockerfile, as lines.
private func lines(of rule: String, in text: String, _ options: CheckOptions = .init()) -> [Int] {
  let checker = DockerfileChecker(CheckSelection(only: [rule]), options: options, limits: .standard)
  let checked = checker.check(Array(text.utf8).span, path: "Dockerfile")
  return checked.findings.compactMap(\.location.line)
}

@Suite struct `Dockerfile checks` {
  @Test(arguments: allDockerfileChecks.map(\.rule.id)) func `pass and fail their examples`(
    id: String
  ) throws {
    let check = try #require(allDockerfileChecks.first { $0.rule.id == id })
    for text in check.examples.passing { #expect(lines(of: id, in: text) == [], "\(text)") }
    for text in check.examples.failing { #expect(lines(of: id, in: text) != [], "\(text)") }
    #expect(!check.examples.passing.isEmpty)
  }

  @Test func `ask for what the settings name`() {
    var options = CheckOptions()
    options.trustedRegistries = ["docker.io", "*.a.test"]
    options.labels = ["a": .text, "b": .email]
    options.hasOnlyThoseLabels = true
    let text =
      "FROM x.a.test/y:1 AS b\nFROM ghcr.io/a:1\nFROM b\nLABEL b=c d=e\nFROM a:1\nLABEL a=b\n"
    #expect(lines(of: "PLM-D004", in: text, options) == [2])
    #expect(lines(of: "PLM-D177", in: text, options) == [4])
    #expect(lines(of: "PLM-D178", in: text, options) == [5])
    #expect(lines(of: "PLM-D179", in: text, options) == [4])
  }

  @Test func `know every name that hadolint and BuildKit give`() {
    let known = Set(allRules.flatMap(\.aliases))
    // Those without a number here were taken back, or are about a dist-upgrade of yum and dnf.
    let missing = [3005, 3017, 3031, 3039]
    for number in Array(3000...3077) + [1001, 4000, 4001, 4003, 4004, 4005, 4006, 4007]
    where !missing.contains(number) { #expect(known.contains("DL\(number)")) }
    let buildKit = [
      "StageNameCasing", "FromAsCasing", "NoEmptyContinuation", "ConsistentInstructionCasing",
      "DuplicateStageName", "ReservedStageName", "JSONArgsRecommended", "MaintainerDeprecated",
      "UndefinedArgInFrom", "WorkdirRelativePath", "UndefinedVar", "MultipleInstructionsDisallowed",
      "LegacyKeyValueFormat", "RedundantTargetPlatform", "SecretsUsedInArgOrEnv",
      "InvalidDefaultArgInFrom", "FromPlatformFlagConstDisallowed", "InvalidDefinitionDescription",
      "ExposeProtoCasing", "ExposeInvalidFormat",
    ]
    for name in buildKit { #expect(known.contains(name), "\(name)") }
  }

  @Test(arguments: [
    ("FROM a:1\nRUN a \\\n  # c\n  && apt-get install -y b\n", "PLM-D100", 4, 6),
    ("FROM a:1\nRUN <<EOF\nset -e\n  apt-get install -y b\nEOF\n", "DL3008", 4, 3),
    ("FROM a:1\nRUN P='b c' && apt-get install -y $P\n", "DL3008", 2, 16),
    ("FROM a:1\nRUN sh -c 'apt-get install -y b'\n", "DL3008", 2, 5),
    ("FROM a:1\nENV A=1 \\\n  B_TOKEN=x\n", "DL3064", 3, 3),
    ("FROM a:1\nONBUILD RUN sudo a\n", "DL3004", 2, 13),
    (
      "FROM a:1\nRUN if a; then for x in y; do env B=c sudo -u d apt-get install e; done; fi\n",
      "DL3014", 2, 31
    ),
  ])
  func `tell the line and the column`(text: String, rule: String, line: Int, column: Int) {
    let selection = CheckSelection(only: [rule])
    let checker = DockerfileChecker(selection, options: CheckOptions(), limits: .standard)
    let findings = checker.check(Array(text.utf8).span, path: "x").findings
    #expect(findings.map(\.location.line) == [line])
    #expect(findings.map(\.location.column) == [column])
  }

  @Test func `give each finding an identity that a moved line does not change`() {
    let selection = CheckSelection(only: ["DL3008"])
    let checker = DockerfileChecker(selection, options: CheckOptions(), limits: .standard)
    func identities(_ text: String) -> [String] {
      checker.check(Array(text.utf8).span, path: "x").findings.map { $0.makeFingerprint() }
    }
    let run = "RUN apt-get install -y a && apt-get install -y b\nRUN apt-get install -y c\n"
    let first = identities("FROM a:1\n" + run)
    #expect(Set(first).count == 3)
    #expect(identities("# hello\n\nFROM b:2\nCOPY a b\n" + run) == first)
  }
}

@Suite struct `remarks in Dockerfiles` {
  private func check(_ text: String) -> CheckedFile {
    let selection = CheckSelection(only: ["DL3006", "DL3004", "DL3002"])
    return DockerfileChecker(selection, options: CheckOptions(), limits: .standard)
      .check(Array(text.utf8).span, path: "Dockerfile")
  }

  @Test(arguments: [
    "# hadolint ignore=DL3006\nFROM a\n", "# hadolint ignore = DL3001,DL3006 # because\nFROM a\n",
    "# hadolint global ignore=DL3006\nFROM b:1\nFROM a\n",
    "# plimsoll:ignore PLM-D001 because\nFROM a\n",
    "# plimsoll:ignore-file PLM-D001 because\nFROM b:1\nFROM a\n",
    "FROM b:1\nRUN a \\\n # plimsoll:ignore DL3004 x\n && sudo b\n",
    "# check=skip=all\nFROM a\n", "# check=skip=DL3006;error=true\nFROM a\n",
    "FROM b:1\n# hadolint ignore=DL3004\n\n# more\nRUN sudo a\n",
  ])
  func `let a finding through`(text: String) {
    let checked = check(text)
    #expect(checked.findings == [])
    #expect(checked.dismissed.count == 1)
    #expect(checked.warnings == [])
  }

  @Test(arguments: [
    "# hadolint ignore=DL3007\nFROM a\n", "# plimsoll:ignore PLM-D001 x\nFROM b:1\nFROM a\n",
    "FROM a\n# hadolint ignore=DL3006\n", "# hello hadolint ignore=DL3006\nFROM a\n",
  ])
  func `are about nothing else`(text: String) {
    #expect(check(text).findings.count == 1)
  }

  @Test func `are told of when they do nothing`() {
    let warnings = check("# plimsoll:ignore PLM-D001 x\nFROM a:1\n").warnings
    #expect(warnings == ["the remark for PLM-D001 (Dockerfile:1) matches nothing"])
  }

  @Test func `give the reason and the place`() throws {
    let dismissed = try #require(
      check("# plimsoll:ignore PLM-D001 made by us\nFROM a\n").dismissed.first
    )
    #expect(dismissed.reason == "made by us")
    #expect(dismissed.origin == "Dockerfile:1")
  }
}

@Suite struct `Dockerfile checker` {
  @Test(arguments: [
    ("Dockerfile", true), ("a/b/Containerfile", true), ("Dockerfile.dev", true),
    ("x.dockerfile", true),
    ("app.Dockerfile", true), ("dockerfile", true), ("Dockerfile.dockerignore", false),
    ("my-dockerfile", false), ("Dockerfile/README", false), ("Dockerfiles", false),
    ("Dockerfile.md", false),
  ])
  func `knows its files`(path: String, isOurs: Bool) {
    #expect(DockerfileChecker.recognizes(path) == isOurs)
  }

  @Test(arguments: [
    ("FROM a:1\nRUM b\n", "line 2, column 1: there is no instruction RUM"),
    ("", "there is no instruction of a Dockerfile in it"),
    ("a\nb\nc\nd\n", "there is no instruction of a Dockerfile in it"),
    ("FROM a\0", "line 1, column 7: a zero byte"),
  ])
  func `tells what it could not read`(text: String, detail: String) {
    let checker = DockerfileChecker(CheckSelection(), options: CheckOptions(), limits: .standard)
    #expect(checker.check(Array(text.utf8).span, path: "x").gaps.map(\.detail) == [detail])
  }

  @Test func `answers hostile input`() {
    let good = allDockerfileChecks.flatMap { $0.examples.failing + $0.examples.passing }.joined()
    let checker = DockerfileChecker(CheckSelection(), options: CheckOptions(), limits: .standard)
    for bytes in hostileVariants(of: Array(good.utf8)) { _ = checker.check(bytes.span, path: "x") }
  }

  @Test func `asks what is chosen, and knows what is not there`() {
    let only = CheckSelection(only: ["dl3057", "PLM-D001"], skipping: ["PLM-D001", "DL9999"])
    let chosen = allRules.filter(only.includes).map(\.id)
    #expect(chosen == ["PLM-D041"])
    #expect(only.unknown == ["DL9999"])
    #expect(!CheckSelection().includes(allRules.first { $0.id == "PLM-D041" } ?? allRules[0]))
  }
}

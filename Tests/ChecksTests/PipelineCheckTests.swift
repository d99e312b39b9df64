import Checks
import Formats
import Model
import TestSupport
import Testing

private func check(
  _ text: String,
  only rules: [String] = [],
  path: String = ".github/workflows/a.yml"
) -> CheckedFile? {
  PipelineChecker(CheckSelection(only: rules), limits: .standard)
    .check(Array(text.utf8).span, path: path)
}

/// What an example is called, by its first line.
private func name(of example: String) -> String {
  String(example.prefix { $0 != "\n" }.dropFirst(2))
}

private func places(_ example: String, only rules: [String] = []) -> [String] {
  (check(example, only: rules, path: name(of: example))?.findings ?? []).map { finding in
    "\(finding.rule) \(finding.location.line ?? 0):\(finding.location.column ?? 0)"
  }
}

@Suite struct `pipeline checks` {
  @Test(arguments: allPipelineChecks.map(\.rule.id))
  func `pass and fail their examples`(id: String) throws {
    let check = try #require(allPipelineChecks.first { $0.rule.id == id })
    for text in check.examples.passing { #expect(places(text, only: [id]) == [], "\(text)") }
    for text in check.examples.failing { #expect(places(text, only: [id]).count == 1, "\(text)") }
  }

  @Test(arguments: [
    (
      "jobs:\n  a:\n    steps:\n      - run: |\n          b\n\n          echo ${{ github.head_ref }}\n",
      7, 16
    ),
    ("jobs:\n  a:\n    steps:\n      - run: echo ${{ github.head_ref }}\n", 4, 19),
    ("jobs: {a: {steps: [{run: 'echo ${{ github.head_ref }}'}]}}\n", 1, 31),
  ])
  func `tell the line and the column in a script`(text: String, line: Int, column: Int) {
    let findings = check("on: push\n" + text, only: ["PLM-W003"])?.findings ?? []
    #expect(findings.map(\.location.line) == [line + 1])
    #expect(findings.map(\.location.column) == [column])
  }

  @Test(arguments: [
    (".github/workflows/a.yaml", Pipeline.Platform.github), ("a/action.yml", .action),
    (".gitlab-ci.yml", .gitlab), ("ci/b.gitlab-ci.yml", .gitlab), ("azure-pipelines-2.yml", .azure),
    (".circleci/config.yml", .circle), ("a/Jenkinsfile", .jenkins),
    ("Jenkinsfile.release", .jenkins),
    ("workflows/a.yml", nil), (".github/dependabot.yml", nil), ("jenkins.yml", nil),
  ])
  func `know their files`(path: String, platform: Pipeline.Platform?) {
    #expect(PipelineChecker.platform(of: path) == platform)
  }

  @Test func `leave what is no pipeline alone, and tell of what is broken`() {
    #expect(check("a: 1") == nil)
    #expect(check("name: a\nruns-on: b", path: "action.yml") == nil)
    #expect(check("on: [")?.gaps.map(\.reason) == [.malformed])
  }

  @Test func `read what a shell is not given as no shell`() {
    let text = "on: push\njobs: {a: {steps: [{shell: python, run: \"echo $A_TOKEN\"}]}}\n"
    #expect(check(text, only: ["PLM-W018"])?.findings == [])
  }

  @Test func `read Jenkinsfiles past comments and quotes`() {
    let text = """
      // sh "echo ${env.CHANGE_TITLE}"
      /* sh "echo ${env.CHANGE_TITLE}" */
      pipeline { agent any
        stages { stage('a') { steps {
          sh '''echo ${CHANGE_TITLE}'''
          sh(script: \"\"\"
            echo ${env.CHANGE_TITLE}
          \"\"\", returnStdout: true)
        } } }
      }
      """
    let found = check(text, only: ["PLM-W003"], path: "Jenkinsfile")?.findings ?? []
    #expect(found.map(\.location.line) == [6])
  }

  @Test func `give each finding an identity of its own`() {
    let step = "{run: 'curl https://a.test | sh'}"
    let text = "on: push\njobs: {a: {steps: [\(step), \(step)]}, b: {steps: [\(step)]}}\n"
    let findings = check(text, only: ["PLM-W032"])?.findings ?? []
    #expect(Set(findings.map { $0.makeFingerprint() }).count == 3)
  }

  @Test(arguments: [
    ".github/workflows/a.yml", "action.yml", ".gitlab-ci.yml", "azure-pipelines.yml",
    ".circleci/config.yml", "Jenkinsfile",
  ])
  func `answer hostile input`(path: String) {
    let checker = PipelineChecker(CheckSelection(), limits: .standard)
    let good = allPipelineChecks.flatMap(\.examples.failing).filter { name(of: $0) == path }
    let text = good.joined(separator: path == "Jenkinsfile" ? "\n" : "---\n")
    for bytes in hostileVariants(of: Array(text.utf8)) {
      _ = checker.check(bytes.span, path: path)
    }
  }
}

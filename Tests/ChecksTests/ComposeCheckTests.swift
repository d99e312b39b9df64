import Checks
import Formats
import Model
import TestSupport
import Testing

private func check(
  _ text: String,
  only rules: [String] = [],
  with files: [String: String] = [:]
) -> CheckedFile? {
  ComposeChecker(CheckSelection(only: rules), limits: .standard)
    .check(Array(text.utf8).span, path: "a/compose.yaml") { files[$0].map { Array($0.utf8) } }
}

/// Each finding as its rule and its place.
private func places(
  _ text: String,
  only rules: [String] = [],
  with files: [String: String] = [:]
) -> [String] {
  (check(text, only: rules, with: files)?.findings ?? []).map { finding in
    "\(finding.rule) \(finding.location.line ?? 0):\(finding.location.column ?? 0)"
  }
}

@Suite struct `compose checks` {
  @Test(arguments: allComposeChecks.map(\.rule.id))
  func `pass and fail their examples`(id: String) throws {
    let check = try #require(allComposeChecks.first { $0.rule.id == id })
    for text in check.examples.passing { #expect(places(text, only: [id]) == [], "\(text)") }
    for text in check.examples.failing { #expect(places(text, only: [id]).count == 1, "\(text)") }
  }

  @Test func `follow anchors, merge keys and what is extended`() {
    let text = """
      x-base: &base
        privileged: true
      services:
        a:
          <<: *base
          image: x:1
        b:
          extends: a
        c:
          extends: {file: ../other.yaml, service: d}
          cap_add: [NET_ADMIN]
      """
    let other = "services: {d: {image: \"y:1\", pid: host, cap_add: [SYS_ADMIN]}}"
    let rules = ["PLM-C001", "PLM-C002", "PLM-C003", "PLM-C021"]
    let found = places(text, only: rules, with: ["other.yaml": other])
    let expected = [
      "PLM-C001 2:15", "PLM-C001 2:15", "PLM-C002 10:14", "PLM-C021 10:14", "PLM-C003 11:15",
    ]
    #expect(found == expected)
  }

  @Test(arguments: [
    "services:\n  a: {image: \"x:1\", extends: a}\n",
    "services:\n  a: {image: \"x:1\", extends: b}\n  b: {extends: a}\n",
    "services:\n  a: {image: \"x:1\", extends: {file: b.yaml, service: c}}\n",
  ])
  func `tell what they could not follow`(text: String) {
    #expect(check(text)?.gaps.isEmpty == false)
  }

  @Test(arguments: [
    ("image: ${I:-nginx}", 1), ("image: $I", 0), ("image: ${I-nginx:1}", 0), ("image: ${T}", 1),
    ("image: ${I:-${T:-a:1}}", 1), ("image: ${N:+x}${T}", 1), ("image: $${I:-a}", 0),
  ])
  func `put in what variables hold`(line: String, count: Int) {
    let text = "services:\n  a:\n    \(line)\n    command: a\n"
    let found = places(text, only: ["PLM-C040"], with: ["a/.env": "# c\nT='nginx'\n"])
    #expect(found.count == count)
  }

  @Test func `find secrets in files of environments`() {
    let text = "services:\n  a: {image: \"x:1\", env_file: [a.env, {path: b.env}]}\n"
    let files = ["a/a.env": "A=b\nDB_PASSWORD=hunter2\n", "a/b.env": "TOKEN=\n"]
    #expect(places(text, only: ["PLM-C061"], with: files) == ["PLM-C061 2:32"])
  }

  @Test func `ask nothing of parts that stand for no service`() {
    let text = "services:\n  a: {ports: [\"127.0.0.1:80:80\"]}\n"
    #expect(check(text)?.findings == [])
    #expect(check("a: 1\nservices: [b]\n") == nil)
    #expect(check("apiVersion: v1\nservices: {a: {image: b}}\n") == nil)
  }

  @Test(arguments: [
    ("compose.yaml", true), ("a/docker-compose.prod.yml", true), ("docker-compose_dev.yaml", true),
    ("podman-compose.yml", true), ("compose.json", false), ("decompose.yaml", false),
  ])
  func `know their files`(path: String, isOurs: Bool) {
    #expect(ComposeChecker.recognizes(path) == isOurs)
  }

  @Test func `heed remarks, and tell of broken files`() {
    let text = "services:\n  a:\n    image: x # plimsoll:ignore PLM-C040 local\n    command: b\n"
    let checked = check(text, only: ["PLM-C040"])
    #expect(checked?.findings == [])
    #expect(checked?.dismissed.map(\.reason) == ["local"])
    #expect(check("services: [\n")?.gaps.map(\.reason) == [.malformed])
  }

  @Test func `hold services that extend without end to bounds`() {
    let many = (0..<20_000).map { "  s\($0): {extends: base}\n" }.joined()
    let ports = (0..<20_000).map { "\"\($0):\($0)\"" }.joined(separator: ", ")
    let text = "services:\n  base: {image: \"x:1\", ports: [\(ports)]}\n\(many)"
    #expect(check(text, only: ["PLM-C001"])?.findings == [])
    let deep = String(repeating: "${A:-", count: 10_000)
    #expect(places("services: {a: {image: \"\(deep)\", command: b}}", only: ["PLM-C001"]) == [])
  }

  @Test func `answer hostile input`() {
    let good = allComposeChecks.flatMap(\.examples.failing).joined(separator: "---\n")
    for bytes in hostileVariants(of: Array(good.utf8)) {
      _ = ComposeChecker(CheckSelection(), limits: .standard).check(bytes.span, path: "compose.yml")
    }
  }
}

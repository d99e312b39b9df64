import Checks
import Formats
import Model
import TestSupport
import Testing

private func check(_ text: String, only rules: [String] = []) -> CheckedFile? {
  WorkloadChecker(CheckSelection(only: rules), limits: .standard)
    .check(Array(text.utf8).span, path: "a.yaml")
}

/// Each finding as its rule and its place.
private func places(_ text: String, only rules: [String] = []) -> [String] {
  (check(text, only: rules)?.findings ?? []).map { finding in
    "\(finding.rule) \(finding.location.line ?? 0):\(finding.location.column ?? 0)"
  }
}

private let privileged = "{containers: [{name: c, securityContext: {privileged: true}}]}"

@Suite struct `workload checks` {
  @Test(arguments: allWorkloadChecks.map(\.rule.id))
  func `pass and fail their examples`(id: String) throws {
    let check = try #require(allWorkloadChecks.first { $0.rule.id == id })
    for text in check.examples.passing { #expect(places(text, only: [id]) == [], "\(text)") }
    for text in check.examples.failing { #expect(places(text, only: [id]).count == 1, "\(text)") }
  }

  @Test(arguments: (allObjectChecks.map(\.rule) + allClusterChecks.map(\.rule)).map(\.id))
  func `of objects and of clusters pass and fail their examples`(id: String) throws {
    let page = try #require(allPages.first { $0.rule.id == id })
    for text in page.examples.passing { #expect(places(text, only: [id]) == [], "\(text)") }
    for text in page.examples.failing { #expect(places(text, only: [id]).count == 1, "\(text)") }
  }

  @Test func `look at all files together`() {
    let checker = WorkloadChecker(
      CheckSelection(only: ["PLM-K176", "PLM-K143"]),
      limits: .standard
    )
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b}]}\n"
    let policy =
      "apiVersion: a/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}}\n"
    func findings(_ files: [(String, String)]) -> [String] {
      let read = files.compactMap { checker.read(Array($0.1.utf8).span, path: $0.0) }
      return checker.finish(read).flatMap { $0.findings.map { "\($0.rule) \($0.location.path)" } }
    }
    let alone = ["PLM-K143 a/b.yaml", "PLM-K176 a/b.yaml"]
    #expect(findings([("a/b.yaml", pod)]).sorted() == alone)
    #expect(findings([("a/b.yaml", pod), ("c.yaml", policy)]) == ["PLM-K143 a/b.yaml"])
    let patch = ("a/kustomization.yaml", "patches: [{path: ./b.yaml}]\n")
    #expect(findings([("a/b.yaml", pod), patch]) == [])
  }

  @Test(arguments: [
    "{apiVersion: v1, kind: Pod, spec: \(privileged)}",
    "{apiVersion: v1, kind: PodTemplate, template: {spec: \(privileged)}}",
    "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: apps/v1, kind: ReplicaSet, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: apps/v1, kind: StatefulSet, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: apps/v1, kind: DaemonSet, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: v1, kind: ReplicationController, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: batch/v1, kind: Job, spec: {template: {spec: \(privileged)}}}",
    "{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: {spec: \(privileged)}}}}}",
    "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, spec: \(privileged)}]}",
  ])
  func `see the pods of every kind of workload`(text: String) {
    #expect(places(text, only: ["PLM-K003"]).count == 1)
    #expect(places("a: 1\n---\n" + text, only: ["PLM-K003"]).count == 1)
  }

  @Test func `tell the line and the column`() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata:
        name: a
      spec:
        hostNetwork: true
        containers:
          - name: c
            securityContext:
              privileged: true
      """
    let rules = ["PLM-K002", "PLM-K003", "PLM-K021"]
    #expect(places(text, only: rules) == ["PLM-K002 6:16", "PLM-K021 8:7", "PLM-K003 10:21"])
  }

  @Test func `give each finding an identity of its own`() {
    let pod =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: b}, {name: c}]}\n"
    let other = pod.replacing("name: a", with: "name: d")
    let findings = check(pod + "---\n" + other)?.findings ?? []
    #expect(findings.count > 10)
    #expect(Set(findings.map { $0.makeFingerprint() }).count == findings.count)
  }

  @Test func `pass a pod that is as the level restricted asks`() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
        containers:
          - name: b
            securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      """
    let standards = allRules.filter { $0.mappings.contains { $0.standard.hasPrefix("Pod ") } }
    #expect(places(text, only: standards.map(\.id)) == [])
  }

  @Test func `leave what is no workload alone`() {
    #expect(check("a: 1") == nil)
    #expect(check("apiVersion: v1\nkind: Service\nspec: {}")?.findings == [])
  }

  @Test func `tell of templates and of what is broken`() {
    let template = check("apiVersion: v1\nkind: Pod\n{{- if .a }}\nb: {{ c }}\n")
    #expect(template?.gaps.map(\.reason) == [.unsupported])
    #expect(check("apiVersion: v1\nkind: [Pod\n")?.gaps.map(\.reason) == [.malformed])
  }

  @Test func `heed remarks`() {
    let text = """
      apiVersion: v1
      kind: Pod
      spec:
        # plimsoll:ignore PLM-K002 agent of the node
        hostNetwork: true
        hostPID: true # plimsoll:ignore PLM-K002 the same
        hostIPC: true
        # plimsoll:ignore PLM-K003 nothing here
      """
    let checked = check(text, only: ["PLM-K002", "PLM-K003"])
    #expect(checked?.findings.map(\.location.line) == [7])
    #expect(checked?.dismissed.map(\.reason) == ["agent of the node", "the same"])
    #expect(checked?.warnings == ["the remark for PLM-K003 (a.yaml:8) matches nothing"])
  }

  @Test func `answer hostile input`() {
    let pages = allPages.filter { $0.rule.id.hasPrefix("PLM-K") }
    let good = pages.flatMap(\.examples.failing).joined(separator: "---\n")
    for bytes in hostileVariants(of: Array(good.utf8)) {
      _ = WorkloadChecker(CheckSelection(), limits: .standard).check(bytes.span, path: "x.yaml")
    }
  }
}

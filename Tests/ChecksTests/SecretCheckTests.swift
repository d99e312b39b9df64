import Checks
import Formats
import Model
import Testing

private let token = "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"

private func check(_ text: String, ignoring ignored: [String] = []) -> CheckedFile? {
  SecretChecker(CheckSelection(), ignoring: ignored).check(Array(text.utf8).span, path: "a/b.py")
}

@Suite struct `secret check` {
  @Test func `tells rule, place and remedy, and never the secret`() throws {
    let finding = try #require(check("\nx = '\(token)'\n")?.findings.first)
    #expect(finding.kind == .secret && finding.rule == "PLM-S061" && finding.severity == .critical)
    #expect(finding.location.line == 2 && finding.location.column == 6)
    #expect(finding.remedy.contains("--mount=type=secret"))
    #expect(finding.isCalled("github-pat"))
    #expect(!"\(finding)".contains(token.dropFirst(4)))
  }

  @Test(arguments: [
    "# plimsoll:ignore PLM-S061 a test", "# plimsoll:ignore github-pat", "# gitleaks:allow",
  ])
  func `heeds remarks`(remark: String) {
    let checked = check("x = '\(token)'  \(remark)\n")
    #expect(checked?.findings == [])
    #expect(checked?.dismissed.count == 1)
  }

  @Test(arguments: ["a/b.py:github-pat:1", "0123abcd:a/b.py:github-pat:1", "a/b.py:PLM-S061:1"])
  func `heeds the ignore file of Gitleaks`(line: String) {
    let ignored = SecretChecker.ignored(in: "# remark\n\n\(line)\n")
    #expect(check("x = '\(token)'\n", ignoring: ignored)?.findings == [])
    #expect(check("\nx = '\(token)'\n", ignoring: ignored)?.findings.count == 1)
  }

  @Test func `gives two secrets of a file two identities`() {
    let text = "a = '\(token)'\nb = 'glpat-x8Kq2Lm4Zn6Wp9Rt3Vb7'\n"
    let findings = check(text)?.findings ?? []
    #expect(findings.count == 2)
    #expect(Set(findings.map { $0.makeFingerprint() }).count == 2)
  }

  @Test func `says in which layer a deleted file still has it`() {
    var trace = SecretTrace(rule: "PLM-S061", path: "app/a", line: 1, column: 1)
    (trace.layer, trace.hiddenBy) = (3, 5)
    let title = SecretFindings().finding(trace)?.title ?? ""
    #expect(title.contains("layer 5 deletes or replaces the file, and layer 3 still has it"))
  }
}

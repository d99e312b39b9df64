import Formats
import Model
import Policy
import TestSupport
import Testing

/// Reads an ignore file from text.
func ignoreFile(_ text: String, _ name: String) throws -> IgnoreFile {
  try IgnoreFile.read(Array(text.utf8).span, name: name, limits: .standard)
}

@Suite struct `ignore file` {
  /// The findings left, by rule, and what is said about the files.
  private func judged(_ text: String, _ name: String) throws -> Assessment {
    let file = try ignoreFile(text, name)
    var inputs = PolicyInputs(today: try today())
    inputs.rules = file.rules
    inputs.warnings = file.warnings
    return PolicyJudge(inputs).judge(image(Self.findings))
  }

  private static let findings = [
    flaw(
      "CVE-2024-1",
      in: "libcurl4",
      change: {
        $0.identifiers = ["CVE-2024-1", "DSA-1"]
        $0.package.source = SourcePackage(name: "curl", version: "1.0")
        $0.fixState = .willNotFix
      }
    ),
    flaw(
      "CVE-2024-2",
      in: "lodash",
      ecosystem: .npm,
      version: "4.17.20",
      path: "app/node_modules/lodash/package.json",
      change: { $0.fixState = .fixed }
    ),
    flaw(
      "CVE-2024-3",
      in: "log4j-core",
      ecosystem: .maven,
      version: "2.14",
      path: "opt/app.jar",
      change: {
        $0.package.namespace = "org.apache.logging.log4j"
        $0.package.scope = .development
      }
    ),
    flaw("MAL-2024-4", in: "evil", ecosystem: .npm, path: "app/node_modules/evil/package.json"),
    fault(.misconfiguration, "AVD-DS-0002", .high, path: "app/Dockerfile"),
    fault(.secret, "aws-key", .high, path: "root/key"),
  ]

  /// An entry, and the rules it takes out.
  struct Case: CustomTestStringConvertible {
    var text: String
    var gone: [String]
    var warning = ""
    var testDescription: String { text }
  }

  private func expect(_ test: Case, from name: String) throws {
    let judged = try judged(test.text, name)
    let gone = judged.dismissed.map(\.finding.rule).sorted()
    #expect(gone == test.gone.sorted())
    #expect(judged.dismissed.allSatisfy { $0.authority == .ignoreFile && !$0.origin.isEmpty })
    let said = judged.verdict.warnings.joined(separator: " | ")
    #expect(said.contains(test.warning) && test.warning.isEmpty == said.isEmpty, "\(said)")
  }

  @Test(arguments: [
    Case(
      text: "# a comment\n\n  CVE-2024-1  \nMAL-2024-4\naws-key",
      gone: ["CVE-2024-1", "MAL-2024-4", "aws-key"]
    ),
    Case(text: "DSA-1", gone: ["CVE-2024-1"]),
    Case(text: "CVE-2024-1 exp:2026-06-16 # soon", gone: ["CVE-2024-1"]),
    Case(text: "CVE-2024-1 exp:2026-06-15", gone: [], warning: "ended on 2026-06-15"),
    Case(text: "CVE-2024-1 exp:soon", gone: [], warning: ".trivyignore:1: 'soon' is no day"),
    Case(text: "CVE-2024-1 key:value", gone: ["CVE-2024-1"], warning: "'key:value' after"),
    Case(
      text: "CVE-1\nCVE-2",
      gone: [],
      warning: ".trivyignore has entries that match nothing: CVE-1, CVE-2"
    ),
  ])
  func `of Trivy in lines`(test: Case) throws { try expect(test, from: ".trivyignore") }

  @Test(arguments: [
    Case(
      text: "vulnerabilities: [{id: CVE-2024-1}, {id: MAL-2024-4}]",
      gone: ["CVE-2024-1", "MAL-2024-4"]
    ),
    Case(
      text: "vulnerabilities:\n  - id: CVE-2024-2\n    paths: ['**/package.json']",
      gone: ["CVE-2024-2"]
    ),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-2, paths: [bar/*]}]",
      gone: [],
      warning: "match nothing: CVE-2024-2"
    ),
    Case(text: "vulnerabilities: [{purls: ['pkg:npm/lodash']}]", gone: ["CVE-2024-2"]),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-2, purls: ['pkg:npm/lodash@4.17.20', 'pkg:npm/a']}]",
      gone: ["CVE-2024-2"]
    ),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-2, purls: ['pkg:npm/lodash@1']}]",
      gone: [],
      warning: "nothing"
    ),
    Case(text: "vulnerabilities: [{paths: [app/**]}]", gone: ["CVE-2024-2"]),
    Case(
      text: "misconfigurations: [{id: AVD-DS-0002, paths: [app/Dockerfile]}]",
      gone: ["AVD-DS-0002"]
    ),
    Case(text: "secrets: [{id: aws-key}]", gone: ["aws-key"]),
    Case(text: "secrets: [{id: CVE-2024-1}]", gone: [], warning: "match nothing"),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-1, expired_at: 2026-01-01}]",
      gone: [],
      warning: "ended on"
    ),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-1, expired_at: 2027-01-01T00:00:00Z}]",
      gone: ["CVE-2024-1"]
    ),
    Case(
      text: "vulnerabilities: [{id: CVE-2024-1, expires: x}]",
      gone: [],
      warning: "'expires' is not read"
    ),
    Case(text: "vulnerabilities: [{statement: x}]", gone: [], warning: "the entry names nothing"),
    Case(
      text: "vulnerabilities: [{id: A, purls: [x]}]",
      gone: [],
      warning: "'x' is no package URL"
    ),
    Case(text: "licenses: [{id: MIT}]", gone: [], warning: "'licenses' is not read"),
    Case(text: "[a]", gone: [], warning: "it must be a map of lists"),
    Case(text: "", gone: []),
  ])
  func `of Trivy in YAML`(test: Case) throws { try expect(test, from: ".trivyignore.yaml") }

  @Test(arguments: [
    Case(text: "ignore: [{vulnerability: CVE-2024-1, reason: x}]", gone: ["CVE-2024-1"]),
    Case(
      text: "ignore: [{vulnerability: CVE-2024-1, include-aliases: true}]",
      gone: ["CVE-2024-1"]
    ),
    Case(text: "ignore: [{fix-state: wont-fix}]", gone: ["CVE-2024-1"]),
    Case(text: "ignore: [{package: {name: 'lib(curl|ssl)[0-9]'}}]", gone: ["CVE-2024-1"]),
    Case(text: "ignore: [{package: {name: libcurl}}]", gone: [], warning: "match nothing: libcurl"),
    Case(
      text: "ignore: [{package: {name: lodash, version: 4.17.20, type: npm}}]",
      gone: ["CVE-2024-2"]
    ),
    Case(text: "ignore: [{package: {name: lodash, language: javascript}}]", gone: ["CVE-2024-2"]),
    Case(text: "ignore: [{package: {upstream-name: curl, type: deb}}]", gone: ["CVE-2024-1"]),
    Case(text: "ignore: [{package: {type: java-archive}}]", gone: ["CVE-2024-3"]),
    Case(text: "ignore: [{package: {location: '/opt/**'}}]", gone: ["CVE-2024-3"]),
    Case(text: "ignore: [{namespace: 'debian:distro:debian:12'}]", gone: ["CVE-2024-1"]),
    Case(text: "ignore: [{namespace: 'debian:distro:debian:11'}]", gone: [], warning: "nothing"),
    Case(text: "ignore: [{namespace: 'github:language:javascript'}]", gone: ["CVE-2024-2"]),
    Case(
      text: "ignore: [{namespace: 'nvd:cpe'}]",
      gone: [],
      warning: "the namespace 'nvd:cpe' is not read"
    ),
    Case(
      text: "ignore: [{vulnerability: A, match-type: x}]",
      gone: [],
      warning: "'match-type' is not read"
    ),
    Case(
      text: "ignore: [{vex-status: fixed}]",
      gone: [],
      warning: "'vex-status' is not read; the entry"
    ),
    Case(text: "ignore: [{package: {name: '(a'}}]", gone: [], warning: "'(a' is no expression"),
    Case(text: "ignore: [{vulnerability: ''}]", gone: [], warning: "the entry names nothing"),
    Case(
      text: "fail-on-severity: high\nonly-fixed: true",
      gone: [],
      warning: "only 'ignore' is read, not fail-on"
    ),
  ])
  func `of Grype`(test: Case) throws { try expect(test, from: ".grype.yaml") }

  @Test(arguments: [
    Case(text: "[[IgnoredVulns]]\nid = \"DSA-1\"\nreason = \"x\"", gone: ["CVE-2024-1"]),
    Case(
      text: "[[IgnoredVulns]]\nid = \"CVE-2024-1\"\nignoreUntil = 2026-06-16",
      gone: ["CVE-2024-1"]
    ),
    Case(
      text: "[[IgnoredVulns]]\nid = \"CVE-2024-1\"\nignoreUntil = 2026-06-15T00:00:00Z",
      gone: [],
      warning: "ended on"
    ),
    Case(
      text: "[[PackageOverrides]]\nname = \"lodash\"\necosystem = \"npm\"\nignore = true",
      gone: ["CVE-2024-2"]
    ),
    Case(
      text:
        "[[PackageOverrides]]\nname = \"org.apache.logging.log4j:log4j-core\"\nversion = \"2.14\"\n"
        + "ecosystem = \"Maven\"\nvulnerability.ignore = true\neffectiveUntil = 2027-01-01",
      gone: ["CVE-2024-3"]
    ),
    Case(
      text: "[[PackageOverrides]]\nname = \"lib.*\"\nnameIsRegex = true\nignore = true",
      gone: ["CVE-2024-1"]
    ),
    Case(
      text: "[[PackageOverrides]]\nname = \"lod.*\"\nignore = true",
      gone: [],
      warning: "match nothing"
    ),
    Case(
      text: "[[PackageOverrides]]\necosystem = \"Debian:12\"\nignore = true",
      gone: ["CVE-2024-1"]
    ),
    Case(text: "[[PackageOverrides]]\ngroup = \"dev\"\nignore = true", gone: ["CVE-2024-3"]),
    Case(
      text: "[[PackageOverrides]]\ngroup = \"x\"\nignore = true",
      gone: [],
      warning: "'group = x' is not read"
    ),
    Case(text: "[[PackageOverrides]]\nname = \"lodash\"", gone: []),
    Case(text: "[[PackageOverrides]]\nignore = true", gone: [], warning: "names nothing"),
    Case(
      text: "[[PackageOverrides]]\nname = \"a\"\nlicense.override = [\"MIT\"]",
      gone: [],
      warning: "overrides of licenses are not read"
    ),
    Case(
      text: "GoVersionOverride = \"1.20\"",
      gone: [],
      warning: "'GoVersionOverride' is not read"
    ),
  ])
  func `of OSV-Scanner`(test: Case) throws { try expect(test, from: "osv-scanner.toml") }

  @Test(arguments: [
    ("sub/.trivyignore", "CVE-1", IgnoreFile.Format.trivy), ("ignored.txt", "CVE-1", .trivy),
    ("a.yaml", "ignore: []", .grype), ("a.yml", "vulnerabilities: []", .trivyYAML),
    ("a.toml", "", .osvScanner), ("grype.yaml", "", .grype),
  ])
  func `is known by its name or by what is in it`(
    name: String,
    text: String,
    format: IgnoreFile.Format
  ) throws {
    #expect(try ignoreFile(text, name).format == format)
  }

  @Test(arguments: [
    (".grype.yaml", "a: ["), (".trivyignore", "\u{0}"), ("osv-scanner.toml", "a ="),
  ])
  func `that is broken is no clean one`(name: String, text: String) throws {
    if name == ".trivyignore" {
      #expect(throws: IgnoreFileError.self) {
        try IgnoreFile.read([0xFF, 0xFE, 0x41].span, name: name, limits: .standard)
      }
    } else {
      #expect(throws: IgnoreFileError.self) { try ignoreFile(text, name) }
    }
  }

  @Test(arguments: IgnoreFile.Format.allCases) func `survives hostile bytes`(
    format: IgnoreFile.Format
  ) {
    let good =
      switch format {
      case .trivy: "CVE-2024-1 exp:2026-06-16 # a\nCVE-2\n"
      case .trivyYAML: "vulnerabilities: [{id: A, paths: ['**/a{b,c}'], purls: ['pkg:npm/a']}]"
      case .grype: "ignore: [{vulnerability: A, package: {name: 'a(b|c)*', location: '/**/[a-z]'}}]"
      case .osvScanner:
        "[[PackageOverrides]]\nname = \"(a|b)+\"\nnameIsRegex = true\nignore = true\n"
      }
    for bytes in hostileVariants(of: Array(good.utf8)) {
      _ = try? IgnoreFile.read(bytes.span, name: format.rawValue, limits: .standard)
    }
  }
}

@Suite struct `baseline` {
  private func read(_ text: String) throws -> Baseline {
    try Baseline.read(Array(text.utf8).span, name: "last.json", limits: .standard)
  }

  @Test func `holds what counted, and what an earlier baseline took out`() throws {
    let text = """
      {"findings": [{"fingerprint": "a"}], "dismissed": [
        {"authority": "baseline", "finding": {"fingerprint": "b"}},
        {"authority": "waiver", "finding": {"fingerprint": "c"}}]}
      """
    #expect(try read(text).fingerprints == ["a", "b"])
  }

  @Test func `may be a SARIF log`() throws {
    let text = """
      {"runs": [{"results": [{"partialFingerprints": {"plimsoll/v1": "a", "other/v1": "b"}}]}]}
      """
    #expect(try read(text).fingerprints == ["a"])
  }

  @Test(arguments: [
    ("{}", BaselineError.noFindings), ("[]", .noFindings), ("{\"findings\": 1}", .noFindings),
    ("{\"findings\": [{\"rule\": 1}]}", .noFingerprint(line: 1)),
    ("{", .unreadable(.truncated(line: 1))),
  ])
  func `is refused`(text: String, because reason: BaselineError) {
    #expect(throws: reason) { try read(text) }
  }

  @Test func `survives hostile bytes`() {
    for bytes in hostileVariants(of: Array("{\"findings\": [{\"fingerprint\": \"a\"}]}".utf8)) {
      _ = try? Baseline.read(bytes.span, name: "a", limits: .standard)
    }
  }
}

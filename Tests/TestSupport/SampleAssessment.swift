package import Model
import Testing

/// Assessments for the suites that run over all reports.
package struct SampleAssessment: Sendable, CustomTestStringConvertible {
  package var name: String
  package var assessment: Assessment

  package var testDescription: String { name }

  /// All but the huge one.
  package static let all = [full, clean, unlooked, partial, nothing, hostile]
  /// An image with findings of every kind, severity, fix and mark.
  package static let full = SampleAssessment(name: "full", assessment: fullAssessment())
  /// Packages, full data, and nothing known against any of them.
  package static let clean = SampleAssessment(name: "clean", assessment: cleanAssessment())
  /// Packages, but no data to look them up in.
  package static let unlooked = SampleAssessment(name: "unlooked", assessment: unlookedAssessment())
  /// Nothing found, but not everything was looked at.
  package static let partial = SampleAssessment(name: "partial", assessment: partialAssessment())
  /// No package, no data, no finding.
  package static let nothing = SampleAssessment(
    name: "nothing",
    assessment: Assessment(inventory: Inventory(subject: Subject(kind: .sourceTree, name: "src")))
  )
  /// Every text an attack on terminals, browsers, spreadsheets and parsers.
  package static let hostile = SampleAssessment(name: "hostile", assessment: hostileAssessment())

  /// Ten thousand findings.
  package static let huge = huge(findings: 10_000)

  /// So many findings in half as many packages.
  package static func huge(findings count: Int) -> SampleAssessment {
    SampleAssessment(name: "huge", assessment: hugeAssessment(findings: count))
  }
}

/// Text that tries to be obeyed: by terminals, shells, JSON, XML, HTML, Markdown and spreadsheets.
package let hostileReportText =
  "a\u{1B}[31mred\u{1B}]0;t\u{07}\u{9B}2J\nb\r\n\tc\u{0}\u{7F}\"'\\</script><script>alert(1)</script>"
  + "<img src=x onerror=alert(2)>&amp;&#x3C;<!-- --> ]]> {{x}} ${y} `z` | pipe \\| [l](javascript:a)"
  + " *b* _i_ # h @team ~~~ ```\n> q\n- \u{202E}dcba\u{2066}\u{FEFF}\u{85}\u{2028}\u{FFFE}é漢字👩‍👩‍👧"

// MARK: - Parts

private func evidence(
  _ path: String,
  _ method: Evidence.Method,
  layer: Int?,
  inner: String = ""
) -> Evidence {
  var evidence = Evidence(analyzer: "sample", method: method, path: path, innerPath: inner)
  evidence.layer = layer
  return evidence
}

private func debian(
  _ name: String,
  _ version: String,
  source: String = "",
  layer: Int = 0
) -> Package {
  var package = Package(
    .deb,
    namespace: "debian",
    name: name,
    version: version,
    evidence: evidence("var/lib/dpkg/status", .installedDatabase, layer: layer)
  )
  package.architecture = "amd64"
  if !source.isEmpty { package.source = SourcePackage(name: source, version: version) }
  return package
}

private enum Sample {
  static let curl = debian("curl", "7.88.1-10+deb12u5")
  static let libcurl = debian("libcurl4", "7.88.1-10+deb12u5", source: "curl")
  static let ssl = debian("libssl3", "3.0.11-1~deb12u2", source: "openssl")
  static let zlib = debian("zlib1g", "1:1.2.13.dfsg-1", source: "zlib")
  static let perl = debian("perl-base", "5.36.0-7+deb12u1", source: "perl", layer: 1)
  static let headers = debian("linux-libc-dev", "6.1.90-1", source: "linux", layer: 1)
  static let log4j = Package(
    .maven,
    namespace: "org.apache.logging.log4j",
    name: "log4j-core",
    version: "2.14.1",
    evidence: evidence("app/app.jar", .embedded, layer: 2, inner: "BOOT-INF/lib/log4j-core.jar")
  )
  static let event = Package(
    .npm,
    name: "flatmap-stream",
    version: "0.1.1",
    evidence: evidence("app/package-lock.json", .lockFile, layer: 2)
  )
  static let django = Package(
    .pypi,
    name: "Django",
    version: "4.2.1",
    evidence: evidence(
      "usr/local/lib/python3.11/site-packages/Django-4.2.1.dist-info/METADATA",
      .installedMetadata,
      layer: 3
    )
  )
  static let packages = [
    curl, libcurl, ssl, zlib, perl, headers, log4j, event, django, debian("bash", "5.2.15-2+b2"),
  ].sorted()
}

private func statement(
  _ source: String,
  _ vector: String,
  _ score: Double,
  _ severity: Severity
)
  -> SeverityStatement
{
  SeverityStatement(
    source: source,
    scale: .cvss31,
    text: vector,
    score: score,
    severity: severity
  )
}

/// A finding of a flaw, from what differs between them.
private func flaw(
  _ ids: [String],
  in package: Package,
  _ severity: Severity,
  _ title: String,
  fixed: [String] = [],
  state: FixState = .notFixed,
  risk: Double = 10,
  change: (inout VulnerabilityDetail) -> Void = { _ in }
) -> Finding {
  var detail = VulnerabilityDetail(package: package, identifiers: ids)
  detail.fixedVersions = fixed
  detail.fixState = fixed.isEmpty ? state : .fixed
  detail.risk = risk
  detail.published = "2024-01-09"
  detail.modified = "2024-11-02"
  let space = package.ecosystem == .deb ? "debian:12" : package.ecosystem.rawValue
  detail.advisories = [
    MatchedAdvisory(
      id: ids.first ?? "",
      feed: package.ecosystem == .deb ? "debian-tracker" : "osv",
      space: space,
      packageName: package.source?.name ?? package.fullName,
      version: package.version,
      range: fixed.first.map { "< \($0)" } ?? ">= 0",
      fixState: detail.fixState
    )
  ]
  let vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
  let score = [0, 1.0, 3.1, 5.3, 7.5, 9.8][severity.rank]
  if severity > .negligible {
    detail.severities = [statement("nvd", vector, score, severity)]
    detail.decidingSeverity = detail.severities.first
  }
  change(&detail)
  let place = package.evidence.first
  let location = Finding.Location(
    path: place?.path ?? "",
    innerPath: place?.innerPath ?? "",
    layer: place?.layer
  )
  let rule = ids.first ?? ""
  var finding = Finding(
    .vulnerability,
    rule: rule,
    severity: severity,
    title: title,
    location: location
  )
  finding.detail = .vulnerability(detail)
  finding.references = ["https://example.org/advisories/\(rule)"]
  finding.remedy = fixed.first.map { "Upgrade \(package.fullName) to \($0) or later" } ?? ""
  finding.fingerprint = fingerprint("\(rule) \(package.fullName) \(location.path)")
  return finding
}

/// 32 hexadecimal digits of the text: FNV-1a, twice.
private func fingerprint(_ text: String) -> String {
  let words = [text, "again" + text].map { text in
    text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
  return words.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()
}

private func sampleInventory() -> Inventory {
  var subject = Subject(kind: .image, name: "shop.example.org/web/frontend:1.4")
  let hex = String(repeating: "0123456789abcdef", count: 4)
  subject.manifestDigest = try? Digest(algorithm: .sha256, hex: hex)
  subject.configDigest = subject.manifestDigest
  subject.platform = "linux/amd64"
  subject.tags = ["shop.example.org/web/frontend:1.4"]
  var inventory = Inventory(subject: subject)
  let steps = ["ADD rootfs.tar /", "RUN apt-get install perl", "COPY app /app", "RUN pip install"]
  inventory.layers = steps.enumerated().map { index, step in
    var layer = Layer(index: index)
    layer.diffID = subject.manifestDigest
    layer.size = 1_000_000
    layer.createdBy = step
    return layer
  }
  var system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
  system.prettyName = "Debian GNU/Linux 12 (bookworm)"
  system.endOfLife = "2028-06-30"
  inventory.system = system
  inventory.packages = Sample.packages
  return inventory
}

private let sampleData = [
  DataSource(
    space: "debian:12",
    feeds: ["debian-tracker"],
    date: "2024-11-20",
    records: 41_388,
    isStarter: false
  ),
  DataSource(
    space: "maven",
    feeds: ["osv"],
    date: "2024-11-19",
    records: 5120,
    isStarter: false
  ),
  DataSource(space: "npm", feeds: ["osv"], date: "", records: 3000, isStarter: false),
  DataSource(space: "pypi", feeds: ["starter"], date: "2024-10-01", records: 212, isStarter: true),
]

private let sampleGaps = [
  CoverageGap(
    .malformed,
    path: "app/yarn.lock",
    source: "yarn-lock",
    detail: "no version at line 3",
    layer: 2
  ),
  CoverageGap(
    .missing,
    path: "",
    source: "advisories",
    detail: "no data for golang: 3 packages were not looked up"
  ),
]

// MARK: - Whole assessments

private func fullFindings() -> [Finding] {
  var malware = flaw(
    ["MAL-2022-4091", "GHSA-mh6f-8j2x-4483"],
    in: Sample.event,
    .critical,
    "flatmap-stream steals wallets",
    risk: 100
  )
  malware.kind = .malware
  malware.remedy = "Remove flatmap-stream and treat what it could reach as compromised"
  var secret = Finding(
    .secret,
    rule: "private-key",
    severity: .high,
    title: "A private key lies in the image",
    location: Finding.Location(path: "root/.ssh/id_ed25519", layer: 3, line: 1)
  )
  secret.remedy = "Remove the key from the image and replace it wherever it is trusted"
  secret.fingerprint = fingerprint("private-key root/.ssh/id_ed25519")
  return [malware] + javaFindings() + debianFindings() + pythonFindings() + [secret]
    + unfixedFindings()
}

private func javaFindings() -> [Finding] {
  [
    flaw(
      ["CVE-2021-44228", "GHSA-jfh8-c2jp-5v3q"],
      in: Sample.log4j,
      .critical,
      "Remote code execution by JNDI look-ups in log messages",
      fixed: ["2.3.1", "2.12.2", "2.15.0"],
      risk: 99.2
    ) {
      $0.exploited = ExploitedFact(
        added: "2021-12-10",
        due: "2021-12-24",
        isUsedByRansomware: true
      )
      $0.likelihood = ExploitLikelihood(
        probability: 0.94358,
        percentile: 0.99957,
        date: "2024-11-20"
      )
      $0.weaknesses = ["CWE-20", "CWE-400", "CWE-502"]
    },
    flaw(
      ["CVE-2021-45105", "GHSA-p6xc-xr62-6r2g"],
      in: Sample.log4j,
      .medium,
      "Endless recursion in look-ups",
      fixed: ["2.3.1", "2.12.3", "2.17.0"],
      risk: 41.5
    ) { $0.weaknesses = ["CWE-674"] },
  ]
}

private func debianFindings() -> [Finding] {
  [
    flaw(
      ["CVE-2023-38545"],
      in: Sample.curl,
      .critical,
      "SOCKS5 heap buffer overflow",
      fixed: ["7.88.1-10+deb12u8"],
      risk: 80
    ) { $0.isFromBase = true },
    flaw(
      ["CVE-2023-38545"],
      in: Sample.libcurl,
      .critical,
      "SOCKS5 heap buffer overflow",
      fixed: ["7.88.1-10+deb12u8"],
      risk: 80
    ) { $0.isFromBase = true },
    flaw(
      ["CVE-2024-5535"],
      in: Sample.ssl,
      .high,
      "SSL_select_next_proto reads too far",
      fixed: ["3.0.15-1~deb12u1"],
      risk: 44
    ) {
      $0.isFromBase = true
      $0.likelihood = ExploitLikelihood(probability: 0.0042, percentile: 0.61, date: "2024-11-20")
    },
    flaw(
      ["CVE-2023-47038"],
      in: Sample.perl,
      .high,
      "Write past the end of a buffer by a regular expression",
      fixed: ["5.36.0-7+deb12u2"],
      risk: 40
    ) { $0.fixChannel = "security archive" },
  ]
}

private func pythonFindings() -> [Finding] {
  [
    flaw(
      ["CVE-2024-42005", "GHSA-pv4p-cwwg-4rph", "PYSEC-2024-70"],
      in: Sample.django,
      .high,
      "SQL injection in QuerySet.values()",
      fixed: ["4.2.15", "5.0.8"],
      risk: 52
    ) { $0.weaknesses = ["CWE-89"] },
    flaw(
      ["CVE-2023-36053"],
      in: Sample.django,
      .medium,
      "Slow regular expression in EmailValidator",
      fixed: ["3.2.20", "4.1.10", "4.2.3"],
      risk: 30
    ),
  ]
}

private func unfixedFindings() -> [Finding] {
  [
    flaw(
      ["CVE-2023-45853"],
      in: Sample.zlib,
      .critical,
      "Integer overflow in MiniZip",
      state: .willNotFix,
      risk: 35
    ) { $0.isFromBase = true },
    flaw(["CVE-2011-4116"], in: Sample.perl, .low, "File::Temp follows links", risk: 5),
    flaw(
      ["CVE-2024-2379"],
      in: Sample.curl,
      .negligible,
      "QUIC without certificate check with wolfSSL",
      state: .deferred,
      risk: 1
    ),
    flaw(
      ["CVE-2024-99999"],
      in: Sample.zlib,
      .unknown,
      "Something in zlib",
      state: .underInvestigation,
      risk: 0
    ),
    flaw(
      ["CVE-2024-26581"],
      in: Sample.headers,
      .high,
      "netfilter: nft_set_rbtree: end interval",
      fixed: ["6.1.94-1"],
      risk: 2
    ) { $0.isKernelHeaders = true },
  ]
}

private func fullAssessment() -> Assessment {
  var assessment = Assessment(inventory: sampleInventory())
  assessment.findings = fullFindings()
  let waived = flaw(
    ["CVE-2024-7264"],
    in: Sample.libcurl,
    .medium,
    "ASN.1 date parser reads too far"
  )
  let denied = flaw(["CVE-2023-44487"], in: Sample.ssl, .high, "HTTP/2 rapid reset")
  assessment.dismissed = [
    DismissedFinding(
      denied,
      by: .vex,
      origin: "app.openvex.json",
      reason: "vulnerable_code_not_in_execute_path"
    ),
    DismissedFinding(waived, by: .waiver, origin: "plimsoll.yaml", reason: "not reachable"),
  ]
  assessment.gaps = sampleGaps
  assessment.data = sampleData
  assessment.verdict.outcome = .denied
  assessment.verdict.reasons = ["5 findings are critical, which the gate does not let pass"]
  assessment.verdict.warnings = ["The waiver of CVE-2020-1234 expired on 2024-06-01"]
  assessment.verdict.deciding = assessment.findings.filter { $0.severity == .critical }
    .map(\.fingerprint)
  return assessment
}

private func cleanAssessment() -> Assessment {
  var assessment = Assessment(inventory: sampleInventory())
  assessment.data = Array(sampleData.prefix(2))
  assessment.verdict.outcome = .passed
  return assessment
}

private func unlookedAssessment() -> Assessment {
  Assessment(inventory: sampleInventory())
}

private func partialAssessment() -> Assessment {
  var assessment = cleanAssessment()
  assessment.gaps = sampleGaps
  return assessment
}

private func hostileAssessment() -> Assessment {
  let text = hostileReportText
  var assessment = fullAssessment()
  assessment.inventory.subject.name = text
  assessment.inventory.subject.platform = text
  assessment.inventory.subject.tags = [text]
  assessment.inventory.subject.labels = [text: text]
  assessment.inventory.system?.prettyName = text
  assessment.inventory.system?.id = text
  assessment.inventory.layers[0].createdBy = text
  for ecosystem in [Ecosystem.deb, .npm, Ecosystem(rawValue: text)] {
    for name in [text, String(repeating: "long", count: 2000), "", " ", "-", "=1+1", "..", "|"] {
      let place = evidence(name, .fileName, layer: 1, inner: name)
      let package = Package(ecosystem, namespace: name, name: name, version: name, evidence: place)
      assessment.inventory.packages.append(package)
      assessment.findings.append(hostileFinding(package, name))
    }
  }
  assessment.dismissed = [
    DismissedFinding(
      hostileFinding(Sample.curl, text),
      by: .ignoreFile,
      origin: text,
      reason: text
    )
  ]
  assessment.gaps = [CoverageGap(.limit, path: text, source: text, detail: text, layer: 9)]
  assessment.data = [
    DataSource(space: text, feeds: [text, text], date: text, records: .max, isStarter: true)
  ]
  assessment.verdict.reasons = [text, ""]
  assessment.verdict.warnings = [text]
  assessment.verdict.deciding = [text]
  return assessment
}

private func hostileFinding(_ package: Package, _ text: String) -> Finding {
  var finding = flaw(
    [text, text, ""],
    in: package,
    .critical,
    text,
    fixed: [text, "1"],
    risk: .nan
  ) {
    $0.fixChannel = text
    $0.weaknesses = [text, "CWE-", "CWE-79", "CWE-99999999999999999999"]
    $0.published = text
    $0.modified = text
    $0.likelihood = ExploitLikelihood(probability: .infinity, percentile: -1, date: text)
    $0.exploited = ExploitedFact(added: text, due: text, isUsedByRansomware: true)
    $0.severities = [
      SeverityStatement(source: text, scale: .word, text: text, score: .nan, severity: .low),
      SeverityStatement(source: text, scale: .cvss4, text: text, score: 99, severity: .high),
    ]
    $0.decidingSeverity = $0.severities.last
  }
  finding.references = [text, "javascript:alert(3)", "https://example.org/\(text)", "", "data:,x"]
  finding.remedy = text
  finding.fingerprint = text
  finding.location.line = -1
  return finding
}

private func hugeAssessment(findings count: Int) -> Assessment {
  var assessment = Assessment(inventory: sampleInventory())
  assessment.inventory.packages = (0..<max(1, count / 2)).map { number in
    Package(
      .npm,
      name: "package-\(number)",
      version: "1.\(number % 7).0",
      evidence: evidence("app/\(number)/package.json", .installedMetadata, layer: number % 4)
    )
  }.sorted()
  let packages = assessment.inventory.packages
  assessment.findings = (0..<count).map { number in
    flaw(
      ["CVE-2024-\(10_000 + number)"],
      in: packages[number % packages.count],
      Severity.allCases[number % 6],
      "Flaw number \(number)",
      fixed: number % 3 == 0 ? [] : ["1.8.\(number % 11)", "2.0.\(number % 5)"],
      risk: Double(count - number) / Double(count) * 100
    )
  }
  assessment.data = sampleData
  return assessment
}

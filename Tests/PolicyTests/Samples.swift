import Model
import Policy

/// A vulnerability of one package.
func flaw(
  _ rule: String = "CVE-2024-0001",
  in name: String = "curl",
  _ severity: Severity = .high,
  ecosystem: Ecosystem = .deb,
  version: String = "1.0",
  path: String = "var/lib/dpkg/status",
  change: (inout VulnerabilityDetail) -> Void = { _ in }
) -> Finding {
  var package = Package(
    ecosystem,
    name: name,
    version: version,
    evidence: Evidence(analyzer: "dpkg", method: .installedDatabase, path: path)
  )
  if ecosystem == .deb { package.namespace = "debian" }
  var detail = VulnerabilityDetail(package: package, identifiers: [rule])
  change(&detail)
  var finding = Finding(
    rule.hasPrefix("MAL-") ? .malware : .vulnerability,
    rule: rule,
    severity: severity,
    title: "A flaw",
    location: Finding.Location(path: path)
  )
  finding.detail = .vulnerability(detail)
  return finding
}

/// Something else at fault.
func fault(_ kind: Finding.Kind, _ rule: String, _ severity: Severity, path: String) -> Finding {
  Finding(
    kind,
    rule: rule,
    severity: severity,
    title: "A fault",
    location: Finding.Location(path: path)
  )
}

/// An image with these findings, whose packages it holds.
func image(_ findings: [Finding], named name: String = "ghcr.io/acme/app:1.2") -> Assessment {
  var subject = Subject(kind: .image, name: name)
  subject.tags = [name]
  subject.manifestDigest = sampleDigest
  var inventory = Inventory(subject: subject)
  inventory.system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
  inventory.packages = findings.compactMap { $0.vulnerability?.package }
  var assessment = Assessment(inventory: inventory)
  assessment.findings = findings
  return assessment
}

let sampleDigest = Digest(algorithm: .sha256, bytes: (0..<32).map { $0 })

/// The day it is in tests.
func today() throws -> CalendarDate { try date("2026-06-15") }

/// A day there is.
func date(_ text: String) throws -> CalendarDate {
  guard let date = CalendarDate(text) else { throw SampleError.noDate(text) }
  return date
}

enum SampleError: Error { case noDate(String) }

import Model
import Policy

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  guard
    let document = try? VEXReader.read(bytes, name: "a", from: .artifact, limits: .standard)
  else { return 0 }
  let lint = VEXLint([document], against: sample)
  precondition(lint.lines.count == document.statements.count)
  for line in lint.lines { precondition(!line.description.isEmpty) }
  var inputs = PolicyInputs(today: CalendarDate.firstDay)
  inputs.vex = [document]
  let judge = PolicyJudge(inputs)
  let judged = judge.judge(sample)
  precondition(judged.findings.count + judged.dismissed.count == sample.findings.count)
  precondition(judge.judge(judged) == judged)
  return 0
}

/// An image with a package and a flaw in it, by the names that seeds use.
private let sample: Assessment = {
  var subject = Subject(kind: .image, name: "ghcr.io/acme/app:1.2")
  subject.tags = [subject.name]
  subject.manifestDigest = Digest(algorithm: .sha256, bytes: (0..<32).map { $0 })
  subject.platform = "linux/amd64"
  var inventory = Inventory(subject: subject)
  var package = Package(
    .deb,
    namespace: "debian",
    name: "libcurl4",
    version: "7.88.1-10",
    evidence: Evidence(analyzer: "dpkg", method: .installedDatabase, path: "var/lib/dpkg/status")
  )
  package.source = SourcePackage(name: "curl", version: "7.88.1-10")
  inventory.packages = [package]
  var finding = Finding(
    .vulnerability,
    rule: "CVE-2024-0001",
    severity: .high,
    title: "A flaw",
    location: Finding.Location()
  )
  finding.detail = .vulnerability(
    VulnerabilityDetail(package: package, identifiers: ["CVE-2024-0001", "DSA-1-1"])
  )
  var assessment = Assessment(inventory: inventory)
  assessment.findings = [finding]
  return assessment
}()

extension CalendarDate {
  fileprivate static var firstDay: CalendarDate {
    guard let date = CalendarDate("2026-01-01") else { preconditionFailure("there is such a day") }
    return date
  }
}

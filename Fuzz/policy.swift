import Model
import Policy

/// One input of the fuzzer: a policy, an ignore file of each tool, and what fails a gate.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // SAFETY: libFuzzer lends this many bytes for the length of the call.
  let bytes = unsafe UnsafeBufferPointer(start: start, count: count).span
  var rules: [DismissalRule] = []
  if let policy = try? PolicyFileReader.read(bytes, name: "plimsoll.yaml", limits: .standard) {
    rules += policy.waivers
    precondition(policy.waivers.allSatisfy { !$0.reason.isEmpty && !$0.conditions.isEmpty })
  }
  for format in IgnoreFile.Format.allCases {
    let file = try? IgnoreFile.read(bytes, name: format.rawValue, limits: .standard)
    rules += file?.rules ?? []
  }
  var text = ""
  for at in bytes.indices.prefix(200) { text.unicodeScalars.append(Unicode.Scalar(bytes[at])) }
  if let rule = try? FailOnRule(text) {
    // What was read can be written, and reads the same again.
    let again = try? FailOnRule(rule.description)
    precondition(again == rule)
  }
  let artifact = ArtifactNames(
    Inventory(subject: Subject(kind: .image, name: "ghcr.io/acme/app:1"))
  )
  let finding = sample
  for rule in rules { _ = rule.covers(finding, in: artifact) }
  return 0
}

/// A flaw in a package at a path of some length.
private let sample: Finding = {
  let package = Package(
    .npm,
    name: "lodash",
    version: "4.17.20",
    evidence: Evidence(
      analyzer: "npm",
      method: .installedMetadata,
      path: "app/node_modules/lodash/package.json"
    )
  )
  var finding = Finding(
    .vulnerability,
    rule: "CVE-2024-1",
    severity: .high,
    title: "A flaw",
    location: Finding.Location(path: "app/node_modules/lodash/package.json")
  )
  finding.detail = .vulnerability(
    VulnerabilityDetail(package: package, identifiers: ["CVE-2024-1"])
  )
  return finding
}()

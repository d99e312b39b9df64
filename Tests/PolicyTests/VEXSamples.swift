import Formats
import Model
import Policy

/// Reads a VEX document from text.
func vex(
  _ text: String,
  name: String = "a.json",
  from place: VEXReader.Place = .file
) throws(VEXError) -> VEXDocument {
  try VEXReader.read(Array(text.utf8).span, name: name, from: place, limits: .standard)
}

/// An OpenVEX document with these statements, as JSON.
func openVEX(_ statements: String..., timestamp: String = "2026-01-01T00:00:00Z") -> String {
  """
  {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:a", "author": "a", "version": 1,
  "timestamp": "\(timestamp)", "statements": [
  \(statements.joined(separator: ",\n"))]}
  """
}

/// One statement of OpenVEX about CVE-2024-0001, as JSON.
func statement(
  on name: String = "CVE-2024-0001",
  _ products: String,
  _ status: String = "not_affected",
  timestamp: String = ""
) -> String {
  let time = timestamp.isEmpty ? "" : "\"timestamp\": \"\(timestamp)\","
  return """
    {"vulnerability": {"name": "\(name)"}, "products": [\(products)], \(time)
    "status": "\(status)", "justification": "vulnerable_code_not_present"}
    """
}

/// What an image with a Debian package, an npm package and a Go program holds.
enum VEXImage {
  static let flawInCurl = flaw(
    in: "libcurl4",
    version: "7.88.1-10",
    change: {
      $0.identifiers = ["CVE-2024-0001", "DSA-1-1"]
      $0.package.architecture = "amd64"
      $0.package.source = SourcePackage(name: "curl", version: "7.88.1-10")
    }
  )
  static let flawInOPA = flaw(
    "GHSA-aaaa-bbbb-cccc",
    in: "opa",
    ecosystem: .golang,
    version: "v0.35.0",
    path: "usr/bin/app",
    change: {
      $0.identifiers = ["GHSA-aaaa-bbbb-cccc", "CVE-2024-0001"]
      $0.package.namespace = "github.com/open-policy-agent"
      $0.package.digests = [sampleDigest]
    }
  )

  static var assessment: Assessment {
    var main = Package(
      .golang,
      namespace: "github.com/acme",
      name: "app",
      version: "v1.0.0",
      evidence: Evidence(analyzer: "go-binary", method: .embedded, path: "usr/bin/app")
    )
    main.digests = []
    var assessment = image([flawInCurl, flawInOPA])
    assessment.inventory.subject.platform = "linux/amd64"
    assessment.inventory.system?.cpe = "cpe:/o:acme:linux:9::base"
    assessment.inventory.packages.append(main)
    return assessment
  }

  /// The names of packages whose finding a document takes out.
  static func dismissed(by documents: VEXDocument...) throws -> [String] {
    try judged(by: documents).dismissed.compactMap { $0.finding.vulnerability?.package.name }
      .sorted()
  }

  static func judged(by documents: [VEXDocument]) throws -> Assessment {
    var inputs = PolicyInputs(today: try today())
    inputs.vex = documents
    return PolicyJudge(inputs).judge(assessment)
  }

  /// What a document's only statement came to.
  static func effect(of document: VEXDocument) -> VEXLint.Line.Effect? {
    VEXLint([document], against: assessment).lines.first?.effect
  }
}

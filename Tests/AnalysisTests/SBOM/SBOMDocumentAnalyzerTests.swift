import Analysis
import Model
import Testing

@Suite struct `bill of materials in an artifact` {
  private let path = "opt/bitnami/postgresql/.spdx-postgresql.spdx"

  @Test func `is the evidence of the packages it names`() throws {
    let facts = try analyze(SBOMDocumentAnalyzer.self, path: path, SBOMFixtures.bitnami)
    #expect(facts.packages.map(\.name) == ["postgresql", "geos"])
    #expect(facts.packages.allSatisfy { $0.evidence.count == 1 && $0.evidence[0].path == path })
  }

  @Test func `of another kind under a common name is left alone`() throws {
    let facts = try analyze(SBOMDocumentAnalyzer.self, path: "bom.json", "{\"parts\": []}")
    #expect(facts.isEmpty)
    #expect(throws: AnalysisError.self) {
      try analyze(SBOMDocumentAnalyzer.self, path: "a.cdx.json", "{\"parts\": []}")
    }
  }

  @Test func `does not double a package that was found itself`() throws {
    var bash = Package(
      .deb,
      namespace: "debian",
      name: "bash",
      version: "5.2.15-2+b8",
      evidence: Evidence(analyzer: "dpkg", method: .installedDatabase, path: "status")
    )
    bash.architecture = "amd64"
    var six = bash
    six.ecosystem = .pypi
    (six.namespace, six.name, six.version, six.architecture) = ("", "Six", "1.16.0", "")
    var found = FileFacts()
    found.packages = [bash, six]
    var layer = LayerInventory()
    let bill = "a.syft.json"
    let said = try analyze(SBOMDocumentAnalyzer.self, path: bill, SBOMFixtures.syft)
    layer.facts = ["status": found, bill: said]
    var join = InventoryJoin(subject: Subject(kind: .rootFilesystem, name: "x"), layers: [layer])
    let packages = join.run().packages
    #expect(packages.map(\.name) == ["bash", "libc6", "b", "Six"])
    #expect(packages[0].evidence.map(\.path) == ["status", "a.syft.json"])
    #expect(packages[0].source == nil && packages[0].licenses == ["GPL-3.0-or-later"])
    #expect(packages[3].evidence.count == 2)
  }
}

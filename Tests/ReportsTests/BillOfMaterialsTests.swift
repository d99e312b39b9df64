import Formats
import Model
import Reports
import Testing

@Suite struct `bill of materials` {
  private func document(
    _ format: any ReportFormat.Type,
    _ inventory: Inventory = ReportSample.full.inventory
  ) throws -> DataNode {
    try JSONReader.parse(format.render(inventory, in: sampleContext).span, limits: .standard)
  }

  @Test(arguments: ReportSample.all)
  func `of CycloneDX refers to what it has, and names each thing once`(sample: ReportSample) throws
  {
    let root = try document(CycloneDXFormat.self, sample.inventory)
    let components = root["components"]?.list ?? []
    let references = components.compactMap { $0["bom-ref"]?.string }
    #expect(references.count == components.count && Set(references).count == references.count)
    let dependencies = root["dependencies"]?.list ?? []
    let used = dependencies.flatMap { [$0["ref"]] + ($0["dependsOn"]?.list ?? []) }
    let unknown = Set(used.compactMap { $0?.string }).subtracting(references)
    #expect(unknown.isEmpty)
  }

  @Test(arguments: ReportSample.all)
  func `of SPDX refers to what it has, and names each thing once`(sample: ReportSample) throws {
    let root = try document(SPDXFormat.self, sample.inventory)
    let names = (root["packages"]?.list ?? []).compactMap { $0["SPDXID"]?.string }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.allSatisfy(isPlain) })
    let known = Set(names + ["SPDXRef-DOCUMENT"])
    for relation in root["relationships"]?.list ?? [] {
      #expect(known.contains(relation["spdxElementId"]?.string ?? ""))
      #expect(known.contains(relation["relatedSpdxElement"]?.string ?? ""))
    }
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x2E
  }

  @Test func `resolves dependencies to the same architecture, and the nearest place`() throws {
    let root = try document(CycloneDXFormat.self)
    let dependencies = (root["dependencies"]?.list ?? []).reduce(into: [String: [String]]()) {
      $0[$1["ref"]?.string ?? ""] = ($1["dependsOn"]?.list ?? []).compactMap(\.string)
    }
    let curl = "pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12"
    let ssl = "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl"
    #expect(dependencies[curl]?.sorted() == [ssl, "pkg:pypi/six@1.16.0"].sorted())
    let core = dependencies.first { $0.key.hasPrefix("pkg:npm/%40angular/core") }?.value ?? []
    #expect(core.count == 1)
    let pad = (root["components"]?.list ?? []).first { $0["bom-ref"]?.string == core.first }
    #expect(
      pad?["evidence"]?["occurrences"]?[0]?["location"]?.string == "app/package-lock.json"
    )
  }

  @Test func `says that it is incomplete when there are gaps`() throws {
    let root = try document(CycloneDXFormat.self)
    #expect(root["compositions"]?[0]?["aggregate"]?.string == "incomplete")
    let spdx = try document(SPDXFormat.self)
    #expect(spdx["creationInfo"]?["comment"]?.string?.hasPrefix("Incomplete: 2 parts") == true)
    let whole = try document(CycloneDXFormat.self, ReportSample.empty.inventory)
    #expect(whole["compositions"] == nil)
  }

  @Test func `has a serial number that its content decides`() throws {
    let first = try document(CycloneDXFormat.self)["serialNumber"]?.string
    var inventory = ReportSample.full.inventory
    #expect(try document(CycloneDXFormat.self, inventory)["serialNumber"]?.string == first)
    inventory.packages.removeLast()
    #expect(try document(CycloneDXFormat.self, inventory)["serialNumber"]?.string != first)
  }

  @Test func `names the image by a package URL`() throws {
    let root = try document(CycloneDXFormat.self)
    #expect(
      root["metadata"]?["component"]?["purl"]?.string
        == "pkg:oci/debian@sha256:\(hexDigest)?arch=amd64"
        + "&repository_url=docker.io%2Flibrary%2Fdebian&tag=12-slim"
    )
  }
}

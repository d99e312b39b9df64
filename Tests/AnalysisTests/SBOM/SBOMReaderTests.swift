import Analysis
import Model
import TestSupport
import Testing

func readBill(_ text: String, limits: Limits = .standard) throws(SBOMError) -> Inventory {
  try SBOMReader.read(Array(text.utf8).span, path: "app.json", limits: limits)
}

@Suite struct `bill of materials reader` {
  @Test func `reads what Trivy writes as CycloneDX`() throws {
    let inventory = try readBill(SBOMFixtures.trivy)
    #expect(
      packageURLs(inventory) == [
        "pkg:deb/debian/bash@5.2?arch=amd64&distro=debian-12.5",
        "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12.5&upstream=glibc",
        "pkg:npm/%40babel/core@7.0.0",
      ]
    )
    let bash = inventory.packages[0]
    #expect(bash.dependencies == ["libc6"])
    let libc = inventory.packages[1]
    #expect(libc.vendor == "GNU Libc Maintainers" && libc.licenses == ["LGPL-2.1-only"])
    #expect(libc.evidence.map(\.layer) == [1] && libc.evidence.map(\.method) == [.sbom])
    let core = inventory.packages[2]
    #expect(core.scope == .development && core.digests.map(\.algorithm) == [.sha1])
    #expect(inventory.gaps == [])
  }

  @Test func `reads the image and system that Trivy names`() throws {
    let inventory = try readBill(SBOMFixtures.trivy)
    let subject = inventory.subject
    #expect(subject.kind == .image && subject.name == "app:1" && subject.tags == ["app:1"])
    #expect(subject.configDigest?.hex == SBOMFixtures.hash("a"))
    #expect(subject.manifestDigest?.hex == SBOMFixtures.hash("d"))
    #expect(
      inventory.layers.map(\.diffID?.hex) == [SBOMFixtures.hash("b"), SBOMFixtures.hash("c")]
    )
    #expect(inventory.system?.id == "debian" && inventory.system?.version == "12.5")
    #expect(inventory.system?.endOfLife != nil)
  }

  @Test func `reads what Syft writes`() throws {
    let inventory = try readBill(SBOMFixtures.syft)
    #expect(
      packageURLs(inventory) == [
        "pkg:deb/debian/bash@5.2.15-2%2Bb8?arch=amd64&distro=debian-12&upstream=bash%405.2",
        "pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12",
        "pkg:golang/github.com/a/b@v1.0.0",
        "pkg:pypi/six@1.16.0",
      ]
    )
    let bash = inventory.packages[0]
    #expect(bash.evidence[0].path == "var/lib/dpkg/status" && bash.evidence[0].layer == 0)
    #expect(bash.evidence[0].analyzer == "dpkg-db-cataloger" && bash.dependencies == ["libc6"])
    #expect(bash.vendor.hasPrefix("Matthias") && bash.licenses == ["GPL-3.0-or-later"])
    #expect(inventory.packages[3].owner == PackageOwner(ecosystem: .deb, name: "bash"))
    #expect(inventory.subject.platform == "linux/amd64" && inventory.subject.labels == ["k": "v"])
    #expect(inventory.system?.codename == "bookworm")
  }

  @Test func `names each component it cannot understand in a gap`() throws {
    let details = try readBill(SBOMFixtures.syft).gaps.map(\.detail)
    #expect(details.count == 2)
    #expect(details[0].contains("'broken'") && details[0].contains("is no package URL"))
    #expect(details[1] == "component 'thing' of the type UnknownPackage has no package URL")
  }

  @Test func `reads what Bitnami writes as SPDX`() throws {
    let inventory = try readBill(SBOMFixtures.bitnami)
    #expect(
      packageURLs(inventory) == [
        "pkg:bitnami/postgresql@17.2.0-8?arch=amd64&distro=debian-12", "pkg:generic/geos@3.13.0",
      ]
    )
    #expect(inventory.packages[1].licenses == ["LGPL 2"])
    #expect(inventory.packages[1].vendor == "GEOS (geos@example.org)")
    #expect(inventory.packages[1].digests.map(\.algorithm) == [.md5])
  }

  @Test func `takes the release from package URLs that agree where nothing else tells it`() throws {
    let inventory = try readBill(
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.2", "components": [
        {"type": "library", "name": "a", "purl": "pkg:deb/debian/a@1?distro=debian-12"},
        {"type": "library", "name": "b", "purl": "pkg:deb/debian/b@1?distro=debian-12"}]}
      """
    )
    #expect(inventory.system?.id == "debian" && inventory.system?.version == "12")
    #expect(inventory.subject.name == "app.json" && inventory.subject.kind == .sbom)
  }

  @Test func `reads a bill that an attestation carries`() throws {
    let statement = """
      {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://cyclonedx.org/bom",
      "predicate": \(SBOMFixtures.trivy)}
      """
    #expect(try readBill(statement) == readBill(SBOMFixtures.trivy))
  }

  @Test func `reads components within components`() throws {
    let inventory = try readBill(
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.4", "components": [
        {"type": "application", "name": "war", "version": "1", "components": [
          {"type": "library", "group": "g", "name": "a", "purl": "pkg:maven/g/a@2"}]},
        {"type": "data", "name": "table"}, {"type": "file", "name": "x"}]}
      """
    )
    #expect(packageURLs(inventory) == ["pkg:generic/war@1", "pkg:maven/g/a@2"])
    #expect(inventory.gaps.map(\.detail) == ["component 'table' of the type data is no package"])
  }
}

@Suite struct `a document that is no readable bill of materials` {
  @Test(arguments: [
    ("<?xml?><bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"/>", "CycloneDX in XML"),
    ("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0", "SPDX in tag-value form"),
    ("# by hand\nSPDXVersion: SPDX-2.3", "SPDX in tag-value form"),
    ("", "not a bill of materials"),
    ("{}", "not a bill of materials"),
    ("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"2.0\"}", "CycloneDX of version 2.0"),
    ("{\"bomFormat\": \"CycloneDX\"}", "CycloneDX of version none"),
    ("{\"spdxVersion\": \"SPDX-2.1\"}", "SPDX of version SPDX-2.1"),
    ("{\"@context\": \"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\"}", "SPDX of version 3"),
    ("{\"format\": \"plimsoll-inventory\", \"formatVersion\": \"2.0\"}", "of version 2.0"),
    ("{\"artifacts\": [], \"schema\": {\"version\": \"99.0.0\"}}", "Syft of version 99.0.0"),
    ("{\"bomFormat\": \"CycloneDX\", ", "cut off"),
    ("{\"bomFormat\": CycloneDX}", "line 1"),
  ])
  func `is refused by name, with the reason`(text: String, reason: String) throws {
    let error = try #require(throws: SBOMError.self) { try readBill(text) }
    #expect(error.description.hasPrefix("app.json: ") && error.description.contains(reason))
  }

  @Test func `is refused over each limit`() {
    var limits = Limits()
    limits.fileSize = 10
    #expect(throws: SBOMError.self) { try readBill(SBOMFixtures.syft, limits: limits) }
    limits = Limits()
    limits.packagesPerFile = 2
    #expect(throws: SBOMError.self) { try readBill(SBOMFixtures.syft, limits: limits) }
    #expect(throws: SBOMError.self) { try readBill(SBOMFixtures.trivy, limits: limits) }
    limits.packagesPerFile = 1
    #expect(throws: SBOMError.self) { try readBill(SBOMFixtures.bitnami, limits: limits) }
  }

  @Test(
    .timeLimit(.minutes(2)),
    arguments: [SBOMFixtures.syft, SBOMFixtures.trivy, SBOMFixtures.bitnami]
  )
  func `is survived when spoilt`(text: String) {
    for bytes in hostileVariants(of: Array(text.utf8)) {
      // Any answer will do: the test is that there is one.
      _ = try? SBOMReader.read(bytes.span, path: "x", limits: .standard)
    }
  }
}

/// The canonical URL of each package.
func packageURLs(_ inventory: Inventory) -> [String] {
  inventory.packages.map { $0.purl(system: inventory.system)?.description ?? "none" }
}

import Analysis
import Formats
import Model
import Reports
import Testing

/// Inventories written and read back: what a format loses is said here, and nothing else is lost.
@Suite struct `written and read back` {
  private func again(_ format: any ReportFormat.Type, _ inventory: Inventory) throws -> Inventory {
    let bytes = format.render(inventory, in: sampleContext)
    return try SBOMReader.read(bytes.span, path: "bom", limits: .standard)
  }

  /// A sample in the order that inventories have.
  private func ordered(_ sample: ReportSample) -> Inventory {
    var inventory = sample.inventory
    inventory.gaps.sort()
    return inventory
  }

  @Test(arguments: [ReportSample.empty, .full])
  func `own JSON loses nothing`(sample: ReportSample) throws {
    #expect(try again(InventoryJSONFormat.self, sample.inventory) == ordered(sample))
  }

  @Test(arguments: [ReportSample.empty, .full])
  func `SPDX loses nothing`(sample: ReportSample) throws {
    #expect(try again(SPDXFormat.self, sample.inventory) == ordered(sample))
  }

  @Test(arguments: [ReportSample.empty, .full])
  func `CycloneDX loses licences as a list and dependencies on what is not there`(
    sample: ReportSample
  ) throws {
    let found = try again(CycloneDXFormat.self, sample.inventory)
    #expect(plain(found) == plain(ordered(sample)))
    let curl = found.packages.first { $0.name == "curl" && $0.ecosystem == .deb }
    guard let curl else { return }
    #expect(curl.dependencies == ["libssl3"])
    #expect(curl.licenses == ["curl", "BSD-3-Clause OR ISC", "public-domain"])
    let ssl = found.packages.first { $0.name == "libssl3" }
    #expect(ssl?.licenses == ["Apache-2.0 AND (MIT OR GPL-2.0-only)"])
  }

  /// The inventory without what CycloneDX loses.
  private func plain(_ inventory: Inventory) -> Inventory {
    var plain = inventory
    for index in plain.packages.indices {
      plain.packages[index].dependencies = []
      plain.packages[index].licenses = []
    }
    return plain
  }

  @Test(arguments: [InventoryJSONFormat.self, SPDXFormat.self] as [any ReportFormat.Type])
  func `hostile text is kept`(format: any ReportFormat.Type) throws {
    let sent = ReportSample.hostile.inventory
    let found = try again(format, sent)
    #expect(found.packages == sent.packages.filter { !$0.name.isEmpty }.sorted())
    #expect(found.subject == sent.subject && found.unowned.count == sent.unowned.count)
    #expect(found.gaps.contains { $0.detail == "a package without a name" })
    #expect(Set(found.gaps).isSuperset(of: sent.gaps))
  }

  @Test func `hostile text in CycloneDX leaves as many packages`() throws {
    let sent = ReportSample.hostile.inventory
    let found = try again(CycloneDXFormat.self, sent)
    #expect(found.packages.count == sent.packages.count - 1)
    #expect(found.subject == sent.subject && found.unowned.count == sent.unowned.count)
  }

  @Test(
    arguments: [InventoryJSONFormat.self, SPDXFormat.self, CycloneDXFormat.self]
      as [any ReportFormat.Type]
  )
  func `odd names leave as many packages`(format: any ReportFormat.Type) throws {
    let sent = ReportSample.oddNames.inventory
    let found = try again(format, sent)
    #expect(found.packages.count == sent.packages.count)
    #expect(found.packages.map(\.version.utf8.count).max() == 5000)
  }

  @Test(arguments: Subject.Kind.allCases)
  func `every kind of subject stays what it is`(kind: Subject.Kind) throws {
    var inventory = Inventory(subject: Subject(kind: kind, name: "thing"))
    inventory.fileCount = 3
    for format in [InventoryJSONFormat.self, SPDXFormat.self, CycloneDXFormat.self]
      as [any ReportFormat.Type]
    {
      #expect(try again(format, inventory) == inventory)
    }
  }
}

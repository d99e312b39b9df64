import Formats
import Foundation
import Model
import Policy
import TestSupport
import Testing

@Suite struct `OpenVEX to be written` {
  private static func draft(
    _ change: (inout OpenVEXDraft) -> Void = { _ in }
  ) -> OpenVEXDraft {
    var claim = OpenVEXDraft.Claim(status: .notAffected)
    claim.justification = "vulnerable_code_not_present"
    let assessment = VEXImage.assessment
    var draft = OpenVEXDraft(
      author: "ana@example.org",
      timestamp: "2026-01-01T00:00:00Z",
      statements: OpenVEXDraft.statements(
        on: assessment.findings,
        in: assessment.inventory,
        claiming: claim
      )
    )
    change(&draft)
    return draft
  }

  @Test func `takes out what it was made from`() throws {
    let bytes = try Self.draft().write()
    let document = try VEXReader.read(bytes.span, name: "a", limits: .standard)
    #expect(document.warnings.isEmpty)
    #expect(document.statements.count == 2)
    #expect(try VEXImage.dismissed(by: document) == ["libcurl4", "opa"])
  }

  @Test func `is the same each time, whatever the order`() throws {
    let once = try Self.draft().write()
    #expect(try Self.draft { $0.statements.reverse() }.write() == once)
    #expect(try Self.draft { $0.statements += $0.statements }.write() == once)
  }

  @Test func `has an id that depends on what is said, not when`() throws {
    func id(_ draft: OpenVEXDraft) throws -> String {
      let bytes = try draft.write()
      return try JSONReader.parse(bytes.span, limits: .standard)["@id"]?.string ?? ""
    }
    let first = try id(Self.draft())
    #expect(first.hasPrefix("https://openvex.dev/docs/public/vex-"))
    #expect(try id(Self.draft { $0.timestamp = "2027-01-01T00:00:00Z" }) == first)
    #expect(try id(Self.draft { $0.version = 2 }) != first)
    #expect(try id(Self.draft { $0.author = "bo" }) != first)
    #expect(try id(Self.draft { $0.id = "https://example.org/1" }) == "https://example.org/1")
  }

  /// A draft with something wrong, and what is said of it.
  struct Spoilt: CustomTestStringConvertible {
    var reason: OpenVEXDraftError
    var change: @Sendable (inout OpenVEXDraft) -> Void
    var testDescription: String { reason.description }

    init(_ reason: OpenVEXDraftError, change: @escaping @Sendable (inout OpenVEXDraft) -> Void) {
      self.reason = reason
      self.change = change
    }
  }

  private static let spoilt = [
    Spoilt(.noAuthor) { $0.author = "" },
    Spoilt(.noTime("now")) { $0.timestamp = "now" },
    Spoilt(.noTime("2026-01-01")) { $0.timestamp = "2026-01-01" },
    Spoilt(.noStatements) { $0.statements = [] },
    Spoilt(.noVulnerability) { $0.statements[0].names = [] },
    Spoilt(.noProduct("CVE-2024-0001")) { $0.statements[0].products = [] },
    Spoilt(.noJustification("CVE-2024-0001")) { $0.statements[0].justification = "" },
    Spoilt(.unknownJustification("x")) { $0.statements[0].justification = "x" },
    Spoilt(.noAction("CVE-2024-0001")) {
      $0.statements[0].status = .affected
      $0.statements[0].justification = ""
    },
  ]

  @Test(arguments: spoilt) func `is refused`(spoilt: Spoilt) {
    let draft = Self.draft(spoilt.change)
    #expect(throws: spoilt.reason) { try draft.write() }
  }

  @Test func `follows the schema`() throws {
    guard let schema = sharedFixture("schemas/openvex-0.2.0.schema.json") else {
      try skip("needs the shared fixtures")
    }
    let draft = Self.draft {
      $0.role = "Maintainer"
      $0.tooling = "plimsoll"
      var claim = OpenVEXDraft.Claim(status: .affected)
      claim.action = "Update"
      let product = OpenVEXDraft.Product(id: "pkg:npm/a@1", digest: sampleDigest)
      $0.statements.append(.init(names: ["CVE-2", "GHSA-1"], products: [product], claim))
    }
    let folder = try ScratchFolder()
    let document = try folder.write("a.json", draft.write())
    try expectValid(document, try folder.write("schema.json", schema))
  }

  private func expectValid(_ document: String, _ schema: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "scripts/validate-schema"
      )
    process.arguments = [schema, document]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus == 3 { try skip("needs Python's jsonschema") }
    #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
  }
}

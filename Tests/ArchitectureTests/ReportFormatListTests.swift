import Reports
import Testing

@Suite struct `list of report formats` {
  @Test func `has every format on disk`() throws {
    let onDisk = try Checkout.types(conformingTo: "ReportFormat", below: "Sources/Reports")
    #expect(onDisk == Set(allReportFormats.map { String(describing: $0) }))
  }

  @Test func `is in the README`() throws {
    let readme = try Checkout.text("README.md")
    for format in allReportFormats { #expect(readme.contains("`\(format.name)`")) }
  }
}

@Suite struct `list of assessment formats` {
  @Test func `has every format on disk`() throws {
    let onDisk = try Checkout.types(conformingTo: "AssessmentFormat", below: "Sources/Reports")
    #expect(onDisk == Set(allAssessmentFormats.map { String(describing: $0) }))
  }

  @Test func `is in the documentation`() throws {
    let page = try Checkout.text("docs/reports.md")
    for format in allAssessmentFormats { #expect(page.contains("`\(format.name)`")) }
  }
}

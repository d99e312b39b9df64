import Formats
import Model
import Reports
import Testing

/// A format with the name it goes by, for lists of arguments.
struct NamedFormat: Sendable, CustomTestStringConvertible {
  var format: any ReportFormat.Type

  var testDescription: String { format.name }

  static let all = allReportFormats.map { NamedFormat(format: $0) }
}

@Suite struct `every report format` {
  @Test func `is listed once and in order`() {
    let names = allReportFormats.map { $0.name }
    #expect(names == Set(names).sorted())
    #expect(allReportFormats.allSatisfy { !$0.summary.contains("\n") && !$0.mediaType.isEmpty })
  }

  @Test(arguments: NamedFormat.all, ReportSample.all)
  func `gives the same bytes twice`(named: NamedFormat, sample: ReportSample) {
    let first = named.format.render(sample.inventory, in: sampleContext)
    #expect(first == named.format.render(sample.inventory, in: sampleContext))
  }

  @Test(arguments: NamedFormat.all)
  func `tells two inventories apart`(named: NamedFormat) {
    let full = named.format.render(ReportSample.full.inventory, in: sampleContext)
    #expect(full != named.format.render(ReportSample.empty.inventory, in: sampleContext))
  }

  @Test(.timeLimit(.minutes(2)), arguments: NamedFormat.all)
  func `writes twenty thousand packages`(named: NamedFormat) {
    let bytes = named.format.render(ReportSample.huge.inventory, in: sampleContext)
    #expect(bytes.count > 500_000)
    #expect(String(validating: bytes, as: UTF8.self)?.contains("package-19999") == true)
  }

  @Test(arguments: NamedFormat.all, ReportSample.all)
  func `writes text that a terminal does not obey`(named: NamedFormat, sample: ReportSample) {
    let text = String(
      decoding: named.format.render(sample.inventory, in: sampleContext),
      as: UTF8.self
    )
    let control = text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }
    #expect(control.isEmpty)
  }

  @Test(
    arguments: NamedFormat.all.filter { $0.format.mediaType.contains("json") },
    ReportSample.all
  )
  func `is JSON where it says so`(named: NamedFormat, sample: ReportSample) throws {
    let bytes = named.format.render(sample.inventory, in: sampleContext)
    #expect(try JSONReader.parse(bytes.span, limits: .standard).map != nil)
  }

  @Test(arguments: NamedFormat.all)
  func `has no time of its own`(named: NamedFormat) throws {
    let moment = try #require(Timestamp(secondsSinceEpoch: 1_700_000_000))
    let timeless = named.format.render(ReportSample.full.inventory, in: sampleContext)
    #expect(!String(decoding: timeless, as: UTF8.self).contains("2023-11-14T22:13:20Z"))
    var context = sampleContext
    context.created = moment
    let dated = named.format.render(ReportSample.full.inventory, in: context)
    let isJSON = named.format.mediaType.contains("json")
    #expect(String(decoding: dated, as: UTF8.self).contains("2023-11-14T22:13:20Z") == isJSON)
  }
}

@Suite struct `timestamp` {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_700_000_000, "2023-11-14T22:13:20Z"), (-1, "1969-12-31T23:59:59Z"),
    (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
    (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `is written as RFC 3339`(seconds: Int, text: String) {
    #expect(Timestamp(secondsSinceEpoch: Int64(seconds))?.description == text)
  }

  @Test(arguments: [Int64.min, .max, 253_402_300_800])
  func `is refused beyond four digits of year`(seconds: Int64) {
    #expect(Timestamp(secondsSinceEpoch: seconds) == nil)
  }
}

import Policy
import Testing

@Suite struct `calendar date` {
  @Test(arguments: [
    ("2026-03-01", "2026-03-01"), ("2024-02-29", "2024-02-29"), ("2000-02-29", "2000-02-29"),
    ("2026-12-31T23:59:59Z", "2026-12-31"), ("2026-12-31 10:00", "2026-12-31"),
    ("0001-01-01", "0001-01-01"),
  ])
  func `is read`(text: String, as canonical: String) {
    #expect(CalendarDate(text)?.description == canonical)
  }

  @Test(arguments: [
    "", "2026", "2026-3-1", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29", "2026-04-31",
    "2026-01-00", "2026/01/01", "2026-01-01x", "20260101", "+026-01-01", "２０２６-01-01",
  ])
  func `is refused`(text: String) { #expect(CalendarDate(text) == nil) }

  @Test func `comes before the next day`() throws {
    #expect(try date("2026-09-30") < date("2026-10-01"))
    #expect(try date("2025-12-31") < date("2026-01-01"))
    #expect(try !(date("2026-01-01") < date("2026-01-01")))
  }
}

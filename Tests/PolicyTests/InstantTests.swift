import Policy
import Testing

@Suite struct `instant` {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, 0),
    ("2023-01-08T18:02:03.647787998-06:00", 1_673_222_523, 647_787_998),
    ("2024-07-09T11:38:00.115697+04:00", 1_720_510_680, 115_697_000),
    ("2000-02-29t23:59:59z", 951_868_799, 0), ("1969-12-31T23:59:59Z", -1, 0),
    ("2026-04-08", 1_775_606_400, 0), ("2026-04-08 00:00:01Z", 1_775_606_401, 0),
    ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
    ("2026-04-08T00:00:00.1234567891Z", 1_775_606_400, 123_456_789),
  ])
  func `is read`(text: String, seconds: Int64, nanoseconds: Int) throws {
    let instant = try #require(Instant(text))
    #expect(instant.seconds == seconds)
    #expect(instant.nanoseconds == nanoseconds)
  }

  @Test(arguments: [
    "", "now", "2026-04-08T", "2026-04-08T00:00", "2026-04-08T00:00:00", "2026-04-08T24:00:00Z",
    "2026-04-08T00:60:00Z", "2026-04-08T00:00:00.Z", "2026-04-08T00:00:00+0200",
    "2026-04-08T00:00:00Zx", "2026-13-08T00:00:00Z",
  ])
  func `is refused`(text: String) { #expect(Instant(text) == nil) }

  @Test func `is ordered whatever the zone`() throws {
    let first = try #require(Instant("2024-01-01T01:00:00+02:00"))
    let second = try #require(Instant("2023-12-31T23:00:00.000000001Z"))
    #expect(first < second)
  }
}

import Advisories
import Testing

@Suite struct `version interval` {
  @Test(
    arguments: [
      (nil, .open, "all versions"),
      ("0", .open, "all versions"),
      ("1.0", .open, ">= 1.0"),
      (nil, .fixed("2"), "< 2"),
      ("1.0", .fixed("1.2.3"), ">= 1.0, < 1.2.3"),
      ("1.0", .limit("1.2.3"), ">= 1.0, < 1.2.3"),
      ("1.0", .lastAffected("1.2.3"), ">= 1.0, <= 1.2.3"),
    ] as [(String?, VersionInterval.End, String)]
  )
  func `is told as a range`(lower: String?, end: VersionInterval.End, text: String) {
    #expect(VersionInterval(from: lower, end).describe() == text)
  }

  @Test(
    arguments: [
      (nil, .open, "1", true),
      ("2", .open, "1", false),
      ("1", .fixed("3"), "1", true),
      ("1", .fixed("3"), "3", false),
      ("1", .limit("3"), "3", false),
      ("1", .lastAffected("3"), "3", true),
      ("1", .lastAffected("3"), "4", false),
      ("0", .fixed("3"), "2", true),
    ] as [(String?, VersionInterval.End, String, Bool)]
  )
  func `holds versions`(
    lower: String?,
    end: VersionInterval.End,
    version: String,
    isInside: Bool
  ) throws {
    let interval = VersionInterval(from: lower, end)
    #expect(try interval.contains(version, scheme: .generic) == isInside)
  }
}

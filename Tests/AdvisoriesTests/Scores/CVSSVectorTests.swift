import Advisories
import Model
import TestSupport
import Testing

@Suite struct `CVSS vector` {
  /// Published vectors with the scores that their publishers give.
  @Test(arguments: [
    ("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8),
    ("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10),
    ("AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2),
    ("AV:N/AC:L/Au:N/C:N/I:N/A:N", 0),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
    ("CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 8.8),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5),
    ("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H", 8.1),
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0),
    ("CVSS:3.1/S:U/C:H/I:H/A:H/AV:N/AC:L/PR:N/UI:N", 9.8),
    ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/E:P", 7.8),
  ])
  func `has the published score`(text: String, score: Double) throws {
    #expect(try CVSSVector(text).scores.overall == score)
  }

  /// Random vectors with the base, temporal, environmental and overall scores, in tenths, that
  /// another implementation gives.
  @Test(arguments: CVSSSamples.rows)
  func `has the scores that others compute`(row: String) throws {
    let columns = row.split(separator: " ").map(String.init)
    let scores = try CVSSVector(columns[0]).scores
    #expect(scores.baseTenths == Int(columns[1]))
    #expect(scores.temporalTenths == Int(columns[2]))
    #expect(scores.environmentalTenths == Int(columns[3]))
    #expect(scores.overallTenths == Int(columns[4]))
  }

  private static let v3 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H"
  private static let v4 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N"

  @Test(arguments: [
    ("", CVSSError.empty),
    ("CVSS:2.0/AV:N/AC:L/Au:N/C:N/I:N/A:C", .unknownVersion("2.0")),
    ("CVSS:3.2/AV:N", .unknownVersion("3.2")),
    ("cvss:3.1/AV:N", .unknownMetric("cvss")),
    ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .unknownMetric("PR")),
    ("AV:N/AC:L/Au:N/A:C/C:N/I:N", .outOfOrder("C")),
    ("AV:N/AC:L/Au:N/C:N/I:N", .missing("A")),
  ])
  func `is refused`(text: String, because reason: CVSSError) {
    #expect(throws: reason) { try CVSSVector(text) }
    #expect(SeverityStatement(vector: text, source: "nvd") == nil)
  }

  @Test(arguments: [
    ("", CVSSError.missing("A")),
    ("/A", .malformed("A")),
    ("/A:H/", .malformed("")),
    ("/A:Q", .unknownValue(metric: "A", value: "Q")),
    ("/A:X", .unknownValue(metric: "A", value: "X")),
    ("/A:h", .unknownValue(metric: "A", value: "h")),
    ("/A:H:H", .unknownValue(metric: "A", value: "H:H")),
    ("/A:H/A:H", .repeated("A")),
    ("/A:H/VC:H", .unknownMetric("VC")),
    ("/A:H/ E:H", .unknownMetric(" E")),
  ])
  func `of version 3 is refused`(suffix: String, because reason: CVSSError) {
    #expect(throws: reason) { try CVSSVector(Self.v3 + suffix) }
  }

  @Test(arguments: [
    ("/CR:H/E:A", CVSSError.outOfOrder("E")),
    ("/E:A/E:A", .repeated("E")),
    ("/MSC:S", .unknownValue(metric: "MSC", value: "S")),
  ])
  func `of version 4 is refused`(suffix: String, because reason: CVSSError) {
    #expect(throws: reason) { try CVSSVector(Self.v4 + suffix) }
  }

  @Test func `is refused when it is longer than any`() {
    let text = String(repeating: "A", count: 513)
    #expect(throws: CVSSError.tooLong(513)) { try CVSSVector(text) }
  }

  @Test(arguments: [
    ("", "CVSS-B"), ("/E:X/CR:X/S:P", "CVSS-B"), ("/E:U", "CVSS-BT"), ("/MAV:L", "CVSS-BE"),
    ("/E:P/CR:L/U:Amber", "CVSS-BTE"),
  ])
  func `of version 4 has a name for its score`(suffix: String, name: String) throws {
    #expect(try CVSSVector(Self.v4 + suffix).nomenclature == name)
  }

  @Test func `survives spoilt text`() {
    for seed in 1...20 {
      for bytes in hostileVariants(of: Array((Self.v4 + "/E:P").utf8), seed: UInt64(seed)) {
        guard let vector = try? CVSSVector(String(decoding: bytes, as: UTF8.self)) else { continue }
        #expect((0...100).contains(vector.scores.overallTenths))
      }
    }
  }

  @Test(arguments: [
    (0, CVSSVector.Version.v31, CVSSRating.none), (1, .v31, .low), (39, .v30, .low),
    (40, .v4, .medium), (69, .v4, .medium), (70, .v31, .high), (89, .v31, .high),
    (90, .v4, .critical), (100, .v30, .critical), (0, .v2, .low), (39, .v2, .low),
    (40, .v2, .medium), (70, .v2, .high), (100, .v2, .high),
  ])
  func `has a rating by its version`(
    tenths: Int,
    version: CVSSVector.Version,
    rating: CVSSRating
  ) {
    #expect(CVSSRating(tenths: tenths, version: version) == rating)
  }
}

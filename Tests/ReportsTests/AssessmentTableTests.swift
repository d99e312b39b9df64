import Model
import Reports
import TestSupport
import Testing

@Suite struct `assessment table` {
  private func lines(
    _ sample: SampleAssessment,
    width: Int? = nil,
    isColored: Bool = false
  ) -> [String] {
    var context = sampleContext
    context.width = width
    context.isColored = isColored
    let bytes = AssessmentTableFormat.render(sample.assessment, in: context)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `begins with counts`() {
    let text = lines(.full)
    #expect(text.contains("Findings   15 findings, but 2 parts could not be looked at"))
    #expect(text.contains("Exploited  1 known to be used in attacks"))
    #expect(text.contains("Dismissed  2: 1 by waiver, 1 by VEX"))
    #expect(text.contains("critical        5           3        2"))
  }

  @Test func `says what to do and how much that mends`() {
    let text = lines(.full)
    #expect(
      text.contains(
        "4. Upgrade perl-base from 5.36.0-7+deb12u1 to 5.36.0-7+deb12u2 (security archive)  "
          + "mends 1 high"
      )
    )
    #expect(text.contains { $0.contains("exploited by ransomware, EPSS 94 %") })
  }

  @Test(arguments: [
    (SampleAssessment.clean, "Findings   No findings"),
    (.partial, "Findings   No findings, but 2 parts could not be looked at"),
    (
      .unlooked,
      "Findings   No findings, but no advisories were asked: what is vulnerable is not known"
    ),
    (.nothing, "Findings   No findings, but no packages either: there was nothing to look up"),
  ])
  func `tells clean from not looked at`(sample: SampleAssessment, line: String) {
    #expect(lines(sample).contains(line))
  }

  @Test func `says what the starter set is`() {
    #expect(lines(.full).contains { $0.hasPrefix("The starter set is built in") })
    #expect(!lines(.clean).contains { $0.hasPrefix("The starter set is built in") })
  }

  @Test(arguments: [40, 60, 80, 96, 120], [SampleAssessment.full, .hostile])
  func `keeps findings within the width`(width: Int, sample: SampleAssessment) {
    let text = lines(sample, width: width)
    let start = text.firstIndex(of: "What to do") ?? 0
    let end = text.firstIndex(of: "Verdict  denied") ?? text.count
    #expect(text[start..<end].allSatisfy { $0.count <= width })
  }

  @Test func `is coloured only when asked`() {
    #expect(!lines(.full).joined().contains("\u{1B}"))
    #expect(lines(.full, isColored: true).joined().contains("\u{1B}[1;31mcritical\u{1B}[0m"))
  }

  @Test func `ends with the verdict`() {
    let text = lines(.full)
    #expect(text.suffix(4).first == "Verdict  denied")
    #expect(lines(.clean).last == "Verdict  passed")
  }
}

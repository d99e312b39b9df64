import Model
import Reports
import TestSupport
import Testing

@Suite struct `summary of several targets` {
  private var summary: TargetsSummary {
    var summary = TargetsSummary()
    summary.add("debian:12", SampleAssessment.full.assessment)
    summary.add("archive:\u{1B}[2Jx.tar", failure: "no such file")
    summary.add("clean", SampleAssessment.clean.assessment)
    summary.add("unlooked", SampleAssessment.unlooked.assessment)
    summary.add("cut", SampleAssessment.clean.assessment, damage: "layer 1 ends too soon")
    return summary
  }

  private func lines(width: Int? = nil) -> [String] {
    var context = sampleContext
    context.width = width
    let bytes = summary.render(in: context)
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ["debian:12", "denied", "5", "2", "malware"], ["failed", "no such file"],
    ["clean", "No findings"], ["unlooked", "no advisories were asked"],
    ["cut", "damaged", "layer 1 ends too soon"],
  ])
  func `gives each a line`(parts: [String]) {
    #expect(lines().contains { line in parts.allSatisfy { line.contains($0) } }, "\(lines())")
  }

  @Test func `ends with all of them, and never counts the unread among the clean`() {
    #expect(lines().last == "5 targets, 15 findings, 1 denied, 2 could not be looked at whole")
  }

  @Test(arguments: [60, 80, 120])
  func `keeps to the width, and shows no escapes`(width: Int) {
    #expect(lines(width: width).allSatisfy { $0.count <= width && !$0.contains("\u{1B}") })
  }
}

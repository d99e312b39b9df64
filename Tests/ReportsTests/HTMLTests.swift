import Formats
import Model
import Reports
import TestSupport
import Testing

@Suite struct `HTML report` {
  private func text(_ sample: SampleAssessment) -> String {
    String(decoding: HTMLFormat.render(sample.assessment, in: sampleContext), as: UTF8.self)
  }

  /// The names of all tags, in order, without those in the style and the script.
  private func tags(_ text: String) -> [Substring] {
    text.split(separator: "<").dropFirst().map { piece in
      piece.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" || $0 == "-" }
    }
  }

  @Test(arguments: SampleAssessment.all)
  func `closes what it opens, in order`(sample: SampleAssessment) {
    var open: [Substring] = []
    for tag in tags(text(sample)) where !["!doctype", "meta", "input"].contains(tag) {
      if tag.hasPrefix("/") {
        #expect(open.popLast() == tag.dropFirst())
      } else {
        open.append(tag)
      }
    }
    #expect(open.isEmpty)
  }

  @Test(arguments: SampleAssessment.all)
  func `has one script, and loads nothing`(sample: SampleAssessment) {
    let text = text(sample)
    let names = tags(text)
    #expect(names.filter { $0 == "script" }.count == 1)
    let loading: Set<Substring> = ["img", "link", "iframe", "object", "embed", "video", "base"]
    #expect(loading.isDisjoint(with: names))
    for quoted in [" src=", " style=", " onerror=\"", " onclick=", "@import", "url("] {
      #expect(!text.contains(quoted) || sample.name == "hostile")
    }
    #expect(text.contains("content=\"default-src &#39;none&#39;; style-src &#39;sha256-"))
  }

  @Test func `links to nothing but the web and itself`() {
    let links = text(.hostile).split(separator: "href=\"").dropFirst()
    #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("https://") })
    #expect(links.contains { $0.hasPrefix("https://example.org/") })
  }

  @Test(arguments: [
    (SampleAssessment.clean, "answer good"), (.unlooked, "answer unknown"),
    (.partial, "answer unknown"), (.nothing, "answer unknown"), (.full, "answer bad"),
  ])
  func `looks good only where everything was looked at`(sample: SampleAssessment, mood: String) {
    #expect(text(sample).contains("<section class=\"\(mood)\""))
  }

  @Test func `has a row for each finding and a card for each remedy`() {
    let text = text(.full)
    let findings = SampleAssessment.full.assessment.findings
    let rows = text.split(separator: "<tr id=\"f").count - 1
    #expect(rows == findings.count)
    let cards = text.split(separator: "<span class=\"do\">").count - 1
    #expect(cards == RemedyPlan(findings).remedies.count)
  }
}

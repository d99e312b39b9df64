import Formats
import Model
import Reports
import TestSupport
import Testing

/// A format with the name it goes by, for lists of arguments.
struct NamedAssessmentFormat: Sendable, CustomTestStringConvertible {
  var format: any AssessmentFormat.Type

  var testDescription: String { format.name }

  func text(_ assessment: Assessment, in context: ReportContext = sampleContext) -> String {
    String(decoding: format.render(assessment, in: context), as: UTF8.self)
  }

  static let all = allAssessmentFormats.map { NamedAssessmentFormat(format: $0) }
}

@Suite struct `every assessment format` {
  @Test func `is listed once and in order`() {
    let names = allAssessmentFormats.map { $0.name }
    #expect(names == Set(names).sorted())
    #expect(allAssessmentFormats.allSatisfy { !$0.summary.contains("\n") && !$0.mediaType.isEmpty })
  }

  @Test(arguments: NamedAssessmentFormat.all, SampleAssessment.all)
  func `gives the same bytes twice`(named: NamedAssessmentFormat, sample: SampleAssessment) {
    let first = named.format.render(sample.assessment, in: sampleContext)
    #expect(first == named.format.render(sample.assessment, in: sampleContext))
    #expect(String(validating: first, as: UTF8.self) != nil)
  }

  @Test(arguments: NamedAssessmentFormat.all)
  func `never writes nothing found and not looked alike`(named: NamedAssessmentFormat) {
    let samples = [SampleAssessment.clean, .unlooked, .partial, .nothing]
    var texts: [String] = []
    for sample in samples {
      var assessment = sample.assessment
      // What is left to tell them apart is what was looked at.
      assessment.verdict = Verdict()
      assessment.inventory.subject = Subject(kind: .image, name: "a")
      texts.append(named.text(assessment))
    }
    #expect(Set(texts).count == samples.count)
  }

  /// A few seconds each in a debug build; the limit is for machines that do much else besides.
  @Test(.timeLimit(.minutes(5)), arguments: NamedAssessmentFormat.all)
  func `writes ten thousand findings`(named: NamedAssessmentFormat) {
    let text = named.text(SampleAssessment.huge.assessment)
    // A comment has room for some of them only, and says so.
    let isBounded = named.format is MarkdownFormat.Type
    #expect(text.contains(isBounded ? "more findings" : "CVE-2024-19999"))
  }

  @Test(arguments: NamedAssessmentFormat.all)
  func `writes text that a terminal does not obey`(named: NamedAssessmentFormat) {
    let text = named.text(SampleAssessment.hostile.assessment)
    let control = text.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
    #expect(control.isEmpty)
  }

  @Test(
    arguments: NamedAssessmentFormat.all.filter { $0.format.mediaType.contains("json") },
    SampleAssessment.all
  )
  func `is JSON where it says so`(named: NamedAssessmentFormat, sample: SampleAssessment) throws {
    let bytes = named.format.render(sample.assessment, in: sampleContext)
    #expect(try JSONReader.parse(bytes.span, limits: .standard).map != nil)
  }
}

import Formats
import Model
import Reports
import TestSupport
import Testing

@Suite struct `report template` {
  private func text(_ template: String, _ sample: SampleAssessment = .full) throws -> String {
    let parsed = try ReportTemplate(Array(template.utf8).span)
    let bytes = try parsed.render(sample.assessment, in: sampleContext)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain } text {", "plain } text {"),
    ("{{summary.findings}} of {{ tool.name }}", "15 of plimsoll"),
    ("{{missing}}{{summary}}{{findings}}", ""),
    ("{{findings | length}} {{missing | default \"-\"}}", "15 -"),
    ("{{data.1.space}} {{$root.data.1.records}}", "maven 5120"),
    (
      "{{#each gaps}}{{@number}}{{reason | upper}}{{#if @last}}.{{else}}, {{/if}}{{/each}}",
      "1MALFORMED, 2MISSING."
    ),
    ("{{#each missing}}a{{else}}none{{/each}}", "none"),
    (
      "{{#each summary.findingsByKind}}{{key}}={{value}} {{/each}}",
      "vulnerability=13 malware=1 secret=1 "
    ),
    (
      "{{#each remedies}}{{#if @first}}{{#each findings}}{{../action}} {{package.name}}{{/each}}{{/if}}{{/each}}",
      "remove flatmap-stream"
    ),
    (
      "{{#if summary.exploited >= 1 and not summary.usesStarter or \"a\" == \"b\"}}x{{else}}y{{/if}}",
      "y"
    ),
    ("{{#if \"medium\" < \"high\"}}yes{{/if}}{{#if 10 > 9}}yes{{/if}}", "yesyes"),
    ("a \n {{- ! gone -}} \n b{{\"}}\" | raw}}", "ab}}"),
    ("{{findings.1.vulnerability.fixedVersions | join \" or \"}}", "2.3.1 or 2.12.2 or 2.15.0"),
    (
      "{{\"=1\" | csv}} {{\"a\\\"b\" | csv}} {{\"<&>\" | html}} {{\"abcdef\" | limit 3}}",
      "\"'=1\" \"a\"\"b\" &lt;&amp;&gt; ab…"
    ),
    (
      "{{verdict.reasons | json}}",
      "[\"5 findings are critical, which the gate does not let pass\"]"
    ),
  ])
  func `is filled in`(template: String, expected: String) throws {
    #expect(try text(template) == expected)
  }

  @Test(arguments: [
    ("a\n{{b", TemplateError.unclosedTag(line: 2)),
    ("{{#each a}}\n{{b}}", .unclosedBlock("each", line: 1)),
    ("{{#if a}}{{else}}{{else}}{{/if}}", .unexpected("else", line: 1)),
    ("{{#if a}}{{/each}}", .unexpected("/each", line: 1)),
    ("{{/if}}", .unexpected("/if", line: 1)),
    ("{{#while a}}", .malformed("there is no {{#while}}; use each or if", line: 1)),
    ("\n\n{{a | shout}}", .unknownFilter("shout", line: 3)),
    ("{{a | limit}}", .malformed("limit needs a number", line: 1)),
    ("{{}}", .malformed("a value is missing", line: 1)),
    ("{{a b}}", .malformed("a filter is missing behind |", line: 1)),
    ("{{#if a == b c}}{{/if}}", .malformed("more than a condition", line: 1)),
    ("{{a..b}}", .malformed("no path: a..b", line: 1)),
    ("{{@place}}", .malformed("there is no @place", line: 1)),
    (String(repeating: "{{#if a}}", count: 40), .limit("32 blocks deep")),
  ])
  func `is refused with its line`(template: String, error: TemplateError) {
    #expect(throws: error) { try ReportTemplate(Array(template.utf8).span) }
  }

  @Test func `goes round in bounds`() throws {
    let loop = "{{#each findings}}"
    let template =
      String(repeating: loop, count: 12) + "x" + String(repeating: "{{/each}}", count: 12)
    #expect(throws: TemplateError.limit("too many steps")) { try text(template, .hostile) }
  }

  @Test func `shows text that a terminal would obey`() throws {
    let text = try text("{{subject.name}}{{#each findings}}{{title}}{{/each}}", .hostile)
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
  }

  @Test func `is refused or filled in, whatever it is`() throws {
    let good =
      "{{#each a.b}}{{- x | html | limit 3 -}}{{else}}{{#if not a == \"b\\\"\"}}c{{/if}}{{/each}}"
    for bytes in hostileVariants(of: Array(good.utf8)) {
      do throws(TemplateError) {
        _ = try ReportTemplate(bytes.span).render(
          SampleAssessment.clean.assessment,
          in: sampleContext
        )
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}

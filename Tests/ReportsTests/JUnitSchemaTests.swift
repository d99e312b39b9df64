import Formats
import Model
import Reports
import TestSupport
import Testing

/// The report against the form that build servers read, as the schemas of Jenkins and of Ant's
/// successors describe it.
@Suite struct `JUnit report and its schema` {
  /// What an element may hold and has to hold.
  private struct Form {
    var required: Set<String> = []
    var optional: Set<String> = []
    /// In this order.
    var children: [String] = []
  }

  private static let forms = [
    "testsuites": Form(
      optional: ["name", "time", "tests", "failures", "disabled", "errors"],
      children: ["testsuite"]
    ),
    "testsuite": Form(
      required: ["name", "tests", "failures", "errors"],
      optional: ["time", "disabled", "skipped", "timestamp", "hostname", "id", "package"],
      children: ["properties", "testcase", "system-out", "system-err"]
    ),
    "properties": Form(children: ["property"]),
    "property": Form(required: ["name", "value"]),
    "testcase": Form(
      required: ["name", "classname"],
      optional: ["assertions", "time", "status"],
      children: ["skipped", "error", "failure", "system-out", "system-err"]
    ),
    "failure": Form(required: ["message", "type"]),
    "error": Form(required: ["message", "type"]),
    "skipped": Form(optional: ["message", "type"]),
  ]

  private func check(_ element: XMLElement) throws {
    let form = try #require(Self.forms[element.name], "\(element.name)")
    let names = element.attributes.map(\.name)
    #expect(form.required.isSubset(of: names), "\(element.name), line \(element.line)")
    #expect(Set(names).isSubset(of: form.required.union(form.optional)), "\(element.name)")
    let places = try element.children.map { try #require(form.children.firstIndex(of: $0.name)) }
    #expect(places == places.sorted(), "\(element.name), line \(element.line)")
    for count in ["tests", "failures", "errors", "skipped"] {
      if let text = element.attribute(count) { #expect(Int(text) != nil) }
    }
    for child in element.children { try check(child) }
  }

  @Test(arguments: SampleAssessment.all)
  func `agree`(sample: SampleAssessment) throws {
    let bytes = JUnitFormat.render(sample.assessment, in: sampleContext)
    let root = try XMLReader.parse(bytes.span, limits: .standard)
    #expect(root.name == "testsuites")
    try check(root)
  }
}

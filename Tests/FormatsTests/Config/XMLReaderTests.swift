import Formats
import Model
import TestSupport
import Testing

private func parse(_ text: String, limits: Limits = .standard) throws(DataError) -> XMLElement {
  try XMLReader.parse(Array(text.utf8).span, limits: limits)
}

@Suite struct `XML reader` {
  private let pom = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- comment -->
    <m:project xmlns:m="http://maven.apache.org/POM/4.0.0" m:x='1 &lt; "2"'>
      <artifactId> a&amp;b<![CDATA[<c>]]>&#233; </artifactId>
      <dependencies><dependency/><dependency><m:scope>test</m:scope></dependency></dependencies>
    </m:project>
    """

  @Test func `builds a tree`() throws {
    let root = try parse(pom)
    #expect(root.name == "project")
    #expect(root.attribute("m:x") == "1 < \"2\"")
    #expect(root.attributes.count == 2)
    #expect(root.childText("artifactId") == "a&b<c>é")
    #expect(root.child("artifactId")?.text == " a&b<c>é ")
    let dependencies = root.child("dependencies")?.children(named: "dependency")
    #expect(dependencies?.count == 2)
    #expect(dependencies?[1].childText("scope") == "test")
    #expect(root.childText("none") == nil)
  }

  @Test func `knows the lines of elements and faults`() throws {
    let root = try parse(pom)
    #expect(root.line == 3)
    #expect(root.child("dependencies")?.line == 5)
    #expect(throws: DataError.malformed("mismatched tag", line: 2, column: 3)) {
      try parse("<a>\n</b>")
    }
  }

  @Test func `reads the encodings a document may declare`() throws {
    let latin: [UInt8] =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(try XMLReader.parse(latin.span, limits: .standard).text == "é")
    let units = Array("<a>é</a>".utf16)
    let utf16: [UInt8] = [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try XMLReader.parse(utf16.span, limits: .standard).text == "é")
  }

  @Test func `takes a document type without entities`() throws {
    let text = """
      <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://127.0.0.1:1/x.dtd">
      <plist><key>k</key></plist>
      """
    #expect(try parse(text).childText("key") == "k")
  }

  @Test func `leaves out attributes that only a DTD supplies`() throws {
    let text = "<!DOCTYPE a [<!ATTLIST b x CDATA 'd' y CDATA 'e'>]><a><b y='f'/></a>"
    let attributes = try #require(try parse(text).child("b")?.attributes)
    #expect(attributes.map(\.name) == ["y"])
    #expect(attributes.map(\.value) == ["f"])
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY lol 'lol'>]><a>&lol;</a>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'> %p;]><a/>",
    "<!DOCTYPE a [<!ENTITY % p '<!ENTITY q \"z\">'> %p;]><a>&q;</a>",
  ])
  func `refuses entities of the document's own`(text: String) {
    let fault = DataError.malformed(
      "declares an entity, which we do not expand",
      line: 1,
      column: 1
    )
    #expect(throws: fault) { try parse(text) }
  }

  @Test(arguments: [
    "<a></b>", "<a/><b/>", "text", "<a b></a>", "<a b=1/>", "<a b='1' b='2'/>", "<a>&none;</a>",
    "<a>\u{1}</a>", "<1/>", "<a><b></a></b>", "<?xml version='1.0' encoding='none'?><a/>",
    "<a>]]></a>", "<a>&#0;</a>", " <?xml version='1.0'?><a/>",
  ])
  func `refuses what is not well-formed`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .malformed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["", " \n", "<a>", "<a", "<a>text", "<a><![CDATA[x", "<!-- x", "<a b='"])
  func `says that a text ends early`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .truncated = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `stops at the limits`() {
    var limits = Limits()
    limits.depth = 3
    limits.values = 5
    #expect(throws: Never.self) { try parse("<a><b c='1'><d/></b><e/></a>", limits: limits) }
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse("<a><b><c><d/></c></b></a>", limits: limits)
    }
    #expect(throws: DataError.limit("values in one document")) {
      try parse("<a><b c='1' d='2'/><e/><f/></a>", limits: limits)
    }
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse(String(repeating: "<a>", count: 100_000))
    }
  }

  @Test func `refuses a DTD of very many attributes`() {
    let declarations = (0..<1000).map { "<!ATTLIST a a\($0) CDATA 'x'>" }.joined()
    #expect(throws: DataError.limit("attributes declared in a DTD")) {
      try parse("<!DOCTYPE a [\(declarations)]><a/>")
    }
  }

  @Test func `answers hostile input`() {
    for variant in hostileVariants(of: Array(pom.utf8)) {
      _ = try? XMLReader.parse(variant.span, limits: .standard)
    }
  }
}

import Formats
import Model
import Testing

@Suite struct `JSON writer` {
  @Test func `lays a document out with two spaces a level`() {
    var json = JSONWriter(.pretty)
    json.object {
      $0.field("name", "busybox")
      $0.field("size", 12)
      $0.field("tags", ["a", "b"])
      $0.field("none", [String]())
      $0.object("empty") { _ in }
      $0.field("layers", [1, 2]) { json, size in json.object { $0.field("size", size) } }
      $0.key("last")
      $0.null()
    }
    #expect(
      json.text == """
        {
          "name": "busybox",
          "size": 12,
          "tags": [
            "a",
            "b"
          ],
          "none": [],
          "empty": {},
          "layers": [
            {
              "size": 1
            },
            {
              "size": 2
            }
          ],
          "last": null
        }

        """
    )
  }

  @Test func `leaves out what is missing or empty when asked`() {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("a", String?.none)
      $0.field("b", Optional("x"))
      $0.field("c", nonEmpty: "")
      $0.field("d", nonEmpty: "y")
      $0.field("e", nonEmpty: [Int]())
      $0.field("f", nonEmpty: [1])
      $0.field("g", nonEmpty: [Int]()) { $0.value($1) }
      $0.field("h", nonEmpty: [true]) { $0.value($1) }
    }
    #expect(json.text == #"{"b":"x","d":"y","f":[1],"h":[true]}"#)
  }

  @Test(arguments: [
    ("", #""""#),
    ("a\"b\\c/", #""a\"b\\c/""#),
    ("\n\r\t\u{8}\u{C}\u{0}\u{1F}", #""\n\r\t\u0008\u000c\u0000\u001f""#),
    ("é€😀\u{7F}", "\"é€😀\u{7F}\""),
  ])
  func `escapes text`(text: String, as result: String) throws {
    var json = JSONWriter(.compact)
    json.value(text)
    #expect(json.text == result)
    #expect(try JSONReader.parse(json.bytes.span, limits: .standard).string == text)
  }

  @Test func `takes finite numbers only`() {
    #expect(JSONNumber(.infinity) == nil)
    #expect(JSONNumber(.nan) == nil)
    var json = JSONWriter(.compact)
    json.list(([1.5, -2, 1e300] as [Double]).compactMap(JSONNumber.init)) { $0.value($1) }
    #expect(json.text == "[1.5,-2.0,1e+300]")
  }

  @Test func `writes what the reader reads`() throws {
    let text = #"{"a":[1,-2.5,"x",true,null,[],{}],"b":{"c":""}}"#
    var json = JSONWriter(.compact)
    json.value(try JSONReader.parse(Array(text.utf8).span, limits: .standard))
    #expect(json.text == text)
  }
}

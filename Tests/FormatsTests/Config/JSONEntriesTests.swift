import Formats
import Model
import Testing

@Suite struct `JSON entries` {
  private func entries(_ text: String, limits: Limits = .standard) throws(DataError) -> [String] {
    var found: [String] = []
    try JSONReader.forEachEntry(Array(text.utf8).span, limits: limits) { key, value in
      found.append("\(key)=\(value.scalarText ?? "…")")
    }
    return found
  }

  @Test(arguments: [
    ("{}", []), (#"{"a": 1}"#, ["a=1"]), (#"\#u{FEFF} {"a": "b" , "a": [2]} "#, ["a=b", "a=…"]),
  ])
  func `come one by one`(text: String, expected: [String]) throws {
    #expect(try entries(text) == expected)
  }

  @Test(arguments: ["", "1", "[]", "{", #"{"a"}"#, #"{"a": 1,}"#, "{} {}", #"{"a": {}"#])
  func `are refused where they are broken`(text: String) {
    #expect(throws: DataError.self) { try entries(text) }
  }

  @Test func `each have the whole limit of values`() throws {
    var limits = Limits()
    limits.values = 3
    #expect(try entries(#"{"a": [1, 2], "b": [3, 4]}"#, limits: limits) == ["a=…", "b=…"])
    #expect(throws: DataError.self) { try entries(#"{"a": [1, 2, 3]}"#, limits: limits) }
    limits.entries = 1
    #expect(throws: DataError.self) { try entries(#"{"a": 1, "b": 2}"#, limits: limits) }
  }
}

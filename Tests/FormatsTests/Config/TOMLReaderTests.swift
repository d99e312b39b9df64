import Formats
import Model
import TestSupport
import Testing

private func parse(_ text: String, limits: Limits = .standard) throws(DataError) -> DataNode {
  try TOMLReader.parse(Array(text.utf8).span, limits: limits)
}

/// The document as JSON, to compare shapes.
private func json(_ text: String) throws -> String {
  var json = JSONWriter(.compact)
  json.value(try parse(text))
  return json.text
}

@Suite struct `TOML reader` {
  @Test(arguments: [
    ("true", DataNode.Content.boolean(true)), ("false", .boolean(false)), ("+99", .integer(99)),
    ("-17", .integer(-17)), ("0", .integer(0)), ("-0", .integer(0)), ("1_000_2", .integer(10002)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("0xDEAD_beef", .integer(0xDEAD_BEEF)), ("0o755", .integer(0o755)), ("0b1101", .integer(13)),
    ("0x00", .integer(0)), ("3.10", .number(3.1, written: "3.10")),
    ("-0.01", .number(-0.01, written: "-0.01")), ("5e+2_2", .number(5e22, written: "5e+2_2")),
    ("6.626E-3", .number(6.626e-3, written: "6.626E-3")), ("1e06", .number(1e6, written: "1e06")),
    ("inf", .number(.infinity, written: "inf")), ("-inf", .number(-.infinity, written: "-inf")),
    (#""a\b\t\n\f\r\"\\\u00E9\U0001F600""#, .string("a\u{8}\t\n\u{C}\r\"\\é😀")),
    (#""\e\x41""#, .string("\u{1B}A")), (#"'C:\n'"#, .string(#"C:\n"#)), ("\"\"", .string("")),
    ("\"\"\"\na\r\nb\"\"\"", .string("a\r\nb")),
    ("\"\"\"a \\  \n\n   b \\\n\"\"\"", .string("a b ")),
    ("\"\"\"\"two\"\"\"\"\"", .string("\"two\"\"")), ("\"\"\"a\\\\\"\"\"", .string("a\\")),
    ("'''\nx\\\n'y'''''", .string("x\\\n'y''")), ("''''''", .string("")),
    ("1979-05-27", .string("1979-05-27")), ("07:32:00.999", .string("07:32:00.999")),
    ("1979-05-27T07:32:00Z", .string("1979-05-27T07:32:00Z")), ("07:32", .string("07:32")),
    ("1979-05-27 07:32:00.5-07:00", .string("1979-05-27 07:32:00.5-07:00")),
    ("2024-02-29t00:00:60z", .string("2024-02-29t00:00:60z")),
  ])
  func `reads a value`(text: String, as content: DataNode.Content) throws {
    #expect(try parse("a = \(text) # end")["a"]?.content == content)
  }

  @Test(arguments: [
    "a = 01", "a = +0x1", "a = 0x", "a = 0x_1", "a = 1_", "a = _1", "a = 1__0", "a = 0b2",
    "a = 9223372036854775808", "a = 1.", "a = .1", "a = 1.e1", "a = 1e", "a = 1._0", "a = 00.1",
    "a = 1_.0", "a = 1e_1", "a = 1.2.3", "a = True", "a = nan1", "a = 2023-02-29", "a = 2024-13-01",
    "a = 2024-00-01", "a = 1979-5-27", "a = 24:00:00", "a = 12:60:00", "a = 12:00:61",
    "a = 12:00:00.", "a = 1979-05-27T07:32:00+25:00", "a = 1979-05-27T", "a = 07:32:00Z",
    "a = 1979-05-27 07:3x", "a = \"\\q\"", "a = \"\\uD800\"", "a = \"\\U00110000\"",
    "a = \"\\u12G4\"",
    "a = \"x\ny\"", "a = 'x\ny'", "a = \"\u{0}\"", "a = \"\u{7F}\"", "a = '\u{1}'",
    "a = \"\"\"\u{1}\"\"\"", "a = \"\"\"x\ry\"\"\"", "a = '''\u{7F}'''", "# \u{0}", "# \u{1F}",
    "a = 1 # x\ry", "a = 1 b = 2", "a = 1,", "a", "= 1", "a =\n1", "a.. = 1", ".a = 1", "a. = 1",
    "a b = 1", "é = 1", "a = [1 2]", "a = [,]", "a = [1,,2]", "a = {x = 1 y = 2}", "a = {,}",
    "a = {x = 1,,}", "[a] b = 1", "[a", "[]", "[[a]", "[a]]", "[[a] ]", "[ [a]]", "[a.]", "[.a]",
    "[[]]", "\"\"\"a\"\"\" = 1", "a = 1\r ", "\r\na = \"x\\\r\"", "a = }", "[a\n]",
    "a = \"\"\"\"\"\"\"\"\"",
  ])
  func `refuses a line that is no TOML`(text: String) {
    #expect(throws: DataError.self) { try parse(text + "\n") }
  }

  @Test(arguments: [
    "a = 1\na = 2", "a = 1\n\"a\" = 2", "[a]\n[a]", "a = 1\n[a]", "a = 1\na.b = 2",
    "a.b = 1\na = 2",
    "[a]\nb = 1\n[a.b]", "[fruit]\napple.color = 1\n[fruit.apple]", "a.b = 1\n[a]",
    "a = {x = 1}\na.y = 2", "a = {x = 1}\n[a.b]", "a = {b = {c = 1}, b.d = 2}",
    "a = {x = 1, x = 2}",
    "a = [1]\n[[a]]", "a = [{b = 1}]\n[a.c]", "[[a]]\n[a]", "[a]\n[[a]]",
    "[a.b.c]\nz = 1\n[a]\nb.c.t = 1",
    "[[a.b]]\n[a]\nb.y = 2", "[a.b.c.d]\nz = 9\n[a]\nb.c.d.k.t = 1", "[a.b]\nx = 1\n[[a]]",
    "a.b.c = 1\n[a.b]", "[a]\nb.c = 1\n[a.b]\n", "a = []\n[[a.b]]",
  ])
  func `refuses to define a key twice`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .malformed(let what, _, _) = error, what.hasSuffix("is already defined") else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    ("", "{}"), ("# x", "{}"), ("\u{FEFF}a=1", #"{"a":1}"#),
    ("a.b . \"c.d\" = 1", #"{"a":{"b":{"c.d":1}}}"#),
    ("1.2 = 3\n-_ = 4\n'' = 5", #"{"1":{"2":3},"-_":4,"":5}"#),
    ("[a.b]\nx = 1\r\n[a]\r\ny = 2", #"{"a":{"b":{"x":1},"y":2}}"#),
    ("[ a . 'b' ]#c\n", #"{"a":{"b":{}}}"#),
    (
      "[[p]]\nn = 1\n[p.q]\nr = 2\n[[p.s]]\n[[p.s]]\n[[p]]",
      #"{"p":[{"n":1,"q":{"r":2},"s":[{},{}]},{}]}"#
    ),
    ("[a]\nb.c = 1\nb.d = 2\n[a.b.e]\nf = 3", #"{"a":{"b":{"c":1,"d":2,"e":{"f":3}}}}"#),
    ("[a.b.c]\n[a]\nb.x = 1", #"{"a":{"b":{"c":{},"x":1}}}"#),
    ("a = [ # c\n 1, [\"x\", {y = 2}],\n\n ] ", #"{"a":[1,["x",{"y":2}]]}"#),
    ("a = { b.c = 1, b.d = [], 'e' = {} }", #"{"a":{"b":{"c":1,"d":[]},"e":{}}}"#),
    ("a = {\n  b = 1, # c\n  c = 2,\n}", #"{"a":{"b":1,"c":2}}"#),
  ])
  func `builds tables`(text: String, as result: String) throws {
    #expect(try json(text) == result)
  }

  @Test func `gives lines and columns`() throws {
    let node = try parse("a = \"\"\"\nx\n\"\"\"\n[t]\n  é = 1".replacing("é", with: "'é'"))
    #expect(node["a"]?.position == .init(line: 1, column: 5))
    #expect(node["t"]?.position == .init(line: 4, column: 1))
    #expect(node["t"]?.map?.entries[0].keyPosition == .init(line: 5, column: 3))
    #expect(node["t"]?["é"]?.position == .init(line: 5, column: 10))
    #expect(throws: DataError.malformed("the key a is already defined", line: 2, column: 2)) {
      try parse("a = 1\n a = 2")
    }
  }

  @Test(arguments: [
    "a", "a =", "a = \"x", "a = '", "a = [1,", "a = {", "a = \"\\", "[a", "a = \"\"\"x\"",
  ])
  func `says that a text ends early`(text: String) {
    #expect(throws: DataError.truncated(line: 1)) { try parse(text) }
  }

  @Test func `refuses bytes that are not UTF-8`() {
    #expect(throws: DataError.notUTF8(offset: 2)) {
      try TOMLReader.parse(([0x23, 0x20, 0xFF] as [UInt8]).span, limits: .standard)
    }
  }

  @Test func `stops at the limits`() {
    var limits = Limits()
    limits.depth = 4
    limits.values = 15
    #expect(throws: Never.self) { try parse("a.b.c = 1\nx = [[[1]]]\n[[a.d]]", limits: limits) }
    for text in [
      "a.b.c.d.e = 1", "x = [[[[1]]]]", "[a.b.c]\nd = {e = 1}", "[[a.b]]\nc = []",
      "a = {b = {c = {d = {}}}}",
    ] {
      #expect(throws: DataError.limit("depth of nested values")) { try parse(text, limits: limits) }
    }
    #expect(throws: DataError.limit("values in one document")) {
      try parse("x = [1,2,3,4,5,6,7,8,9,10,11,12,13,14]", limits: limits)
    }
    let deep = [
      String(repeating: "[", count: 100_000), String(repeating: "a.", count: 100_000),
      String(repeating: "{a=", count: 100_000),
    ]
    for text in deep {
      #expect(throws: DataError.limit("depth of nested values")) {
        try parse((text.hasPrefix("a") ? "" : "a = ") + text)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `reads a large lock file in time`() throws {
    let one = "[[package]]\nname = \"x\"\nversion = \"1.0.0\"\ndependencies = [\n \"a\",\n]\n\n"
    let node = try parse(String(repeating: one, count: 20_000))
    #expect(node["package"]?.list?.count == 20_000)
  }

  @Test func `answers hostile input`() {
    let good =
      "a.b = [1, 2.5e3]\n[t]\ns = \"\"\"x\\\n\\u00e9\"\"\"\n[[u.v]]\nd = 1979-05-27 07:32:00Z\ni = {x = 'y'}\n"
    for variant in hostileVariants(of: Array(good.utf8)) {
      _ = try? TOMLReader.parse(variant.span, limits: .standard)
    }
  }
}

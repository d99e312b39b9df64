import Formats
import Model
import TestSupport
import Testing

private func parse(_ text: String, limits: Limits = .standard) throws(DataError) -> DataNode {
  try JSONReader.parse(Array(text.utf8).span, limits: limits)
}

@Suite struct `JSON reader` {
  @Test(arguments: [
    ("null", DataNode.Content.null),
    (" true ", .boolean(true)),
    ("false\r\n", .boolean(false)),
    ("0", .integer(0)),
    ("-0", .integer(0)),
    ("-17", .integer(-17)),
    ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808, written: "9223372036854775808")),
    ("-9223372036854775809", .number(-9_223_372_036_854_775_808, written: "-9223372036854775809")),
    ("1.0", .number(1, written: "1.0")),
    ("1.25e+2", .number(125, written: "1.25e+2")),
    ("1E-2", .number(0.01, written: "1E-2")),
    ("1e400", .number(.infinity, written: "1e400")),
    ("-0e1", .number(-0.0, written: "-0e1")),
    ("123e-10000000", .number(0, written: "123e-10000000")),
    (#""""#, .string("")),
    (#""a/b""#, .string("a/b")),
    ("\"\u{7F}\u{2028}é€😀\"", .string("\u{7F}\u{2028}é€😀")),
    (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
    (#""x\u0041\u00e9\u20AC\uD83D\uDE00y""#, .string("xAé€😀y")),
    (#""\u0000\u0012""#, .string("\0\u{12}")),
    ("[]", .list([])),
    ("{ }", .map(DataMap())),
    ("\u{FEFF}1", .integer(1)),
  ])
  func `reads a value`(text: String, as content: DataNode.Content) throws {
    #expect(try parse(text).content == content)
  }

  @Test(arguments: [
    (#""\uD800""#, "\u{FFFD}"),
    (#""\uDC00x""#, "\u{FFFD}x"),
    (#""\uD800\n""#, "\u{FFFD}\n"),
    (#""\uD800\uD800\uDC00""#, "\u{FFFD}\u{10000}"),
    (#""\uD800\u0041""#, "\u{FFFD}A"),
  ])
  func `puts U+FFFD for half a surrogate pair`(text: String, gives result: String) throws {
    #expect(try parse(text).string == result)
  }

  @Test(arguments: [
    "[1 true]", "[a]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\"]]", "[1,]", "[3[4]]",
    "[1:2]", "[,]", "[-]", "[*]", "[++1]", "[+1]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.1]",
    "[0.1.2]", "[0.3e+]", "[0.e1]", "[0E]", "[1 000]", "[1eE2]", "[2.e3]", "[9.e+]", "[0x1]",
    "[012]", "[Inf]", "[NaN]", "[\"\\x00\"]", "[\"\\uD800\\u1x\"]",
    "[\"\\u00A\"]", "[\"\t\"]", "[\"new\nline\"]", "[\"\\a\"]", "[\"\\\u{1F300}\"]", "['x']",
    "{\"x\"::\"b\"}", "{\"a\":\"b\"}/**/", "{a: 1}", "{\"a\":1,}", "{\"a\" \"b\"}", "{1:1}",
    "{,}", "{\"a\":1,,\"b\":2}", "{\"a\":1}#", "// c\n1", "tru e", "True", "nul1", "1]",
    "\u{2060}1",
    "[\u{C}]", "\u{A0}1", "<null>", "\u{FEFF}\u{FEFF}1", "{\"a\":1 \"b\":2}", "[\"a\"\u{0}]",
  ])
  func `refuses what RFC 8259 does not allow`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .malformed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    "", " ", "[", "[1", "[1,", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"abc", "\"\\",
    "\"\\u12", "tr", "-", "1.", "1e", "1e+", "[\"\\uD83D\\u",
  ])
  func `says that a text ends early`(text: String) {
    #expect(throws: DataError.truncated(line: 1)) { try parse(text) }
  }

  @Test func `gives line and column of values, keys and faults`() throws {
    let text = "{\n  \"a\": [1,\n\t\"é\", 2],\r\n  \"b\" : null }"
    let node = try parse(text)
    #expect(node.position == DataNode.Position(line: 1, column: 1))
    #expect(node["a"]?.position == DataNode.Position(line: 2, column: 8))
    #expect(node["a"]?[2]?.position == DataNode.Position(line: 3, column: 8))
    #expect(node.map?.entries[1].keyPosition == DataNode.Position(line: 4, column: 3))
    let fault = DataError.malformed("expected a comma or an end", line: 2, column: 7)
    #expect(throws: fault) { try parse("{\n\"a\":1 2}") }
  }

  @Test func `keeps the order of keys and the last of two values`() throws {
    let node = try parse(#"{"b":1,"a":2,"b":3}"#)
    #expect(node.map?.keys == ["b", "a"])
    #expect(node["b"]?.integer == 3)
  }

  @Test func `finds every key of a large map`() throws {
    let text = "{" + (0..<1000).map { "\"k\($0 % 900)\":\($0)" }.joined(separator: ",") + "}"
    let node = try parse(text)
    #expect(node.map?.count == 900)
    #expect((0..<900).allSatisfy { node["k\($0)"]?.integer == Int64($0 < 100 ? $0 + 900 : $0) })
    #expect(node["k900"] == nil)
  }

  @Test func `refuses bytes that are not UTF-8 and says where`() {
    let plain: [UInt8] = [0x22, 0x61, 0xE9, 0x22]
    #expect(throws: DataError.notUTF8(offset: 2)) {
      try JSONReader.parse(plain.span, limits: .standard)
    }
    let escaped: [UInt8] = [0x22, 0x5C, 0x6E, 0xED, 0xA0, 0x80, 0x22]
    #expect(throws: DataError.notUTF8(offset: 3)) {
      try JSONReader.parse(escaped.span, limits: .standard)
    }
  }

  @Test func `stops at the limits`() throws {
    var limits = Limits()
    limits.depth = 3
    limits.values = 5
    #expect(throws: Never.self) { try parse("[[[1]]]", limits: limits) }
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse("[[[[1]]]]", limits: limits)
    }
    #expect(throws: DataError.limit("values in one document")) {
      try parse("[1,2,3,4,5]", limits: limits)
    }
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse(String(repeating: "[{\"\":", count: 100_000))
    }
  }

  @Test func `answers hostile input`() {
    let good = #"{"a": [1, -2.5e3, "x\u00e9\n", true, null], "b": {"c": {}}, "d": "€"} "#
    for variant in hostileVariants(of: Array(good.utf8)) {
      _ = try? JSONReader.parse(variant.span, limits: .standard)
      _ = try? JSONReader.parseWithComments(variant.span, limits: .standard)
    }
  }
}

@Suite struct `JSON with comments` {
  private func parse(_ text: String) throws(DataError) -> DataNode {
    try JSONReader.parseWithComments(Array(text.utf8).span, limits: .standard)
  }

  @Test func `is read without its comments and last commas`() throws {
    let text = """
      // first
      { /* a * b
      */ "a": [1, 2, /**/ ], // rest
        "url": "http://x/*y*/",
      } // end
      """
    let node = try parse(text)
    #expect(node["a"]?.list?.count == 2)
    #expect(node["url"]?.string == "http://x/*y*/")
    #expect(node.map?.entries[1].keyPosition == DataNode.Position(line: 4, column: 3))
  }

  @Test(arguments: ["[,]", "[1,,]", "{,}", "/ 1", "1 /", "# 1", "[1] x"])
  func `is refused where it is neither`(text: String) {
    #expect(throws: DataError.self) { try parse(text) }
  }

  @Test func `may not end in a comment without an end`() {
    #expect(throws: DataError.truncated(line: 2)) { try parse("1 /* x\n *") }
  }
}

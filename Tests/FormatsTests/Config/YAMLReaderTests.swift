import Formats
import Model
import TestSupport
import Testing

private func parse(_ text: String, limits: Limits = .standard) throws(DataError) -> [DataNode] {
  try YAMLReader.parse(Array(text.utf8).span, limits: limits)
}

private func first(_ text: String) throws -> DataNode {
  let documents = try parse(text)
  return try #require(documents.first)
}

@Suite struct `YAML reader` {
  @Test(arguments: [
    ("", DataNode.Content.null), ("~", .null), ("null", .null), ("Null", .null),
    ("nULL", .string("nULL")),
    ("true", .boolean(true)), ("FALSE", .boolean(false)), ("yes", .string("yes")),
    ("No", .string("No")), ("0", .integer(0)), ("-12", .integer(-12)),
    ("+12", .number(12, written: "+12")), ("007", .number(7, written: "007")),
    ("0o17", .number(15, written: "0o17")), ("0xFf", .number(255, written: "0xFf")),
    ("0x", .string("0x")), ("0o8", .string("0o8")), ("0x-1", .string("0x-1")),
    ("0b1", .string("0b1")), ("1_000", .string("1_000")), ("1.10", .number(1.1, written: "1.10")),
    ("1.", .number(1, written: "1.")), (".5", .number(0.5, written: ".5")), (".", .string(".")),
    ("+", .string("+")), ("-x", .string("-x")),
    ("1e3", .number(1000, written: "1e3")), ("1e", .string("1e")), ("e3", .string("e3")),
    ("-.inf", .number(-.infinity, written: "-.inf")), ("1.2.3", .string("1.2.3")),
    ("99999999999999999999", .number(1e20, written: "99999999999999999999")),
    ("2024-01-01", .string("2024-01-01")), ("12:30", .string("12:30")), ("'1'", .string("1")),
    ("\"true\"", .string("true")), ("''", .string("")), ("!!str 1.10", .string("1.10")),
    ("! 12", .string("12")), ("!!int '3'", .integer(3)), ("!!float 3", .number(3, written: "3")),
    ("!!bool \"true\"", .boolean(true)), ("!Ref Name", .string("Name")), ("!Sub 1", .string("1")),
    ("!!null ''", .null), ("!!binary aGk=", .string("aGk=")), ("<<", .string("<<")),
  ])
  func `types a scalar by the core schema`(text: String, as content: DataNode.Content) throws {
    #expect(try first("--- " + text).content == content)
  }

  @Test func `reads not-a-number`() throws {
    guard case .number(let value, _) = try first(".nan").content else {
      Issue.record("no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test func `reads blocks, flows and all styles of text`() throws {
    let node = try first(
      """
      # comment
      a: {x: 1, "y": [one, 'it''s', "tab\\t\\u00e9"]}
      b:
      - plain
        text
      - |
        literal
          kept
      - >-
        folded
        text
      ? a long key
      : value
      """
    )
    #expect(node.map?.keys == ["a", "b", "a long key"])
    #expect(node["a"]?["y"]?.list?.map(\.string) == ["one", "it's", "tab\té"])
    #expect(
      node["b"]?.list?.map(\.string) == ["plain text", "literal\n  kept\n", "folded text"]
    )
    #expect(node["a long key"]?.string == "value")
  }

  @Test func `gives one value for each document`() throws {
    #expect(try parse("").isEmpty)
    #expect(try parse("# nothing\n").isEmpty)
    let documents = try parse("a: 1\n---\n---\n- 2\n...\n--- x\n")
    #expect(documents.count == 4)
    #expect(documents[0]["a"]?.integer == 1)
    #expect(documents[1].isNull)
    #expect(documents[2][0]?.integer == 2)
    #expect(documents[3].string == "x")
  }

  @Test func `gives lines and columns in bytes`() throws {
    let node = try first("\u{FEFF}é: ü\n# €\nb:\n  - {k€: v,  w: x}\n")
    #expect(node["é"]?.position == .init(line: 1, column: 5))
    #expect(node.map?.entries[1].keyPosition == .init(line: 3, column: 1))
    let inner = try #require(node["b"]?[0]?.map)
    #expect(inner.entries[0].keyPosition == .init(line: 4, column: 6))
    #expect(inner.entries[1].keyPosition == .init(line: 4, column: 16))
    #expect(inner["w"]?.position == .init(line: 4, column: 19))
  }

  @Test func `keeps key text and the last of two values`() throws {
    let node = try first("1.10: a\ntrue: b\n~: c\n1.10: d\n\"x\": e\n")
    #expect(node.map?.keys == ["1.10", "true", "~", "x"])
    #expect(node["1.10"]?.string == "d")
  }

  @Test(arguments: ["? [a]\n: b", "? {a: b}\n: c", "&k [1]: x", "{[a]: b}"])
  func `refuses a key that is no scalar`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .malformed("a key that is a list or a map", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [
    "a: [1", "a: b: c", "\t- x", "'open", "*none", "&a [*a]", "a: &x {b: *x}", "{a: 1]",
    "%YAML 3.0\n---\n", "!!int x", "!!bool maybe", "!!null x", "a\n\u{1}", "- a\nb: c", "@x", "`x`",
    "&a 1\n--- \n*a",
  ])
  func `refuses what is no YAML`(text: String) {
    let error = #expect(throws: DataError.self) { try parse(text) }
    guard case .malformed = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `says where a fault is`() {
    #expect(
      throws: DataError.malformed(
        "mapping values are not allowed in this context",
        line: 2,
        column: 5
      )
    ) {
      try parse("a: b\nc: d: e")
    }
  }

  @Test func `refuses bytes that are not UTF-8`() {
    #expect(throws: DataError.notUTF8(offset: 3)) {
      try YAMLReader.parse(([0x61, 0x3A, 0x20, 0xFF] as [UInt8]).span, limits: .standard)
    }
    // UTF-16, which libyaml would take.
    #expect(throws: DataError.notUTF8(offset: 0)) {
      try YAMLReader.parse(([0xFF, 0xFE, 0x61, 0] as [UInt8]).span, limits: .standard)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `refuses directives without end`() {
    let text = (0..<100_000).map { "%TAG !a\($0)! x\n" }.joined() + "--- 1\n"
    #expect(throws: DataError.limit("YAML directives")) { try parse(text) }
  }

  @Test func `answers hostile input`() {
    let good = "a: &x [1, {b: 'c'}]\n? k\n: |\n  é\n<<: {d: *x}\n--- !t >\n  z\n"
    for variant in hostileVariants(of: Array(good.utf8)) {
      _ = try? YAMLReader.parse(variant.span, limits: .standard)
    }
  }
}

@Suite struct `YAML aliases` {
  @Test func `stand for the value before them`() throws {
    let node = try first("a: &x {k: [1]}\nb: *x\nc: &x 2\nd: *x\n*x : key\n")
    #expect(node["b"]?["k"]?[0]?.integer == 1)
    #expect(node["d"]?.integer == 2)
    #expect(node["2"]?.string == "key")
  }

  @Test func `merge maps below the keys of their own`() throws {
    let node = try first(
      """
      base: &base {image: a, tag: 1}
      more: &more {tag: 2, port: 80}
      one: {<<: *base, tag: 3}
      two: {tag: 4, <<: [*base, *more]}
      three: {"<<": x}
      four: {<<: text}
      """
    )
    #expect(node["one"]?["image"]?.string == "a")
    #expect(node["one"]?["tag"]?.integer == 3)
    #expect(node["two"]?["tag"]?.integer == 4)
    #expect(node["two"]?.map?.keys == ["tag", "image", "port"])
    #expect(node["three"]?["<<"]?.string == "x")
    #expect(node["four"]?["<<"]?.string == "text")
  }

  @Test func `count as what they stand for`() {
    var limits = Limits()
    limits.values = 8
    #expect(throws: DataError.limit("values in one document")) {
      try parse("[&a [1, 2, 3], *a]", limits: limits)
    }
    limits.values = 13
    #expect(throws: Never.self) { try parse("[&a [1, 2, 3], *a, *a]", limits: limits) }
    limits.depth = 3
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse("[&a [1, [2]], [*a]]", limits: limits)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `cannot be a billion laughs`() {
    var bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...30 {
      let names = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(names)]\n"
    }
    #expect(throws: DataError.limit("values in one document")) { try parse(bomb) }
    let merges = bomb.replacing("[lol", with: "{k: 1}\nb: [lol").replacing("[*", with: "{<<: [*")
    #expect(throws: DataError.self) { try parse(merges) }
  }

  @Test func `do not let a document nest without end`() {
    #expect(throws: DataError.limit("depth of nested values")) {
      try parse(String(repeating: "[", count: 100_000))
    }
    #expect(throws: DataError.self) { try parse(String(repeating: "- ", count: 100_000)) }
    #expect(throws: DataError.self) { try parse(String(repeating: "? ", count: 100_000)) }
  }
}

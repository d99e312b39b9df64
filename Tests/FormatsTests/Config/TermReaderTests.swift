import Formats
import Model
import TestSupport
import Testing

/// Writes a node as JSON would be, for short comparisons.
private func shown(_ node: DataNode) -> String {
  switch node.content {
  case .null: "null"
  case .boolean(let value): "\(value)"
  case .integer(let value): "\(value)"
  case .number(_, let written): written
  case .string(let text): "\"\(text)\""
  case .list(let elements): "[\(elements.map(shown).joined(separator: ","))]"
  case .map(let map):
    "{\(map.entries.map { "\($0.key):\(shown($0.value))" }.joined(separator: ","))}"
  }
}

@Suite struct `Erlang terms` {
  @Test(arguments: [
    ("", ""), ("% c\n\n", ""), ("a.", "\"a\""), ("'a b'. c.\n", "\"a b\" \"c\""),
    ("{a,[b,{}],[]}.", "[\"a\",[\"b\",[]],[]]"), ("true. nil.", "true \"nil\""),
    ("<<\"a\">>. <<>>. <<97,98>>. <<\"é\"/utf8>>.", "\"a\" \"\" \"ab\" \"é\""),
    ("<<\"a\", 98:8/integer>>.", "\"ab\""), ("\"a\" \"b\"\n\"c\".", "\"abc\""),
    ("1. -2. 1_000. 16#fF. 1.5. 1.0e-3.", "1 -2 1000 255 1.5 1.0e-3"),
    ("$a. $\\n. $é. $ .", "97 10 233 32"), ("#{a => 1, <<\"b\">> => 2}.", "{a:1,b:2}"),
    (#""\x41\x{e9}\n\q\"". "#, "\"Aé\nq\"\""),
  ])
  func `are read`(text: String, as expected: String) throws {
    let terms = try TermReader.parseErlang(Array(text.utf8).span, limits: .standard)
    #expect(terms.map(shown).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    "a", "a b.", "{a", "{a,}.", "X.", "fun f/1.", "\"a", "<<\"a\"", "<<a>>.", "[a|b].", "#{a}.",
    "#{{} => 1}.", "1#0.", "-.", "'a", "$", "a.}",
  ])
  func `that must be run or end early are refused`(text: String) {
    #expect(throws: DataError.self) {
      try TermReader.parseErlang(Array(text.utf8).span, limits: .standard)
    }
  }

  @Test func `of old are in Latin-1`() throws {
    let bytes: [UInt8] = [0x22, 0xE9, 0x22, 0x2E]
    #expect(try TermReader.parseErlang(bytes.span, limits: .standard).map(shown) == ["\"é\""])
  }

  @Test func `know where they stand`() throws {
    let terms = try TermReader.parseErlang(
      Array("a.\n\"\n\". {\n  b}.".utf8).span,
      limits: .standard
    )
    #expect(terms[2][0]?.position == DataNode.Position(line: 4, column: 3))
  }

  @Test func `nest no deeper than the limit`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: DataError.limit("depth of nested values")) {
      try TermReader.parseErlang(Array(text.utf8).span, limits: .standard)
    }
  }

  @Test func `survive spoilt input`() {
    let text = "{a,[<<\"b\">>,$c,#{d => 1.5e3}],\"\\x{41}\" \"f\"}.\n% g\n'h'."
    for variant in hostileVariants(of: Array(text.utf8)) {
      _ = try? TermReader.parseErlang(variant.span, limits: .standard)
    }
  }
}

@Suite struct `Elixir term` {
  @Test(arguments: [
    ("", "null"), ("# c\n", "null"), ("%{}", "{}"),
    ("%{\"a\": 1, b: 2, \"c\" => 3,}", "{a:1,b:2,c:3}"),
    ("{:a, :\"b c\", Foo.Bar, nil, true}", "[\"a\",\"b c\",\"Foo.Bar\",null,true]"),
    ("[a: \"1\", \"b\": 2]", "[[\"a\",\"1\"],[\"b\",2]]"), ("'charlist'", "\"charlist\""),
    ("\"\\u00e9\\t\\\"\"", "\"é\t\"\""), ("[:ok?, 1.5, -3]", "[\"ok?\",1.5,-3]"),
  ])
  func `is read`(text: String, as expected: String) throws {
    let term = try TermReader.parseElixir(Array(text.utf8).span, limits: .standard)
    #expect(shown(term) == expected)
  }

  @Test(arguments: [
    "%{", "%", "%{a 1}", "foo()", "System.halt(0)", "\"#{1}\"", "[1] ++ [2]", "{:a", "%{[] => 1}",
    "~w[a]", "<<<<<<< HEAD", ":", "a",
  ])
  func `that must be run or ends early is refused`(text: String) {
    #expect(throws: DataError.self) {
      try TermReader.parseElixir(Array(text.utf8).span, limits: .standard)
    }
  }

  @Test func `survives spoilt input`() {
    let text = "%{\"a\": {:hex, :b, \"1\", [c: 1.5, \"d\": nil], Foo}, # e\n}"
    for variant in hostileVariants(of: Array(text.utf8)) {
      _ = try? TermReader.parseElixir(variant.span, limits: .standard)
    }
  }
}

import Formats
import Model
import TestSupport
import Testing

@Suite struct `Lua data` {
  private func text(_ source: String) throws(DataError) -> String? {
    try LuaReader.parse(Array(source.utf8).span, limits: .standard)["x"]?.scalarText
  }

  @Test(arguments: [
    ("x = 'a'", "a"), ("x = \"a\" -- c", "a"), ("x=[[a]]", "a"), ("x = [==[\n]]]==]", "]]"),
    ("x = 1.10", "1.10"), ("x = -0x1f", "-31"), ("x = true", "true"), ("x = 'a' .. 'b'..3", "ab3"),
    ("local v, r <const> = '1', \"2\"\nx = v .. \"-\" .. r;", "1-2"), ("x = ('a')", "a"),
    ("y = 'a' x = y", "a"), (#"x = "\65\x42\u{43}\z  D\"\'\n""#, "ABCD\"'\n"), ("x = 5", "5"),
    ("--[[ x = 1 ]] x = 2 --[==[ ]] ]==]", "2"), ("#!/usr/bin/lua\nx = 1", "1"), ("x = 1..2", "12"),
    ("x, y = 'a'", "a"), ("local x\nx = 'b'", "b"), ("return { x = 'c' }", "c"),
    ("return { [\"x\"] = 'd', ['y'] = {}; };", "d"), ("x = 1e3", "1e3"),
  ])
  func `is read`(source: String, value: String) throws {
    #expect(try text(source) == value)
  }

  @Test(arguments: [
    "x = f()", "x = {", "x = 'a", "x = [[a", "f()", "x = function() end", "for i = 1, 2 do end",
    "x = 'a' .. {}", "return 1 x = 2", "x = {[{}] = 1}", "x", "x =", "local function f() end",
    "x = -inf", "x = {1 2}", "x = not true", "x = a.b", "--[[", "x = '\\300'",
  ])
  func `that must be run or ends early is refused`(source: String) {
    #expect(throws: DataError.self) { try text(source) }
  }

  @Test func `tables are lists, or maps where they have keys`() throws {
    let source = "x = { 'a', 'b', }\ny = { 'a', k = 1 }\nz = {}\nw = x"
    let data = try LuaReader.parse(Array(source.utf8).span, limits: .standard)
    #expect(data["x"]?.list?.compactMap(\.string) == ["a", "b"])
    #expect(data["y"]?.map?.keys == ["k", "1"])
    #expect(data["z"]?.list == [])
    #expect(data["w"]?.isNull == true)
  }

  @Test func `cannot be made to grow without end`() {
    let source = "x = 'aaaaaaaaaaaaaaaa'\n" + String(repeating: "x = x .. x\n", count: 60)
    #expect(throws: DataError.limit("bytes of joined texts")) { try text(source) }
    #expect(throws: DataError.limit("depth of nested values")) {
      try text("x = " + String(repeating: "{", count: 100_000))
    }
    #expect(throws: DataError.limit("depth of nested values")) {
      try text("x = " + String(repeating: "(", count: 100_000))
    }
  }

  @Test func `survives spoilt input`() {
    let source =
      "local a <const> = [=[b]=] .. '\\x41'\nreturn { a, [\"c\"] = { d = -1.5e3; } } --[[e]]"
    for variant in hostileVariants(of: Array(source.utf8)) {
      _ = try? LuaReader.parse(variant.span, limits: .standard)
    }
  }
}

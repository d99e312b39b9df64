import Formats
import TestSupport
import Testing

private func parse(_ text: String, _ dialect: INIReader.Dialect) throws(DataError) -> [INISection] {
  try INIReader.parse(Array(text.utf8).span, dialect: dialect)
}

@Suite struct `INI reader` {
  @Test func `reads plain sections`() throws {
    let sections = try parse(
      "\u{FEFF}a=1\n; c\n# d\r\n[ b ]\n x = y # z\nX = w\nflag\n[b]\n",
      .plain
    )
    #expect(sections.map(\.name) == ["", "b", "b"])
    #expect(sections[0]["A"] == "1")
    #expect(sections[1].entries.map(\.value) == ["y # z", "w", nil])
    #expect(sections[1]["x"] == "w")
    #expect(sections[1].line == 4)
    #expect(sections[1].entries[1].line == 6)
  }

  @Test func `reads Python's continued values`() throws {
    let text =
      "[options]\ninstall_requires =\n    a >= 1\n    # c\n\n    b:2\nname: x = y\n[e:p]\nk = v"
    let sections = try parse(text, .python)
    #expect(sections[0]["install_requires"] == "a >= 1\nb:2")
    #expect(sections[0]["name"] == "x = y")
    #expect(sections[1].name == "e:p")
  }

  @Test func `reads git's files`() throws {
    let text = """
      [core] ; c
      \tbare
      \tpath = "a # b" c\t # d
      \teditor = x\\n\\"y\\\\ \\
       more
      [remote "o\\"r\\\\i]gin"] url = git@x:y.git
      """
    let sections = try parse(text, .git)
    #expect(sections[0].entries.map(\.value) == [nil, "a # b c", "x\n\"y\\  more"])
    #expect(sections[1].name == "remote")
    #expect(sections[1].subsection == "o\"r\\i]gin")
    #expect(sections[1]["url"] == "git@x:y.git")
  }

  @Test(arguments: [
    ("[a", INIReader.Dialect.plain), ("=x", .plain), ("[a \"b]", .git), ("a = \"x", .git),
    ("a = \\q", .git), ("a = x\\", .git), (": x", .python),
  ])
  func `refuses what is broken`(text: String, dialect: INIReader.Dialect) {
    #expect(throws: DataError.self) { try parse(text, dialect) }
  }

  @Test(arguments: [INIReader.Dialect.plain, .python, .git])
  func `answers hostile input`(dialect: INIReader.Dialect) {
    for variant in hostileVariants(
      of: Array("[a \"b\"]\nk = \"v\\n\" ; c\n  d\n[e]\nf: g\\\n".utf8)
    ) {
      _ = try? INIReader.parse(variant.span, dialect: dialect)
    }
  }
}

import Formats
import Testing

@Suite struct `text lines` {
  @Test(arguments: [
    ("", []),
    ("a", ["a"]),
    ("a\n", ["a"]),
    ("a\r\nb\r\n", ["a", "b"]),
    ("\n\nb", ["", "", "b"]),
    ("\u{FEFF}a\n", ["a"]),
  ])
  func `end in LF or CRLF`(text: String, lines: [String]) throws {
    let found = try TextLines(Array(text.utf8).span).map { String($0.text) }
    #expect(found == lines)
  }

  @Test func `are numbered from one`() {
    #expect(TextLines("a\nb").map(\.number) == [1, 2])
  }

  @Test func `refuse what is not UTF-8`() {
    let bytes: [UInt8] = [0x61, 0x62, 0xFF]
    #expect(throws: DataError.notUTF8(offset: 2)) { try TextLines(bytes.span) }
  }
}

@Suite struct `text slices` {
  @Test func `are trimmed of ASCII white space`() {
    #expect(" \t a b\r\n".trimmed == "a b")
    #expect("  ".trimmed == "")
  }

  @Test func `are cut at a character`() throws {
    let first = try #require("a=b=c".cut(at: "="))
    #expect(first.before == "a" && first.after == "b=c")
    let last = try #require("a=b=c".cut(atLast: "="))
    #expect(last.before == "a=b" && last.after == "c")
    #expect("abc".cut(at: "=") == nil)
  }

  @Test func `split into pieces and words`() {
    #expect("a,,b".pieces(on: ",") == ["a", "", "b"])
    #expect("  a \t b ".words == ["a", "b"])
  }

  @Test func `lose a prefix or a suffix`() {
    #expect("file.txt".dropping(suffix: ".txt") == "file")
    #expect("file".dropping(suffix: ".txt") == nil)
    #expect("npm:x".dropping(prefix: "npm:") == "x")
    #expect("npm".dropping(prefix: "npm:") == nil)
  }
}

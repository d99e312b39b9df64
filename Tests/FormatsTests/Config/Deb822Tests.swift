import Formats
import TestSupport
import Testing

@Suite struct `Deb822 stanzas` {
  private func stanzas(_ bytes: [UInt8]) -> [Deb822.Stanza] {
    var cursor = Deb822.Cursor()
    var stanzas: [Deb822.Stanza] = []
    while let stanza = cursor.next(in: bytes.span) { stanzas.append(stanza) }
    return stanzas
  }

  private let status = Array(
    """


    Package: bash
    Status: install ok installed
    Description: GNU Bourne
     Again SHell
     .
    \tlast
    Conffiles:
     /etc/bash.bashrc 1
    # a comment
    version : 5.2

    Package: zlib
    Empty:
    Classifier: A
    CLASSIFIER: B

    """.utf8
  )

  @Test func `are walked one by one`() throws {
    let all = stanzas(status)
    #expect(all.count == 2)
    #expect(all.map(\.line) == [3, 14])
    #expect(all.allSatisfy { $0.fault == nil })
    #expect(try all[1].text("Package", in: status.span) == "zlib")
    #expect(try all[1].text("Empty", in: status.span)?.isEmpty == true)
    #expect(try all[1].text("Missing", in: status.span) == nil)
    #expect(try all[1].texts("Classifier", in: status.span) == ["A", "B"])
  }

  @Test func `unfold their fields and find them in any case`() throws {
    let first = try #require(stanzas(status).first)
    let description = "GNU Bourne\nAgain SHell\n.\nlast"
    #expect(try first.text("description", in: status.span) == description)
    #expect(try first.text("Conffiles", in: status.span) == "/etc/bash.bashrc 1")
    #expect(try first.text("VERSION", in: status.span) == "5.2")
  }

  @Test func `may have lines that end in CRLF and no last newline`() throws {
    let bytes = Array("A: 1\r\n  2\r\n\r\nB: 3".utf8)
    let all = stanzas(bytes)
    #expect(try all.first?.text("A", in: bytes.span) == "1\n2")
    #expect(try all.last?.text("B", in: bytes.span) == "3")
  }

  @Test func `go on past a line of blanks`() throws {
    let bytes = Array("License: a\n   \n  b\nName: x\n".utf8)
    let all = stanzas(bytes)
    #expect(all.count == 1)
    #expect(try all.first?.text("License", in: bytes.span) == "a\n\nb")
  }

  @Test(arguments: [
    ("A: 1\nno field\nB: 2\n", "a line that is no field", 2),
    (" x\nB: 2\n", "a line that continues no field", 1),
    (": 1\nB: 2\n", "a line that is no field", 1),
  ])
  func `keep what is sound beside a fault`(text: String, what: String, line: Int) throws {
    let bytes = Array((text + "\nC: 3\n").utf8)
    let all = stanzas(bytes)
    #expect(all.count == 2)
    #expect(all[0].fault == .malformed(what, line: line, column: 1))
    #expect(try all[0].text("B", in: bytes.span) == "2")
  }

  @Test func `refuse to give text that is not UTF-8`() {
    let bytes: [UInt8] = [0x41, 0x3A, 0x20, 0xE9, 0x0A]
    #expect(throws: DataError.notUTF8(offset: 3)) {
      try stanzas(bytes).first?.text("A", in: bytes.span)
    }
  }

  @Test func `answer hostile input`() {
    for variant in hostileVariants(of: status) {
      for stanza in stanzas(variant) { _ = try? stanza.text("Description", in: variant.span) }
    }
  }
}

@Suite struct `line cursor` {
  @Test(arguments: [
    ("", []), ("\n", [0..<0]), ("a", [0..<1]), ("a\n", [0..<1]),
    ("a\r\n\nb", [0..<1, 3..<3, 4..<5]),
    ("\r\n\r", [0..<0, 2..<2]),
  ])
  func `gives the ranges of lines`(text: String, ranges: [Range<Int>]) {
    let bytes = Array(text.utf8)
    var cursor = LineCursor()
    var found: [Range<Int>] = []
    while let line = cursor.line(in: bytes.span) { found.append(line) }
    #expect(found == ranges)
    #expect(cursor.number == ranges.count)
  }
}

import Formats
import TestSupport
import Testing

@Suite struct `properties reader` {
  @Test(arguments: [
    ("", []), ("# c\n! d\n  \n", []), ("a=b", ["a", "b"]), ("a : b \nc d", ["a", "b ", "c", "d"]),
    ("a\t=\t=b", ["a", "=b"]), ("alone", ["alone", ""]), ("a=", ["a", ""]), ("= b", ["", "b"]),
    (#"a\ b\=c\:d = e"#, ["a b=c:d", "e"]), (#"k=\t\n\r\f\q\\"#, ["k", "\t\n\r\u{C}q\\"]),
    ("k=a\\\n   b\\\r\n  c\rl=d", ["k", "abc", "l", "d"]),
    ("k=a\\\\\nl=b", ["k", "a\\", "l", "b"]),
    ("k=a\\\n# no comment", ["k", "a# no comment"]), ("\\\n#a=b", ["#a", "b"]),
    ("k=a\\", ["k", "a"]),
    ("k=\\\n\n", ["k", ""]),
    (#"k=\u0041\u00e9\uD83D\uDE00x"#, ["k", "Aé😀x"]), (#"k=\u00"#, ["k", "\u{FFFD}00"]),
    (#"k=\uD83D"#, ["k", "\u{FFFD}"]), ("#a\\\nb=c", ["b", "c"]), ("k=€", ["k", "€"]),
  ])
  func `reads entries`(text: String, as expected: [String]) {
    let entries = PropertiesReader.parse(Array(text.utf8).span)
    #expect(entries.flatMap { [$0.key, $0.value] } == expected)
  }

  @Test func `takes what is not UTF-8 as Latin-1`() {
    let entries = PropertiesReader.parse(([0x6B, 0x3D, 0xE9] as [UInt8]).span)
    #expect(entries.first?.value == "é")
  }

  @Test func `answers hostile input`() {
    for variant in hostileVariants(of: Array("a\\u0041 = b\\\n  c\n#x\r\nd:e".utf8)) {
      _ = PropertiesReader.parse(variant.span)
    }
  }
}

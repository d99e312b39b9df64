import Formats
import TestSupport
import Testing

@Suite struct `gitignore` {
  @Test(
    arguments: [
      ("a", "a", true), ("a", "x/a", true), ("/a", "x/a", nil), ("x/a", "x/a", true),
      ("x/a", "y/x/a", nil),
      ("*.log", "x/a.log", true), ("*.log", "a.logs", nil), ("a/**", "a/b/c", true),
      ("a/**", "a", nil),
      ("**/a", "x/y/a", true), ("x/**/a", "x/a", true), ("x/**/a", "x/y/z/a", true),
      ("#a", "#a", nil),
      ("\\#a", "#a", true), ("a \n", "a", true), ("a\n!a", "a", false), ("!a\na", "a", true),
      ("a?c", "abc", true),
      ("[ab]c", "bc", true), ("[!ab]c", "bc", nil), ("[a-c]d", "bd", true), ("[a", "[a", true),
      ("", "a", nil),
      ("a\r\n", "a", true), ("*a*b*", "xaxbx", true), ("**", "a", true), ("a/*", "a/b/c", nil),
    ] as [(String, String, Bool?)]
  )
  func `decides`(pattern: String, path: String, expected: Bool?) {
    #expect(GitIgnore(Array(pattern.utf8).span).decision(on: path, isFolder: false) == expected)
  }

  @Test func `knows patterns for folders`() {
    let rules = GitIgnore(Array("out/\n".utf8).span)
    #expect(rules.decision(on: "x/out", isFolder: true) == true)
    #expect(rules.decision(on: "x/out", isFolder: false) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func `answers hostile input`() {
    for bytes in hostileVariants(of: Array("a/**/b*[!x-z]\\?\n!c/\n".utf8)) {
      _ = GitIgnore(bytes.span).decision(on: "a/b/c/d", isFolder: true)
    }
    let stars = GitIgnore(Array(String(repeating: "*a", count: 2000).utf8).span)
    #expect(stars.decision(on: String(repeating: "a", count: 1999), isFolder: false) == nil)
    let folders = GitIgnore(Array((String(repeating: "**/", count: 2000) + "x").utf8).span)
    #expect(folders.decision(on: String(repeating: "a/", count: 2000), isFolder: false) == nil)
  }
}

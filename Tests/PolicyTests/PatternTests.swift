import Policy
import Testing

@Suite struct `pattern` {
  @Test(arguments: [
    ("usr/lib/a.so", ["usr/lib/a.so"], ["usr/lib/a", "x/usr/lib/a.so"]),
    ("/usr/lib/*.so", ["usr/lib/a.so", "usr/lib/.so"], ["usr/lib/x/a.so", "usr/lib/a.so.1"]),
    ("app/**", ["app", "app/a", "app/a/b"], ["apple", "x/app"]),
    ("app/", ["app/a", "app/a/b", "app"], ["apple"]),
    ("**/a.jar", ["a.jar", "x/a.jar", "x/y/a.jar"], ["xa.jar", "a.jar/b"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
    ("**", ["", "a", "a/b"], []),
    ("a**b", ["ab", "axb"], ["a/b"]),
    ("lib?.so", ["liba.so", "libé.so"], ["lib.so", "lib/.so", "libab.so"]),
    ("[a-c]x", ["ax", "cx"], ["dx", "x"]),
    ("[!a-c]x", ["dx", "-x"], ["ax", "/x"]),
    ("[]a]x", ["]x", "ax"], ["bx"]),
    ("{lib,bin}/**", ["lib/a", "bin"], ["sbin/a"]),
    ("a{,b{1,2}}c", ["ac", "ab1c", "ab2c"], ["abc"]),
    ("a\\*b", ["a*b"], ["axb"]),
    ("a,b", ["a,b"], ["a"]),
    ("", [""], ["a"]),
  ])
  func `of globs matches`(glob: String, these: [String], notThose: [String]) throws {
    let pattern = try TextPattern(glob: glob)
    for text in these { #expect(pattern.matches(text), "\(text)") }
    for text in notThose { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test(arguments: [
    ("curl", ["curl"], ["curl2", "xcurl"]),
    ("linux(-.*)?-headers-.*", ["linux-headers-6.1", "linux-aws-headers-5"], ["linux-image"]),
    ("^lib(ssl|crypto)[0-9]+$", ["libssl3", "libcrypto11"], ["libssl", "libssl3x"]),
    ("a|bc", ["a", "bc"], ["ac", "abc"]),
    ("x{2,3}", ["xx", "xxx"], ["x", "xxxx"]),
    ("x{2}y{1,}", ["xxy", "xxyyy"], ["xx", "xy"]),
    ("\\d+\\.\\w*", ["1.", "12.a_b"], ["a.b", "1x"]),
    ("[^a-c.]+?", ["xyz"], ["a", "x."]),
    ("(?:ab)+c?", ["ab", "ababc"], ["abb"]),
    ("a.c", ["abc", "aéc"], ["ac", "a\nc"]),
  ])
  func `of regular expressions matches`(
    text: String,
    these: [String],
    notThose: [String]
  ) throws {
    let pattern = try TextPattern(regularExpression: text)
    for text in these { #expect(pattern.matches(text), "\(text)") }
    for text in notThose { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test(arguments: [
    ("[a", PatternError.unclosed("[")), ("{a,b", .unclosed("{")), ("a}", .misplaced("}")),
    ("a\\", .misplaced("\\")), (String(repeating: "{a", count: 40), .tooLarge),
    (String(repeating: "?", count: 5000), .tooLarge),
  ])
  func `of globs is refused`(text: String, because reason: PatternError) {
    #expect(throws: reason) { try TextPattern(glob: text) }
  }

  @Test(arguments: [
    ("(a", PatternError.unclosed("(")), ("a)", .misplaced(")")), ("*a", .misplaced("*")),
    ("(?=a)", .unsupported("(?")), ("\\bx", .unsupported("\\b")),
    ("[[:alpha:]]", .unsupported("[:")),
    ("a{3,2}", .misplaced("{3,2}")), ("a{x}", .misplaced("{x}")), ("a{1", .unclosed("{")),
    ("((x{1000}){1000})", .tooLarge), ("((((){1000}){1000}){1000})", .tooLarge),
    (String(repeating: "(", count: 100), .tooLarge),
    ("[\\D]", .unsupported("what is left out, in a class")),
  ])
  func `of regular expressions is refused`(text: String, because reason: PatternError) {
    #expect(throws: reason) { try TextPattern(regularExpression: text) }
  }

  @Test(.timeLimit(.minutes(1))) func `never takes forever`() throws {
    let text = String(repeating: "a", count: 3000)
    #expect(try !TextPattern(regularExpression: "(a*)*b").matches(text))
    #expect(try !TextPattern(regularExpression: "(a|a?)+b").matches(text))
    #expect(try !TextPattern(glob: "*a*a*a*a*a*a*a*a*a*b").matches(text))
  }
}

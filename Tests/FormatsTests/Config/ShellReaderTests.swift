import Formats
import Model
import TestSupport
import Testing

private func read(_ text: String) -> ShellScript {
  ShellReader.parse(Array(text.utf8), limits: .standard)
}

/// Each command as its words, wherever it stands.
private func commands(_ text: String) -> [String] {
  read(text).commands.map { command in
    let set = command.assignments.map { "\($0.name)=\($0.value.text)" }
    let streams = command.redirections.map { "\($0.descriptor)\($0.sign)\($0.target.text)" }
    return (set + command.words.map(\.text) + streams).joined(separator: "·")
  }
}

@Suite struct `shell reader` {
  @Test(arguments: [
    ("a b && c || d; e & f", ["a·b", "c", "d", "e", "f"]),
    ("a | b |& c", ["a", "b", "c"]),
    ("A=1 B='x y' c", ["A=1·B=x y·c"]),
    ("a \"b $C\" d\\ e 'f'\"g\"", ["a·b $C·d e·fg"]),
    ("a >b 2>&1 <c", ["a·>b·2>&1·<c"]),
    ("a &> b", ["a·&>b"]),
    ("(a; b) > c", ["a", "b"]),
    ("{ a; b; }", ["a", "b"]),
    ("! a", ["a"]),
    ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
    ("for x in 1 2; do a $x; done", ["a·$x"]),
    ("for x; do a; done", ["a"]),
    ("while a; do b; done && c", ["a", "b", "c"]),
    ("case $x in a|b) c;; (d) e ;& *) f; esac; g", ["c", "e", "f", "g"]),
    ("f() { a; }; function g { b; }; f", ["a", "b", "f"]),
    ("a $(b \"$(c)\") `d`", ["a·$(b \"$(c)\")·`d`", "b·$(c)", "c", "d"]),
    ("x=$(a | b)", ["x=$(a | b)", "a", "b"]),
    ("[ -f a ] && [[ -n $b && c ]] && d", ["[·-f·a·]", "d"]),
    ("((a + 1)); b $((c + (1))) ${d:-$(e)}", ["b·$((c + (1)))·${d:-$(e)}", "e"]),
    ("a # b\nc", ["a", "c"]),
    ("a#b", ["a#b"]),
    ("cat <<E > f\nx $(y)\nE\nb", ["cat·<<E·>f", "b"]),
    ("cat <<-'E F'\n\tx\n\tE F\nb", ["cat·<<-E F", "b"]),
    ("diff <(a) <(b)", ["diff·<(a)·<(b)", "a", "b"]),
    ("a=(b $c) d", ["a=b $c·d"]),
    ("a \\\n b", ["a·b"]),
    ("echo if fi", ["echo·if·fi"]),
    ("a;\nb", ["a", "b"]),
    ("set -o pipefail; a", ["set·-o·pipefail", "a"]),
    ("time a", ["time·a"]),
    ("a $'b\\'c' d", ["a·b\\'c·d"]),
    ("rm @(a|b) c", ["rm·@(a|b)·c"]),
    ("(( a ) | b)", ["a", "b"]),
  ])
  func `sees every command`(text: String, expected: [String]) {
    #expect(commands(text) == expected)
    #expect(read(text).faults.isEmpty, "\(read(text).faults)")
  }

  @Test func `knows how commands are joined`() {
    let pipelines = read("a | b && ! c || d & e; f").pipelines
    #expect(pipelines.map(\.nodes.count) == [2, 1, 1, 1, 1])
    #expect(pipelines.map(\.connector) == [.sequence, .and, .or, .background, .sequence])
    #expect(pipelines.map(\.isNegated) == [false, true, false, false, false])
    #expect(pipelines.map(\.offset) == [0, 9, 16, 20, 23])
  }

  @Test func `knows where words stand and what is in them`() throws {
    let command = try #require(read("a  \"$X-${Y:-$Z}\" b$(c)").commands.first)
    #expect(command.words.map(\.offset) == [0, 3, 17])
    #expect(command.words[1].variables == ["X", "Y", "Z"])
    #expect(command.words.map(\.isLiteral) == [true, false, false])
    #expect(command.words.map(\.isQuoted) == [false, true, false])
  }

  @Test(arguments: [
    "a 'b", "a \"b", "a $(b", "a `b", "if a; then b", "for x in y; a", "case x in", "(a", "a)",
    "f() b", "a | ; b", "${a", "[[ a", "cat <<E\nx", "fi ) done", "case x in ;; esac",
  ])
  func `goes on after what is no script`(text: String) {
    #expect(read(text).commands.count < 10)
  }

  @Test func `answers hostile input`() {
    let good =
      "f() { if a \"$(b `c`)\"; then case $x in y) z;; esac; fi | (d <<E\nx\nE\n) } && ((1+2))"
    for bytes in hostileVariants(of: Array(good.utf8)) {
      _ = ShellReader.parse(bytes, limits: .standard).commands
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "(", "((", "$(", "$((", "${", "`", "\"$(", "{ ", "if ", "f() ", "case x in ", "@(", "<(",
      "a=(", "[[ ", "<<E ", "a | ", "a\n", "\\`", "function f ", "for x in a; do ", "$(`",
    ]
  )
  func `takes as long as the input is large`(piece: String) {
    let text = String(repeating: piece, count: 30_000)
    #expect(read(text).faults.count <= 20)
  }
}

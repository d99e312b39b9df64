import Formats
import Model
import TestSupport
import Testing

private func read(_ text: String) throws -> Dockerfile {
  try DockerfileReader.parse(Array(text.utf8).span, limits: .standard)
}

/// Each instruction as its keyword, its flags and its text.
private func outline(_ text: String) throws -> [String] {
  try read(text).instructions.map { instruction in
    let flags = instruction.flags.map { "\($0.name)=\($0.value ?? "?")" }
    let list = instruction.list.map { "\($0.map(\.text))" } ?? instruction.text.text
    return ([instruction.written] + flags + [list]).joined(separator: "|")
  }
}

@Suite struct `Dockerfile reader` {
  @Test(arguments: [
    ("FROM a AS b", ["FROM|a AS b"]),
    ("from  a\r\n\r\n# c\nRUN x \\\n  y\n", ["from|a", "RUN|x   y"]),
    ("RUN a \\\n# no\n\n  && b \\  \n c", ["RUN|a   && b  c"]),
    ("RUN a \\\\\nCMD b", ["RUN|a \\\\", "CMD|b"]),
    ("# escape=`\nRUN a `\n b\\\nCMD c", ["RUN|a  b\\", "CMD|c"]),
    ("COPY --from=x --chown=1:2 --link a b", ["COPY|from=x|chown=1:2|link=?|a b"]),
    ("RUN --mount=type=cache,target=\"/a b\" -- --x", ["RUN|mount=type=cache,target=/a b|--x"]),
    ("CMD [\"a\", \"b c\"]", ["CMD|[\"a\", \"b c\"]"]),
    ("CMD [ \"a\", b ]", ["CMD|[ \"a\", b ]"]),
    ("HEALTHCHECK --interval=5s CMD [\"a\"]", ["HEALTHCHECK|interval=5s|[\"a\"]"]),
    ("ENV --a=b", ["ENV|--a=b"]),
    ("\u{FEFF}FROM a", ["FROM|a"]),
    ("RUN a \\", ["RUN|a"]),
  ])
  func `splits instructions`(text: String, expected: [String]) throws {
    #expect(try outline(text) == expected)
  }

  @Test func `reads directives at the top alone`() throws {
    let file = try read(
      "# syntax = docker/dockerfile:1 \n#check=skip=all\n# hi\n# escape=`\nFROM a"
    )
    #expect(file.directives.map(\.name) == ["syntax", "check"])
    #expect(file.directives.map(\.value) == ["docker/dockerfile:1", "skip=all"])
    #expect(file.comments.map(\.text) == ["hi", "escape=`"])
    #expect(file.escape == UInt8(ascii: "\\"))
  }

  @Test func `knows the place of each word`() throws {
    let file = try read("FROM a\nRUN --mount=x b \\\n  # no\n   c d\nENV A=1 \\\n B=2\n")
    let run = file.instructions[1]
    #expect(run.position == .init(line: 2, column: 1))
    #expect(run.lastLine == 4)
    #expect(run.words.map(\.position.line) == [2, 4, 4])
    #expect(run.words.map(\.position.column) == [15, 4, 6])
    #expect(run.flags[0].position.column == 5)
    #expect(file.instructions[2].pairs.compactMap(\.value?.position.line) == [5, 6])
  }

  @Test func `reads heredocs, several and within ONBUILD`() throws {
    let file = try read(
      "COPY <<A <<-\"B\" /x/\none\nA\n\ttwo $x\n\tB\nONBUILD RUN <<E\nthree\nE\nRUN echo $((1<<2)) '<<N'\n"
    )
    let copy = file.instructions[0]
    #expect(copy.heredocs.map(\.name) == ["A", "B"])
    #expect(copy.heredocs.map(\.body.text) == ["one\n", "two $x\n"])
    #expect(copy.heredocs.map(\.isExpanded) == [true, false])
    #expect(copy.heredocs[1].body.position(at: 4) == .init(line: 4, column: 6))
    #expect(file.instructions[1].effective.heredocs.map(\.body.text) == ["three\n"])
    #expect(file.instructions[2].heredocs.isEmpty)
    #expect(file.faults.isEmpty)
  }

  @Test(arguments: [
    ("FROM a\nRUM b\n", "there is no instruction RUM", 2),
    ("FROM a\nRUN <<EOF\nb\n", "no line ends the heredoc EOF", 2),
    ("FROM\n", "FROM has nothing to work on", 1),
    ("# escape=x\nFROM a\n", "the escape is neither \\ nor `", 1),
  ])
  func `tells what no builder takes`(text: String, fault: String, line: Int) throws {
    let faults = try read(text).faults
    #expect(faults.map(\.text) == [fault])
    #expect(faults.map(\.position.line) == [line])
  }

  @Test func `reads pairs, old and new`() throws {
    func pairs(_ text: String) throws -> [String] {
      try read(text).instructions[0].pairs.map { "\($0.name.text):\($0.value?.text ?? "-")" }
    }
    #expect(
      try pairs("ENV A=1 B=\"2 3\" C='x y' D=a\\ b") == ["A:1", "B:\"2 3\"", "C:'x y'", "D:a\\ b"]
    )
    #expect(try pairs("ENV A  b c=d") == ["A:b c=d"])
    #expect(try pairs("ARG A B=1") == ["A:-", "B:1"])
    #expect(try pairs("LABEL \"a.b\"=c") == ["\"a.b\":c"])
  }

  @Test func `knows the stages`() throws {
    let file = try read("ARG V=1\nFROM a:$V as Build\nRUN x\nFROM --platform=p Build\nCMD y\n")
    #expect(file.preamble.count == 1)
    #expect(file.stages.map(\.base.text) == ["a:$V", "Build"])
    #expect(file.stages.map { $0.name?.text } == ["Build", nil])
    #expect(file.stages.map(\.joint) == ["as", ""])
    #expect(file.stages.map(\.instructions.count) == [1, 1])
  }

  @Test(arguments: [
    ("$A/b", "1/b", ["A"], []), ("${A}x", "1x", ["A"], []), ("'$A'", "$A", [], []),
    ("\"$A b\"", "1 b", ["A"], []), ("\\$A", "$A", [], []), ("$N", "", ["N"], ["N"]),
    ("${N:-x$A}", "x1", ["N", "A"], []), ("${A:+y}", "y", ["A"], []), ("${N:+y}", "", ["N"], []),
    ("${E:-z}", "z", ["E"], []), ("${E-z}", "", ["E"], []), ("a$", "a$", [], []),
    ("${N:-${M:-$A}}", "1", ["N", "M", "A"], []), ("${A#x}", "1", ["A"], []), ("${", "", [], []),
  ])
  func `replaces variables`(word: String, text: String, uses: [String], unknown: [String]) {
    let values = ["A": "1", "E": ""]
    let expansion = DockerfileExpansion(word, escape: UInt8(ascii: "\\")) { values[$0] }
    #expect(expansion.text == text)
    #expect(expansion.uses.map(\.name) == uses)
    #expect(expansion.unknown == unknown)
  }

  @Test func `refuses what is no text`() {
    #expect(throws: DataError.malformed("a zero byte", line: 2, column: 2)) {
      try read("FROM a\nR\0")
    }
    var limits = Limits()
    limits.fileSize = 3
    #expect(throws: DataError.limit("bytes of one file")) {
      try DockerfileReader.parse(Array("FROM".utf8).span, limits: limits)
    }
  }

  @Test func `answers hostile input`() {
    let good = """
      # syntax=docker/dockerfile:1
      FROM --platform=$BUILDPLATFORM a:${V:-1} AS b
      ENV A="x y" B=\\
      # c
      RUN --mount=type=secret,id=x <<EOF
      a && b | c
      EOF
      HEALTHCHECK CMD ["a", "b"]
      ONBUILD COPY --from=b <<A <<"B" /
      A
      B
      """
    for bytes in hostileVariants(of: Array(good.utf8)) {
      guard let file = try? DockerfileReader.parse(bytes.span, limits: .standard) else { continue }
      for instruction in file.instructions { _ = instruction.pairs.count + instruction.words.count }
      _ = file.stages
    }
  }

  @Test(.timeLimit(.minutes(1))) func `takes as long as the input is large`() throws {
    #expect(try read(String(repeating: "RUN a \\\n", count: 20_000)).instructions.count == 1)
    #expect(try read(String(repeating: "RUN <<E\n", count: 20_000)).instructions.count == 1)
    #expect(
      try read(String(repeating: "#x\nRUN a b c\n", count: 10_000)).instructions.count == 10_000
    )
    #expect(throws: DataError.limit("20000 lines of a Dockerfile")) {
      try read(String(repeating: "RUN a\n", count: 20_001))
    }
    let braces = String(repeating: "${A:-", count: 20_000)
    #expect(DockerfileExpansion(braces, escape: 92) { _ in nil }.uses.count < 100)
  }
}

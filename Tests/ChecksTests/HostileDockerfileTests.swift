import Checks
import Formats
import Model
import Testing

private func checked(_ text: String) -> CheckedFile {
  DockerfileChecker(CheckSelection(), options: CheckOptions(), limits: .standard)
    .check(Array(text.utf8).span, path: "Dockerfile")
}

private let open = String(repeating: "(", count: 140)
private let doubling = String(repeating: "ENV A=$A$A\n", count: 60)
private let defaults = String(repeating: "ARG A=$A$A\n", count: 60)
private let substitutions =
  String(repeating: "sh -c $(", count: 100) + "x" + String(repeating: ")", count: 100)
private let parentheses = String(repeating: "(( '((((' ) )\n", count: 4000)

@Suite(.timeLimit(.minutes(1))) struct `hostile Dockerfile` {
  @Test(
    arguments: [
      "FROM a:1\nENV A=aaaaaaaa\n\(doubling)RUN b\n",
      "ARG A=aaaaaaaa\n\(defaults)FROM a:$A\n",
      "FROM a:1\nRUN \(substitutions)\n",
      "FROM a:1\nRUN <<E\n\(parentheses)E\n",
    ]
  )
  func `takes neither time nor memory without end`(text: String) {
    _ = checked(text)
  }

  @Test(
    arguments: [
      "RUN \(open)", "RUN sh -c '\(open)'", "RUN [\"sh\", \"-c\", \"\(open) ; sudo x\"]",
      "RUN a `\(open)`",
    ]
  )
  func `is told as a gap where a script is not read to its end`(instruction: String) {
    let gaps = checked("FROM a:1\n\(instruction)\n").gaps
    #expect(gaps.map(\.reason) == [.limit])
    #expect(gaps.first?.detail == "line 2: a script nests deeper than is read")
  }

  @Test func `is told as a gap where it has more lines than anybody writes`() {
    let gaps = checked("FROM a:1\n" + String(repeating: "#\n", count: 30_000)).gaps
    #expect(gaps.map(\.reason) == [.limit])
  }

  @Test func `names what a shell in a shell runs once`() {
    let findings = checked("FROM a:1\nRUN sh -c \"$(sudo x)\"\n").findings
    #expect(findings.count { $0.rule == "PLM-D057" } == 1)
  }

  @Test func `ends a heredoc by its name, escaped or not`() {
    let findings = checked("FROM a:1\nRUN <<\\EOF\nx\nEOF\nUSER root\n").findings
    #expect(findings.contains { $0.rule == "PLM-D050" })
  }
}

package import Model

// The text of a Dockerfile, after BuildKit's reference:
//   file        = directive* (blank | comment | instruction)*
//   directive   = "#" name "=" value, at the very top
//   instruction = keyword flag* text, over several lines where one ends with the escape
//   heredoc     = the lines after an instruction with the word <<NAME, up to a line NAME
// Comments and blank lines within a continued instruction are left out of it.

/// Reads Dockerfiles as BuildKit does, and goes on after what it would refuse.
package enum DockerfileReader {
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(DataError) -> Dockerfile {
    guard bytes.count <= limits.fileSize else { throw .limit("bytes of one file") }
    var reader = LineReader(limits: limits, at: bytes.holds("\u{FEFF}") ? 3 : 0)
    return try reader.read(bytes)
  }
}

/// A line of a file: its bytes without the end, and its number.
private struct Line {
  var range: Range<Int>
  var number: Int
  /// Where the line begins, for columns.
  var start: Int

  func column(of offset: Int) -> Int { offset - start + 1 }

  func position(of offset: Int) -> DataNode.Position {
    DataNode.Position(line: number, column: column(of: offset))
  }
}

private struct LineReader {
  private let limits: Limits
  private var at: Int
  private var number = 0
  private var file = Dockerfile()
  private var isAtTop = true
  /// Far more than anybody writes; some checks look at every line for each line.
  private static let lineLimit = 20_000

  init(limits: Limits, at: Int) {
    self.limits = limits
    self.at = at
  }

  mutating func read(_ bytes: Span<UInt8>) throws(DataError) -> Dockerfile {
    while let line = try nextLine(in: bytes) {
      let start = firstMark(of: line.range, in: bytes)
      if start < line.range.upperBound, bytes[start] == UInt8(ascii: "#") {
        noteComment(line, from: start, in: bytes)
      } else {
        isAtTop = false
        if start < line.range.upperBound { try readInstruction(line, from: start, in: bytes) }
      }
    }
    return file
  }

  /// The next line; one with a NUL is of no text file.
  private mutating func nextLine(in bytes: Span<UInt8>) throws(DataError) -> Line? {
    guard at < bytes.count else { return nil }
    let start = at
    number += 1
    guard number <= Self.lineLimit else { throw .limit("\(Self.lineLimit) lines of a Dockerfile") }
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
      guard bytes[at] != 0 else {
        throw .malformed("a zero byte", line: number, column: at - start + 1)
      }
      at += 1
    }
    var end = at
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    at += 1
    return Line(range: start..<end, number: number, start: start)
  }

  private func firstMark(of range: Range<Int>, in bytes: Span<UInt8>) -> Int {
    range.first { !bytes[$0].isASCIIWhitespace } ?? range.upperBound
  }

  // MARK: - Comments

  private mutating func noteComment(_ line: Line, from start: Int, in bytes: Span<UInt8>) {
    let range = bytes.trimmed((start + 1)..<line.range.upperBound)
    // What is no UTF-8 is replaced: comments may be in any encoding.
    let text = String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    let position = line.position(of: start)
    if isAtTop, let directive = directive(text, at: position) {
      file.directives.append(directive)
      if directive.name == "escape" {
        if let byte = directive.value.utf8.first, directive.value.utf8.count == 1,
          byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "`")
        {
          file.escape = byte
        } else {
          file.faults.append(
            Dockerfile.Fault(text: "the escape is neither \\ nor `", position: position)
          )
        }
      }
    } else {
      file.comments.append(Dockerfile.Comment(text: text, position: position))
    }
  }

  /// `nil` for a comment, after which no line is a directive any more.
  private mutating func directive(
    _ text: String,
    at position: DataNode.Position
  ) -> Dockerfile.Directive? {
    guard let (before, after) = text.cut(at: "="), !after.trimmed.isEmpty else {
      isAtTop = false
      return nil
    }
    let name = before.trimmed.lowercased()
    let isName =
      name.utf8.first?.isASCIILetter == true
      && name.utf8.allSatisfy {
        $0.isASCIILetter || $0.isASCIIDigit
      }
    guard isName else {
      isAtTop = false
      return nil
    }
    guard ["syntax", "escape", "check"].contains(name) else { return nil }
    return Dockerfile.Directive(name: name, value: String(after.trimmed), position: position)
  }

  // MARK: - Instructions

  private mutating func readInstruction(
    _ first: Line,
    from start: Int,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    guard file.instructions.count < limits.values else { throw .limit("instructions") }
    var text = SourceText()
    var continues = add(start..<first.range.upperBound, of: first, in: bytes, to: &text)
    while continues, let line = try nextLine(in: bytes) {
      let mark = firstMark(of: line.range, in: bytes)
      if mark == line.range.upperBound {
        file.emptyContinuations.append(line.position(of: line.range.lowerBound))
      } else if bytes[mark] == UInt8(ascii: "#") {
        noteComment(line, from: mark, in: bytes)
      } else {
        continues = add(line.range, of: line, in: bytes, to: &text)
      }
    }
    var instruction = DockerfileInstructionParser(text, escape: file.escape, limits: limits)
      .instruction(faults: &file.faults)
    try readHeredocs(of: &instruction, in: bytes)
    instruction.lastLine = number
    file.instructions.append(instruction)
  }

  /// Adds a line; says whether the next one belongs to it.
  private func add(
    _ range: Range<Int>,
    of line: Line,
    in bytes: Span<UInt8>,
    to text: inout SourceText
  ) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    let isEscaped = end > range.lowerBound && bytes[end - 1] == file.escape
    let isPlain = end - 2 >= range.lowerBound && bytes[end - 2] == file.escape
    let continues = isEscaped && !isPlain
    let kept = range.lowerBound..<(continues ? end - 1 : range.upperBound)
    text.append(kept, of: bytes, line: line.number, column: line.column(of: range.lowerBound))
    return continues
  }

  // MARK: - Heredocs

  private mutating func readHeredocs(
    of instruction: inout Dockerfile.Instruction,
    in bytes: Span<UInt8>
  ) throws(DataError) {
    let holder = instruction.nested.first ?? instruction
    guard let keyword = holder.keyword, [.add, .copy, .run].contains(keyword), holder.list == nil
    else { return }
    var heredocs: [Dockerfile.Heredoc] = []
    for mark in HeredocMark.marks(in: holder.text, escape: file.escape) {
      heredocs.append(try heredoc(mark, in: bytes))
    }
    if instruction.nested.isEmpty {
      instruction.heredocs = heredocs
    } else {
      instruction.nested[0].heredocs = heredocs
    }
  }

  private mutating func heredoc(
    _ mark: HeredocMark,
    in bytes: Span<UInt8>
  ) throws(DataError) -> Dockerfile.Heredoc {
    var heredoc = Dockerfile.Heredoc(
      name: mark.name,
      isExpanded: mark.isExpanded,
      body: SourceText(),
      position: mark.position
    )
    while let line = try nextLine(in: bytes) {
      var start = line.range.lowerBound
      if mark.stripsTabs {
        while start < line.range.upperBound, bytes[start] == 0x09 { start += 1 }
      }
      let range = start..<line.range.upperBound
      if range.count == mark.bytes.count, range.allSatisfy({ bytes[$0] == mark.bytes[$0 - start] })
      {
        return heredoc
      }
      heredoc.body.append(range, of: bytes, line: line.number, column: line.column(of: start))
      heredoc.body.append(UInt8(ascii: "\n"))
    }
    file.faults.append(
      Dockerfile.Fault(text: "no line ends the heredoc \(mark.name)", position: mark.position)
    )
    return heredoc
  }
}

import Formats
import Model

// Layout: Groovy, of which only what matters here is read: words, the texts behind them, and braces.
// https://www.jenkins.io/doc/book/pipeline/syntax/

/// A text of a Jenkinsfile with the word before it.
struct JenkinsText: Hashable, Sendable {
  /// Such as `sh`, `image`, or the name of a variable.
  var word: String
  var text: String
  /// Whether Groovy puts values into it.
  var isInterpolated: Bool
  var isAssigned: Bool
  var position: DataNode.Position
}

/// Finds the texts of a Jenkinsfile.
struct JenkinsfileReader {
  private let bytes: [UInt8]
  private var at = 0
  private var line = 1
  private var lineStart = 0
  private var word = ""
  private var isAssigned = false
  private(set) var texts: [JenkinsText] = []
  private(set) var words: Set<String> = []

  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.indices.map { bytes[$0] }
    while at < self.bytes.count, texts.count < 100_000 { step() }
  }

  private mutating func step() {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "\n"): newline()
    case UInt8(ascii: "/") where holds("//"):
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
    case UInt8(ascii: "/") where holds("/*"):
      at += 2
      while at < bytes.count, !holds("*/") { advance() }
      at = min(bytes.count, at + 2)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): text(byte)
    case UInt8(ascii: "="):
      isAssigned = true
      at += 1
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"):
      word = ""
      isAssigned = false
      at += 1
    case _ where byte.isASCIILetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@"):
      let start = at
      at += 1
      while at < bytes.count, isWordByte(bytes[at]) { at += 1 }
      word = String(decoding: bytes[start..<at], as: UTF8.self)
      isAssigned = false
      if words.count < 10_000 { words.insert(word) }
    default: at += 1
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".")
  }

  private func holds(_ text: StaticString) -> Bool { bytes.span.holds(text, at: at) }

  private mutating func newline() {
    at += 1
    line += 1
    lineStart = at
  }

  private mutating func advance() {
    if bytes[at] == 0x0A { newline() } else { at += 1 }
  }

  /// A text in quotes, three of them where it has lines.
  private mutating func text(_ quote: UInt8) {
    let position = DataNode.Position(line: line, column: at - lineStart + 1)
    let isLong = at + 2 < bytes.count && bytes[at + 1] == quote && bytes[at + 2] == quote
    at += isLong ? 3 : 1
    var content: [UInt8] = []
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
        content.append(bytes[at + 1])
        at += 1
        advance()
        continue
      }
      if bytes[at] == quote {
        guard isLong else { break }
        if at + 2 < bytes.count, bytes[at + 1] == quote, bytes[at + 2] == quote { break }
      }
      if !isLong, bytes[at] == 0x0A { break }
      content.append(bytes[at])
      advance()
    }
    at = min(bytes.count, at + (isLong ? 3 : 1))
    texts.append(
      JenkinsText(
        word: word,
        text: String(decoding: content, as: UTF8.self),
        isInterpolated: quote == UInt8(ascii: "\""),
        isAssigned: isAssigned,
        position: position
      )
    )
  }
}

extension Pipeline {
  /// A Jenkinsfile.
  init(jenkinsfile bytes: Span<UInt8>, path: String, limits: Limits) {
    self.path = path
    platform = .jenkins
    let start = DataNode.Position(line: 1, column: 1)
    root = DataNode(.map(DataMap()), at: start)
    var job = PipelineJob(name: "pipeline", node: root, position: start)
    for text in JenkinsfileReader(bytes).texts {
      let value = PipelineValue(name: text.word, text: text.text, position: text.position)
      if text.isAssigned {
        // `label` and `script` may be named arguments; a value with `=` is a variable.
        environment.append(value)
        continue
      }
      switch text.word {
      case "sh", "script":
        let node = DataNode(.string(text.text), at: text.position)
        let marks = text.isInterpolated ? (open: "${", close: "}") : nil
        var step = PipelineStep(number: job.steps.count, node: node, position: text.position)
        step.scripts = [
          PipelineScript(node, isShell: true, marks: marks, lines: SourceLines(), limits: limits)
        ]
        job.steps.append(step)
      case "image", "docker.image":
        job.images.append(value)
      case "args": job.runners.append(value)
      case "@Library", "library":
        parts.append(PipelineValue(name: "library", text: text.text, position: text.position))
      default: break
      }
    }
    jobs = [job]
  }
}

package import Model

// The shell command language of POSIX.1-2024, chapter 2, with what scripts for bash have beside it:
// [[ ]], (( )), $' ', <( ), |&, function, select, arrays.

/// Reads scripts as a shell would, without running them, and goes on after what it would refuse.
package enum ShellReader {
  /// What nests deeper than `limits.depth` ends the reading with a fault.
  package static func parse(_ bytes: [UInt8], limits: Limits) -> ShellScript {
    var parser = ShellParser(bytes, limits: limits)
    return parser.script()
  }
}

/// The state of reading; the grammar is in extensions.
struct ShellParser {
  let bytes: [UInt8]
  let limits: Limits
  var at = 0
  var depth = 0
  var faults: [ShellScript.Fault] = []
  var isCut = false
  /// Heredocs whose lines follow at the next new line.
  var pending: [(name: [UInt8], stripsTabs: Bool)] = []

  init(_ bytes: [UInt8], limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func script() -> ShellScript {
    var script = ShellScript()
    if bytes.count > limits.fileSize {
      fail("more bytes than are read")
    } else {
      script.pipelines = list(until: [])
      while at < bytes.count {
        // Something closes what nothing opened.
        note("nothing before opens this")
        skipToken()
        script.pipelines += list(until: [])
      }
    }
    script.faults = faults
    script.isCut = isCut
    return script
  }

  // MARK: - Bytes

  var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  func byte(_ ahead: Int) -> UInt8? { at + ahead < bytes.count ? bytes[at + ahead] : nil }

  func stands(_ text: StaticString) -> Bool { bytes.span.holds(text, at: at) }

  mutating func take(_ text: StaticString) -> Bool {
    guard stands(text) else { return false }
    at += text.utf8CodeUnitCount
    return true
  }

  /// Notes a fault, and that reading goes on.
  mutating func note(_ text: String) {
    // A file of faults tells nothing more by listing them all.
    if faults.count < 20 { faults.append(ShellScript.Fault(text: text, offset: at)) }
  }

  /// Notes a fault that ends the reading.
  mutating func fail(_ text: String) {
    note(text)
    isCut = true
    at = bytes.count
  }

  private mutating func skipToken() {
    at += 1
    while at < bytes.count, bytes[at].isShellLetter { at += 1 }
  }

  /// Goes over spaces, continued lines and comments.
  mutating func skipBlanks() {
    while let byte = current {
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        at += 1
      } else if byte == UInt8(ascii: "\\"), self.byte(1) == 0x0A {
        at += 2
      } else if byte == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      } else {
        return
      }
    }
  }

  /// Goes over blanks and new lines; heredocs that wait there are read.
  mutating func skipNewlines() {
    while true {
      skipBlanks()
      guard current == 0x0A else { return }
      takeNewline()
    }
  }

  mutating func takeNewline() {
    at += 1
    let waiting = pending
    pending = []
    for heredoc in waiting { skipHeredoc(heredoc) }
  }

  private mutating func skipHeredoc(_ heredoc: (name: [UInt8], stripsTabs: Bool)) {
    while at < bytes.count {
      var start = at
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      if heredoc.stripsTabs {
        while start < at, bytes[start] == 0x09 { start += 1 }
      }
      let isEnd = bytes[start..<at].elementsEqual(heredoc.name)
      if at < bytes.count { at += 1 }
      if isEnd { return }
    }
    note("no line ends the heredoc \(String(decoding: heredoc.name, as: UTF8.self))")
  }
}

extension UInt8 {
  /// Whether this goes on in a plain word.
  var isShellLetter: Bool {
    switch self {
    case 0x20, 0x09, 0x0A, 0x0D: false
    case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"): false
    case UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"): false
    default: true
    }
  }
}

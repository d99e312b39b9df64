import Artifacts
import Glibc
import Reports

/// Where reports go.
enum StandardOutput {
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal; `nil` where the output is none.
  static var width: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }

  static func write(_ bytes: [UInt8]) throws { try writeAll(bytes, to: STDOUT_FILENO) }
}

/// Where notes, warnings and progress go.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a message and ends its line; text of an artifact in it is shown, not obeyed.
  static func tell(_ message: String) {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
    write(lines.map { SafeText.clean($0) }.joined(separator: "\n") + "\n")
  }

  static func write(_ text: String) {
    // Nobody to tell when this fails.
    try? writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}

/// Writes everything, or says why not.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws {
  var written = 0
  while written < bytes.count {
    // SAFETY: the kernel reads no more than what is left of the buffer.
    let count = unsafe bytes.withUnsafeBytes { raw in
      unsafe Glibc.write(
        descriptor,
        raw.baseAddress.unsafelyUnwrapped + written,
        raw.count - written
      )
    }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else {
      if errno == EPIPE { throw ClosedPipe() }
      throw Failure("writing the output failed: \(systemMessage(errno))")
    }
    written += count
  }
}

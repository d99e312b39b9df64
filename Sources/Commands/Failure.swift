/// An error that ends the program, with what to tell the user.
struct Failure: Error {
  /// The exit codes of the program.
  enum Code: Int32 {
    /// A policy denies.
    case denied = 1
    /// The work could not be completed.
    case incomplete = 2
  }

  var message: String
  var code = Code.incomplete

  init(_ message: String, code: Code = .incomplete) {
    self.message = message
    self.code = code
  }
}

/// The reader of our output is gone.
struct ClosedPipe: Error {}

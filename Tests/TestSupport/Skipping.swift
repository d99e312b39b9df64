import Glibc
package import Testing

/// Ends a test that this machine cannot run, and says why where `scripts/test` looks for it.
///
/// A test with arguments that is cancelled counts as passed and prints nothing of its own.
package func skip(
  _ reason: String,
  location: SourceLocation = #_sourceLocation
) throws -> Never {
  let line = "skipped: \(location.fileID): \(reason)\n"
  // SAFETY: the text lives for the call, and its length is given.
  _ = unsafe line.utf8CString.withUnsafeBytes { raw in
    unsafe write(STDERR_FILENO, raw.baseAddress, line.utf8.count)
  }
  try Test.cancel("\(reason)", sourceLocation: location)
}

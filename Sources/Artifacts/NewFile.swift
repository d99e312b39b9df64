import Glibc

/// A file that gets its name when it is whole: nobody sees half of it, and a run that is
/// interrupted leaves nothing behind.
package final class NewFile {
  private let number: Int32
  /// The name it has until it is whole; `nil` where the system can do without.
  private var temporaryName: String?

  /// Makes a file without a name, or, where there are none, one with a name that nobody looks for.
  ///
  /// `nil` leaves the reason in `errno`.
  package init?(in directory: String, mode: UInt32) {
    // O_TMPFILE, which the C library's header only shows with an extension macro. Its name is
    // given by way of /proc, which not every container has.
    let nameless: Int32 = 0o20_000_000 | O_DIRECTORY
    if unsafe access("/proc/self/fd", F_OK) == 0 {
      let opened = unsafe open(directory, O_WRONLY | O_CLOEXEC | nameless, mode)
      if opened >= 0 {
        number = opened
        return
      }
    }
    let name = "\(directory)/.writing-\(getpid())-\(UInt64.random(in: .min ... .max))"
    number = unsafe open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, mode)
    guard number >= 0 else { return nil }
    temporaryName = name
  }

  deinit {
    if number >= 0 { close(number) }
    if let temporaryName { unsafe unlink(temporaryName) }
  }

  package func write(_ bytes: [UInt8]) -> Bool {
    var written = 0
    while written < bytes.count {
      // SAFETY: the kernel reads no more than what is left of the buffer.
      let count = unsafe bytes.withUnsafeBytes { raw in
        unsafe Glibc.write(number, raw.baseAddress.unsafelyUnwrapped + written, raw.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  /// Gives the whole file its name.
  ///
  /// - Parameters:
  ///   - path: in the directory that the file was made in.
  ///   - isReplacing: whether it takes the place of one that is there; that one stays otherwise,
  ///     and the answer is the same.
  package func publish(as path: String, replacing isReplacing: Bool) -> Bool {
    if let temporaryName {
      guard unsafe rename(temporaryName, path) == 0 else { return false }
      self.temporaryName = nil
      return true
    }
    if link(as: path) { return true }
    guard errno == EEXIST else { return false }
    guard isReplacing else { return true }
    // A file without a name cannot take another's: it has one for the time between two calls.
    let name = "\(path).\(getpid()).partial"
    guard link(as: name) else { return false }
    guard unsafe rename(name, path) == 0 else {
      let failure = errno
      _ = unsafe unlink(name)
      errno = failure
      return false
    }
    return true
  }

  /// Keeps the permissions of a file that is being replaced.
  package func setMode(_ mode: UInt32) { _ = fchmod(number, mode) }

  private func link(as path: String) -> Bool {
    unsafe linkat(AT_FDCWD, "/proc/self/fd/\(number)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
  }
}

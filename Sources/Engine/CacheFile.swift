import Glibc

/// An open file of the cache, closed when nobody holds it any more.
final class CacheFile {
  let number: Int32
  /// The name it was given until it is whole; `nil` where the file system can do without.
  private var temporaryName: String?

  init?(reading path: String) {
    number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
  }

  /// Makes a file without a name, or, on a file system without such files, one with a name that
  /// nobody looks for.
  init?(writingIn directory: String) {
    // O_TMPFILE, which the C library's header only shows with an extension macro.
    let nameless: Int32 = 0o20_000_000 | O_DIRECTORY
    let opened = unsafe open(directory, O_WRONLY | O_CLOEXEC | nameless, 0o600)
    if opened >= 0 {
      number = opened
      return
    }
    let name = "\(directory)/.writing-\(getpid())-\(UInt64.random(in: .min ... .max))"
    number = unsafe open(name, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o600)
    guard number >= 0 else { return nil }
    temporaryName = name
  }

  deinit {
    if number >= 0 { close(number) }
    if let temporaryName { unsafe unlink(temporaryName) }
  }

  func contents() -> [UInt8]? {
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_size < 1 << 31 else { return nil }
    let size = Int(status.st_size)
    var bytes = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      // SAFETY: the kernel writes no more than what is left of the buffer.
      let count = unsafe bytes.withUnsafeMutableBytes { raw in
        unsafe Glibc.read(number, raw.baseAddress.unsafelyUnwrapped + filled, size - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }

  func write(_ bytes: [UInt8]) -> Bool {
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
  /// One that is there already holds the same: nothing is done.
  func publish(as path: String) -> Bool {
    if let temporaryName {
      guard unsafe rename(temporaryName, path) == 0 else { return false }
      self.temporaryName = nil
      return true
    }
    let source = "/proc/self/fd/\(number)"
    if unsafe linkat(AT_FDCWD, source, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return true }
    return errno == EEXIST
  }
}

extension String {
  /// What the system says of an error number.
  init(errorNumber: Int32) {
    // SAFETY: the text is copied at once; the call keeps it until the next one on this thread.
    self = unsafe String(cString: strerror(errorNumber))
  }
}

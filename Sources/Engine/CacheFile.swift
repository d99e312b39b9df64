import Glibc

/// An open entry of the cache, closed when nobody holds it any more.
final class CacheFile {
  let number: Int32

  init?(reading path: String) {
    number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { return nil }
  }

  deinit {
    if number >= 0 { close(number) }
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
}

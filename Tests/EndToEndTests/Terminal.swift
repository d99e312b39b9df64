import Foundation
import Glibc
import Testing

/// A terminal of which the test is the screen.
struct Terminal {
  private let screen: FileHandle
  let line: FileHandle

  init() throws {
    // What posix_openpt, unlockpt and ptsname do; the C library shows those with a macro only.
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(master >= 0)
    let (unlock, openPeer): (UInt, UInt) = (0x4004_5431, 0x5441)
    var isLocked: Int32 = 0
    _ = unsafe ioctl(master, unlock, &isLocked)
    let slave = ioctl(master, openPeer, O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    var size = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(slave, UInt(TIOCSWINSZ), &size)
    screen = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    line = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
  }

  /// Everything that was written until now; the kernel holds a few thousand bytes for us.
  func shown() -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    let number = screen.fileDescriptor
    _ = fcntl(number, F_SETFL, O_NONBLOCK)
    while true {
      // SAFETY: the kernel writes no more than the size it is given.
      let count = unsafe piece.withUnsafeMutableBytes { raw in
        unsafe read(number, raw.baseAddress, raw.count)
      }
      guard count > 0 else { break }
      bytes += piece.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

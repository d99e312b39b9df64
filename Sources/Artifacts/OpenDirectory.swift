package import Formats
import Glibc
import Model

/// An open directory.
///
/// Everything in it is reached through it by name, so that nobody can slip a link into the way
/// between looking and opening.
final class OpenDirectory {
  private let number: Int32
  private let path: String

  /// The names of a directory still to be visited, the next one last.
  struct Listing {
    let directory: OpenDirectory
    let path: String
    var names: [String]
  }

  init(path: String) throws(ByteSourceError) {
    number = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    self.path = path
    guard number >= 0 else { throw .unreadable("\(path): \(systemMessage(errno))") }
  }

  private init(_ number: Int32, path: String) {
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  func open(_ name: String, path: String) throws(ByteSourceError) -> OpenDirectory {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let opened = unsafe openat(number, name, flags)
    guard opened >= 0 else { throw .unreadable(systemMessage(errno)) }
    return OpenDirectory(opened, path: path)
  }

  func openFile(_ name: String, path: String) throws(ByteSourceError) -> FileHandleDescriptor {
    // Without O_NONBLOCK, a pipe put there in between would hold us for ever.
    let opened = unsafe openat(number, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { throw .unreadable(systemMessage(errno)) }
    return FileHandleDescriptor(opened, path: path)
  }

  /// What the system says of an entry.
  func entry(_ name: String, path: String) throws(ByteSourceError) -> FileEntry {
    var status = stat()
    guard unsafe fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw .unreadable(systemMessage(errno))
    }
    let kind: FileEntry.Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFIFO, S_IFSOCK: .fifo
      default: .device
      }
    var entry = FileEntry(path: path, kind: kind)
    entry.size = kind == .file ? Int64(status.st_size) : 0
    entry.mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
    entry.userID = status.st_uid
    entry.groupID = status.st_gid
    if kind == .symbolicLink { entry.linkTarget = try target(of: name) }
    return entry
  }

  private func target(of name: String) throws(ByteSourceError) -> String {
    var text = [UInt8](repeating: 0, count: 4096)
    // SAFETY: the system writes no more than the size it is given.
    let length = unsafe text.withUnsafeMutableBytes { raw in
      unsafe readlinkat(number, name, raw.baseAddress.unsafelyUnwrapped, raw.count)
    }
    guard length >= 0 else { throw .unreadable(systemMessage(errno)) }
    return String(decoding: text.prefix(length), as: UTF8.self)
  }

  /// The names in this directory, in an order that is always the same.
  func listing(path: String) -> Listing {
    Listing(directory: self, path: path, names: names().sorted(by: >))
  }

  private func names() -> [String] {
    let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { return [] }
    guard let stream = unsafe fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    // SAFETY: the entry is valid until the next call, and its name ends in a NUL.
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
        unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// The names in a folder of this machine, in an order that is always the same.
package func folderNames(_ path: String) throws(ByteSourceError) -> [String] {
  try OpenDirectory(path: path).listing(path: path).names.reversed()
}

extension FileHandleDescriptor {
  /// Replaces `buffer` by the contents of the file; a file that grows is cut at `limit`.
  func readAll(into buffer: inout [UInt8], atMost limit: Int) throws(ByteSourceError) {
    buffer.removeAll(keepingCapacity: true)
    let size = Int(min(try size(), Int64(limit)))
    buffer.append(contentsOf: repeatElement(0, count: size))
    var filled = 0
    while filled < size {
      var whole = buffer.mutableSpan
      var rest = whole._mutatingExtracting(droppingFirst: filled)
      let count = try read(into: &rest, atMost: size - filled, at: Int64(filled))
      if count == 0 { break }
      filled += count
    }
    buffer.removeLast(size - filled)
  }

  /// The hash of the whole file, read in pieces.
  func sha256() throws(ByteSourceError) -> Digest {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 256 << 10)
    var offset: Int64 = 0
    while true {
      let size = piece.count
      var span = piece.mutableSpan
      let count = try read(into: &span, atMost: size, at: offset)
      if count == 0 { return hash.finish() }
      hash.update(piece.span.extracting(first: count))
      offset += Int64(count)
    }
  }
}

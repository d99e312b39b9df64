import Artifacts
import Glibc

/// Writes a report to a file: whole, or not at all.
func writeReport(_ bytes: [UInt8], to path: String) throws {
  try writeWhole(path) { add in try add(bytes) }
}

/// Writes a file in pieces: it is there whole when all are written, or not at all.
///
/// What is no plain file, such as a pipe or `/dev/null`, is written into: there is nothing to
/// replace.
func writeWhole(_ path: String, _ body: ((([UInt8]) throws -> Void)) throws -> Void) throws {
  switch try Destination(path) {
  case .stream:
    let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw unwritable(path) }
    defer { close(file) }
    try body { bytes in
      do {
        try writeAll(bytes, to: file)
      } catch is ClosedPipe {
        throw Failure("\(path) cannot be written: nobody reads it any more")
      } catch {
        throw unwritable(path)
      }
    }
  case .file(let name, let mode):
    // With the permissions of the one that it replaces.
    let file = try newFile(for: name, mode: mode == nil ? 0o666 : 0o600)
    if let mode { file.setMode(mode) }
    try body { guard file.write($0) else { throw unwritable(path) } }
    guard file.publish(as: name, replacing: true) else { throw unwritable(path) }
  }
}

/// Writes a file that must not be there yet, whole or not at all.
func writeNewFile(_ bytes: [UInt8], to path: String, mode: UInt32) throws {
  guard unsafe access(path, F_OK) != 0 else {
    throw Failure("\(path) is there already; remove it or choose another name")
  }
  let file = try newFile(for: path, mode: mode)
  guard file.write(bytes), file.publish(as: path, replacing: false) else { throw unwritable(path) }
}

/// Where a report goes.
private enum Destination {
  /// A plain file, with the permissions of the one that is there.
  case file(String, mode: UInt32?)
  case stream

  init(_ path: String) throws {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      self = .file(path, mode: nil)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(resolved(path), mode: status.st_mode & 0o7777)
    case S_IFDIR: throw Failure("\(path) cannot be written: it is a folder; name a file in it")
    case S_IFBLK: throw Failure("\(path) cannot be written: it is a disk, and would be destroyed")
    case S_IFSOCK: throw Failure("\(path) cannot be written: it is a socket")
    default: self = .stream
    }
  }
}

private func newFile(for path: String, mode: UInt32) throws -> NewFile {
  let slash = path.lastIndex(of: "/")
  let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  guard let file = NewFile(in: directory, mode: mode) else {
    throw Failure(
      "\(path) cannot be written: no file can be made in \(directory): \(systemMessage(errno))"
    )
  }
  return file
}

private func unwritable(_ path: String) -> Failure {
  Failure("\(path) cannot be written: \(systemMessage(errno))")
}

/// The file that a path leads to, so that a link to a report stays one.
private func resolved(_ path: String) -> String {
  // SAFETY: the text is copied and then freed, as the call asks.
  guard let text = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

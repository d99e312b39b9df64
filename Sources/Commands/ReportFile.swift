import Artifacts
import Glibc

/// Writes a report to a file: whole, or not at all.
func writeReport(_ bytes: [UInt8], to path: String) throws {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else {
    try replaceFile(path, with: bytes, mode: nil)
    return
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    try writeInto(path, bytes)
    return
  }
  try replaceFile(resolved(path), with: bytes, mode: status.st_mode & 0o7777)
}

/// Writes into what is no plain file, such as a pipe or `/dev/null`: there is nothing to replace.
private func writeInto(_ path: String, _ bytes: [UInt8]) throws {
  let file = unsafe open(path, O_WRONLY | O_CLOEXEC)
  guard file >= 0 else { throw unwritable(path) }
  defer { close(file) }
  try writeAll(bytes, to: file)
}

/// Writes a file that must not be there yet, whole or not at all.
func writeNewFile(_ bytes: [UInt8], to path: String, mode: UInt32) throws {
  guard unsafe access(path, F_OK) != 0 else {
    throw Failure("\(path) is there already; remove it or choose another name")
  }
  let slash = path.lastIndex(of: "/")
  let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  guard let file = NewFile(in: directory, mode: mode), file.write(bytes),
    file.publish(as: path, replacing: false)
  else { throw unwritable(path) }
}

/// Writes a file in pieces: it is there whole when all are written, or not at all.
func writeWhole(_ path: String, _ body: ((([UInt8]) throws -> Void)) throws -> Void) throws {
  let slash = path.lastIndex(of: "/")
  let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  guard let file = NewFile(in: directory, mode: 0o644) else { throw unwritable(path) }
  try body { guard file.write($0) else { throw unwritable(path) } }
  guard file.publish(as: path, replacing: true) else { throw unwritable(path) }
}

private func replaceFile(_ path: String, with bytes: [UInt8], mode: UInt32?) throws {
  let slash = path.lastIndex(of: "/")
  let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  guard let file = NewFile(in: directory, mode: 0o666) else { throw unwritable(path) }
  if let mode { file.setMode(mode) }
  guard file.write(bytes), file.publish(as: path, replacing: true) else { throw unwritable(path) }
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

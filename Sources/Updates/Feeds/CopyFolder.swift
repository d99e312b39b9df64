import Artifacts
import Formats
import Glibc
import Model
import Packs
import Registry
import Synchronization

/// A local copy of publishers' files, with what their servers said of them.
///
///     DIR/osv/npm/all.zip     a file, where the publisher's layout has it
///     DIR/.fetched.json       where each is from, and how the server tells that state of it
///     DIR/.partial/…          what has come of files that are not whole
///     DIR/.built              there while packs were made from all that is here
///     DIR/.lock               held by the update that is running
final class CopyFolder: Sendable {
  let path: String
  private let lock: FolderLock
  private let records: Mutex<[String: Record]>

  /// What is known of a file.
  struct Record: Hashable, Sendable {
    var address: String
    var validators: FileValidators
    var stamp: Stamp
  }

  /// By what the system tells a file that was changed.
  struct Stamp: Hashable, Sendable {
    var size: Int64
    var seconds: Int64
    var nanoseconds: Int64
  }

  /// Takes hold of a copy; throws where another update has it.
  init(path: String) throws {
    self.path = path
    guard makeDirectories("\(path)/.partial", mode: 0o755) else {
      throw UpdateError(path, systemMessage(errno))
    }
    lock = try FolderLock(path)
    records = Mutex(Self.records(in: "\(path)/.fetched.json"))
  }

  deinit { lock.release() }

  func holds(_ file: String) -> Bool { stamp(of: file) != nil }

  /// What a server said of the file that lies there, if it is still that one.
  func validators(of file: String, from address: HTTPAddress) -> FileValidators? {
    guard let record = records.withLock({ $0[file] }), record.address == address.text,
      !record.validators.isEmpty, stamp(of: file) == record.stamp
    else { return nil }
    return record.validators
  }

  /// Where a file lies while it comes, below the copy.
  func partial(_ file: String) -> String {
    ".partial/" + file.split(separator: "/").joined(separator: "!")
  }

  /// Puts a file that has come whole in its place; false, and the older one stays, where that has
  /// the same bytes: packs need not be made again for a server that tells no state from another.
  func publish(
    _ file: String,
    from address: HTTPAddress,
    _ validators: FileValidators
  ) throws -> Bool {
    let target = "\(path)/\(file)"
    if try isSame("\(path)/\(partial(file))", target), let stamp = stamp(of: file) {
      discard(file)
      try note(Record(address: address.text, validators: validators, stamp: stamp), of: file)
      return false
    }
    let folder = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? path
    guard makeDirectories(folder, mode: 0o755),
      unsafe rename("\(path)/\(partial(file))", target) == 0, let stamp = stamp(of: file)
    else { throw UpdateError(target, systemMessage(errno)) }
    // What was made from the copy was not made from this.
    _ = unsafe unlink("\(path)/.built")
    try note(Record(address: address.text, validators: validators, stamp: stamp), of: file)
    return true
  }

  private func note(_ record: Record, of file: String) throws {
    try records.withLock { records in
      records[file] = record
      try save(records)
    }
  }

  private func isSame(_ new: String, _ old: String) throws -> Bool {
    // Where there is no older file, none is the same.
    guard isRegularFile(old) else { return false }
    do throws(ByteSourceError) {
      let (left, right) = (
        try FileHandleDescriptor(readingAt: new), try FileHandleDescriptor(readingAt: old)
      )
      guard try left.size() == right.size() else { return false }
      return try Self.hash(FileSource(left)) == Self.hash(FileSource(right))
    } catch {
      throw UpdateError(new, error.text)
    }
  }

  private func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func hash(_ source: FileSource) throws(ByteSourceError) -> Digest {
    var hash = SHA256()
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var window = piece.mutableSpan
      let count = try source.read(into: &window)
      guard count > 0 else { return hash.finish() }
      hash.update(piece.span.extracting(0..<count))
    }
  }

  func discard(_ file: String) { _ = unsafe unlink("\(path)/\(partial(file))") }

  private func stamp(of file: String) -> Stamp? {
    var status = stat()
    guard unsafe stat("\(path)/\(file)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Stamp(
      size: Int64(status.st_size),
      seconds: Int64(status.st_mtim.tv_sec),
      nanoseconds: Int64(status.st_mtim.tv_nsec)
    )
  }

  private func save(_ records: [String: Record]) throws {
    var json = JSONWriter(.pretty)
    json.object { json in
      for (file, record) in records.sorted(by: { $0.key < $1.key }) {
        json.key(file)
        json.object {
          $0.field("address", record.address)
          $0.field("etag", nonEmpty: record.validators.entityTag)
          $0.field("lastModified", nonEmpty: record.validators.lastModified)
          $0.field("size", record.stamp.size)
          $0.field("seconds", record.stamp.seconds)
          $0.field("nanoseconds", record.stamp.nanoseconds)
        }
      }
    }
    guard let file = NewFile(in: path, mode: 0o644), file.write(json.bytes),
      file.publish(as: "\(path)/.fetched.json", replacing: true)
    else { throw UpdateError("\(path)/.fetched.json", systemMessage(errno)) }
  }

  private static func records(in path: String) -> [String: Record] {
    // What cannot be read is fetched again.
    guard let source = try? FileSource(path: path),
      let bytes = try? source.contents(limit: 16 << 20),
      let map = (try? JSONReader.parse(bytes.span, limits: .standard))?.map
    else { return [:] }
    return map.entries.reduce(into: [:]) { records, entry in
      let node = entry.value
      guard let address = node["address"]?.string, let size = node["size"]?.integer,
        let seconds = node["seconds"]?.integer, let nanoseconds = node["nanoseconds"]?.integer
      else { return }
      records[entry.key] = Record(
        address: address,
        validators: FileValidators(
          entityTag: node["etag"]?.string ?? "",
          lastModified: node["lastModified"]?.string ?? ""
        ),
        stamp: Stamp(size: size, seconds: seconds, nanoseconds: nanoseconds)
      )
    }
  }
}

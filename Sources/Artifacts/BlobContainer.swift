import Formats
import Model

/// Files by path: a directory, or a plain tar archive.
protocol BlobContainer: Sendable {
  /// What to call it in messages.
  var name: String { get }

  func contains(_ path: String) -> Bool

  func source(_ path: String) throws(ByteSourceError) -> any ByteSource
}

extension BlobContainer {
  /// The whole of a small document; `nil` where there is none.
  func document(_ path: String) throws(ByteSourceError) -> [UInt8]? {
    guard contains(path) else { return nil }
    let limit = 16 << 20
    let source = try source(path)
    var whole: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var span = piece.mutableSpan
      let count = try source.read(into: &span)
      if count == 0 { return whole }
      whole += piece.prefix(count)
      guard whole.count <= limit else { throw .limit("\(path) has more than \(limit) bytes") }
    }
  }

  /// A document that a digest names, checked against it.
  func document(_ digest: Digest, at path: String) throws(ByteSourceError) -> [UInt8]? {
    guard let bytes = try document(path) else { return nil }
    guard let found = Digest(of: bytes.span, by: digest.algorithm) else {
      throw .unsupported("\(path): digests of type \(digest.algorithm.rawValue)")
    }
    guard found == digest else {
      throw .malformed("\(path) has the digest \(found), not the promised \(digest)")
    }
    return bytes
  }
}

/// A directory of this machine.
struct DirectoryContainer: BlobContainer {
  let name: String

  func contains(_ path: String) -> Bool {
    (try? FileHandleDescriptor(readingAt: "\(name)/\(path)")) != nil
  }

  func source(_ path: String) throws(ByteSourceError) -> any ByteSource {
    try FileSource(path: "\(name)/\(path)")
  }
}

/// A plain tar archive, of which every file can be read by itself.
struct ArchiveContainer: BlobContainer {
  let name: String
  private let file: FileHandleDescriptor
  private let index: TarIndex

  init(path: String, limits: Limits) throws(ByteSourceError) {
    name = path
    file = try FileHandleDescriptor(readingAt: path)
    index = try TarIndex(file, limits: limits)
  }

  func contains(_ path: String) -> Bool { index.range(of: path) != nil }

  func source(_ path: String) throws(ByteSourceError) -> any ByteSource {
    guard let range = index.range(of: path) else {
      throw .unreadable("\(path) is not in the archive")
    }
    return FileSource(file, range: range)
  }
}

import Artifacts
import Formats
import Model

/// The documents of one file of a copy: the file itself, or the members of an archive.
struct FeedDocuments {
  let root: String
  let limits: Limits
  /// Bytes of all documents seen so far, decompressed.
  private(set) var byteCount: Int64 = 0

  init(root: String, limits: Limits) {
    self.root = root
    self.limits = limits
  }

  /// Calls `body` with every document and its path.
  ///
  /// - Parameter gap: called for a member that cannot be read, with its path and the reason.
  mutating func visit(
    _ file: String,
    gap: (String, String) -> Void,
    body: (Span<UInt8>, String) -> Void
  ) throws(ByteSourceError) {
    let path = "\(root)/\(file)"
    let head = try PeekedSource(FileSource(path: path)).peek(4)
    if head.starts(with: [0x50, 0x4B]) {
      try visitZip(try wholeFile(path, limit: limits.fileSize * 4), file, gap, body)
      return
    }
    let plain = PeekedSource(try decompressed(FileSource(path: path), limits: limits))
    if Self.isTar(try plain.peek(512)) {
      try visitTar(plain, file, body)
      return
    }
    let contents = try plain.contents(limit: limits.fileSize * 4)
    byteCount += Int64(contents.count)
    body(contents.span, file)
  }

  /// The magic at byte 257 of a header, in the forms of POSIX and GNU.
  private static func isTar(_ head: [UInt8]) -> Bool {
    head.count >= 262 && head[257..<262].elementsEqual("ustar".utf8)
  }

  private mutating func visitZip(
    _ bytes: [UInt8],
    _ file: String,
    _ gap: (String, String) -> Void,
    _ body: (Span<UInt8>, String) -> Void
  ) throws(ByteSourceError) {
    let reader: ZipReader
    do throws(ZipError) {
      reader = try ZipReader(bytes.span, limits: limits)
    } catch {
      throw .malformed("\(file): \(error)")
    }
    var inflate = Inflate(.bare)
    for entry in reader.entries where !entry.isDirectory(in: bytes.span) {
      let name = "\(file)!/\(entry.nameText(in: bytes.span))"
      do throws(ZipError) {
        let contents = try reader.contents(of: entry, in: bytes.span, with: &inflate)
        byteCount += Int64(contents.count)
        guard byteCount <= limits.layerSize else {
          throw .limit("\(limits.layerSize) bytes in all")
        }
        body(contents.span, name)
      } catch {
        gap(name, "\(error)")
      }
    }
  }

  private mutating func visitTar(
    _ source: any ByteSource,
    _ file: String,
    _ body: (Span<UInt8>, String) -> Void
  ) throws(ByteSourceError) {
    var reader = TarReader(source, limits: limits)
    var contents: [UInt8] = []
    while let entry = try reader.next() {
      guard entry.kind == .file else { continue }
      guard entry.size <= Int64(limits.fileSize) else {
        throw .limit("\(file)!/\(entry.path) has more than \(limits.fileSize >> 20) MiB")
      }
      try reader.readContents(into: &contents)
      byteCount += Int64(contents.count)
      body(contents.span, "\(file)!/\(entry.path)")
    }
  }
}

import Formats
import Model
import TestSupport
import Testing

@Suite struct `tar reader` {
  @Test func `gives entries in order with their contents`() throws {
    var tar = TarBuilder()
    tar.directory("usr")
    tar.file("./usr/a", "alpha", mode: 0o4755)
    tar.symbolicLink("usr/b", to: "a")
    tar.hardLink("usr/c", to: "./usr/a")
    let seen = try list(tar.finished())
    #expect(seen.map(\.entry.path) == ["usr", "usr/a", "usr/b", "usr/c"])
    #expect(seen.map(\.entry.kind) == [.directory, .file, .symbolicLink, .hardLink])
    #expect(seen[1].contents == Array("alpha".utf8))
    #expect(seen[1].entry.mode == 0o4755)
    #expect(seen[3].entry.linkTarget == "usr/a")
  }

  @Test func `takes long names from pax and GNU headers`() throws {
    let long = String(repeating: "d/", count: 120) + "file"
    var tar = TarBuilder()
    tar.pax([("path", long), ("SCHILY.xattr.security.capability", "cap")])
    tar.file("short", "1")
    tar.gnuLongName(long + "2")
    tar.file("short", "2")
    let seen = try list(tar.finished())
    #expect(seen.map(\.entry.path) == [long, long + "2"])
    #expect(seen[0].entry.capability == Array("cap".utf8))
  }

  @Test func `takes a file whose cut name ends in a slash for a file`() throws {
    let long = String(repeating: "d/", count: 50) + "file"
    var tar = TarBuilder()
    tar.pax([("path", long)])
    tar.file(String(long.prefix(100)), "pax")
    tar.gnuLongName(long + "2")
    tar.file(String(long.prefix(100)), "gnu")
    let seen = try list(tar.finished())
    #expect(seen.map(\.entry.kind) == [.file, .file])
    #expect(seen.map(\.contents) == [Array("pax".utf8), Array("gnu".utf8)])
  }

  @Test func `applies global pax records until changed`() throws {
    var tar = TarBuilder()
    tar.pax([("uid", "7")], type: "g")
    tar.file("a", "")
    tar.pax([("uid", "8")])
    tar.file("b", "")
    tar.file("c", "")
    #expect(try list(tar.finished()).map(\.entry.userID) == [7, 8, 7])
  }

  @Test func `fills the holes of sparse files`() throws {
    var tar = TarBuilder()
    tar.pax([
      ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "holes"),
      ("GNU.sparse.realsize", "10"),
    ])
    let map = Array("2\n2\n3\n8\n1\n".utf8)
    let padded = map + [UInt8](repeating: 0, count: 512 - map.count)
    tar.file("GNUSparseFile.1/holes", padded + Array("abcd".utf8))
    tar.pax([
      ("GNU.sparse.size", "6"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "1,2"),
      ("GNU.sparse.name", "older"),
    ])
    tar.file("x", "yz")
    let seen = try list(tar.finished())
    #expect(seen.map(\.entry.path) == ["holes", "older"])
    #expect(seen[0].contents == [0, 0] + Array("abc".utf8) + [0, 0, 0] + Array("d".utf8) + [0])
    #expect(seen[1].contents == [0] + Array("yz".utf8) + [0, 0, 0])
  }

  @Test(arguments: ["../up", "a/../../up", "a/../b"])
  func `passes over names that climb`(name: String) throws {
    var tar = TarBuilder()
    tar.file(name, "x")
    tar.file("fine", "y")
    var reader = TarReader(ArraySource(tar.finished()), limits: .standard)
    let first = try reader.next()
    #expect(first?.path == "fine")
    let reasons = reader.refused.map(\.reason)
    #expect(reasons == [.climbsOut])
  }

  @Test func `refuses names beyond the limit`() {
    var tar = TarBuilder()
    tar.pax([("path", String(repeating: "x", count: 5000))])
    tar.file("x", "")
    #expect(throws: ByteSourceError.self) { try list(tar.finished()) }
  }

  @Test func `counts entries against the limit`() {
    var limits = Limits.standard
    limits.entries = 3
    var tar = TarBuilder()
    for number in 0..<5 { tar.file("f\(number)", "") }
    #expect(throws: ByteSourceError.limit("3 entries")) { try list(tar.finished(), limits) }
  }

  @Test func `calls an archive cut anywhere truncated, or sees no end marker`() throws {
    var tar = TarBuilder()
    tar.file("a", String(repeating: "x", count: 700))
    tar.file("b", "y")
    let whole = tar.finished()
    for cut in 0..<(whole.count - 1024) {
      var reader = TarReader(ArraySource(Array(whole.prefix(cut))), limits: .standard)
      do throws(ByteSourceError) {
        while try reader.next() != nil {}
        let isWhole = reader.hasEndMarker
        #expect(!isWhole)
      } catch {
        guard case .truncated = error else {
          Issue.record("cut at \(cut): \(error)")
          continue
        }
      }
    }
  }

  @Test func `answers hostile bytes with a value or an error`() {
    var tar = TarBuilder()
    tar.pax([("path", "long/name"), ("size", "3")])
    tar.file("a", "abc")
    tar.add("s", type: "S", contents: [1, 2, 3])
    tar.symbolicLink("b", to: "a")
    for variant in hostileVariants(of: tar.finished()) { _ = try? list(variant) }
  }

  private func list(
    _ bytes: [UInt8],
    _ limits: Limits = .standard
  ) throws(ByteSourceError) -> [(entry: FileEntry, contents: [UInt8])] {
    var reader = TarReader(ArraySource(bytes), limits: limits)
    var all: [(entry: FileEntry, contents: [UInt8])] = []
    while let entry = try reader.next() {
      var contents: [UInt8] = []
      try reader.readContents(into: &contents)
      all.append((entry, contents))
    }
    return all
  }
}

import Formats
import TestSupport
import Testing

@Suite struct `RPM header` {
  private func files(of bytes: [UInt8], budget: Int = 1 << 20) throws -> [String] {
    var paths: [String] = []
    var budget = budget
    let header = try RPMHeader(bytes.span)
    try header.forEachFile(in: bytes.span, budget: &budget) { path in
      paths.append(path.text(in: 0..<path.count) ?? "")
    }
    return paths
  }

  @Test func `gives texts and numbers`() throws {
    var builder = RPMHeaderBuilder(name: "bash", version: "5.1.8", epoch: 3)
    builder.add(1049, texts: ["libc.so.6", "", "filesystem"])
    let bytes = builder.bytes
    let header = try RPMHeader(bytes.span)
    #expect(header.string(.name, in: bytes.span) == "bash")
    #expect(header.integer(.epoch, in: bytes.span) == 3)
    #expect(header.integer(.epoch, at: 1, in: bytes.span) == nil)
    #expect(header.strings(.requires, in: bytes.span) == ["libc.so.6", "", "filesystem"])
    #expect(header.string(.modularityLabel, in: bytes.span) == nil)
    #expect(header.integer(.name, in: bytes.span) == nil)
  }

  @Test func `puts paths together`() throws {
    let paths = ["/usr/bin/bash", "/etc/bashrc", "/usr/bin/sh"]
    let bytes = RPMHeaderBuilder(name: "bash", files: paths).bytes
    #expect(try files(of: bytes) == paths.map { String($0.dropFirst()) })
  }

  @Test func `has whole paths in old packages`() throws {
    var builder = RPMHeaderBuilder(name: "old")
    builder.add(1027, texts: ["/bin/old", "/etc/old"])
    #expect(try files(of: builder.bytes) == ["bin/old", "etc/old"])
  }

  @Test func `refuses a directory that is not there`() {
    var builder = RPMHeaderBuilder(name: "bad")
    builder.add(1116, numbers: [7])
    builder.add(1117, texts: ["a"])
    builder.add(1118, texts: ["/usr/bin/"])
    let bytes = builder.bytes
    #expect(throws: RPMError.malformed("file 0 has no directory")) { try files(of: bytes) }
  }

  @Test func `does not multiply a long directory without end`() {
    let long = "/" + String(repeating: "a", count: 2000) + "/"
    let bytes = RPMHeaderBuilder(name: "big", files: (0..<100).map { long + String($0) }).bytes
    #expect(throws: RPMError.limit("too many bytes of file names")) {
      try files(of: bytes, budget: 100_000)
    }
  }

  @Test func `takes what installation added over what was signed`() throws {
    var builder = RPMHeaderBuilder(name: "bash")
    builder.add(1011, text: "Rebuilder")
    let bytes = builder.bytes
    #expect(try RPMHeader(bytes.span).string(.vendor, in: bytes.span) == "Rebuilder")
  }

  @Test(
    arguments: [
      ([0, 0, 0], RPMError.truncated("a header of 3 bytes")),
      ([0, 0, 0, 0, 0, 0, 0, 0], .malformed("a header of 0 entries")),
      ([0, 1, 0, 0, 0, 0, 0, 0], .malformed("a header of 65536 entries")),
      (
        [0, 0, 0, 1, 0, 0, 0, 9], .truncated("1 entries and 9 bytes of data in 8 bytes")
      ),
      (
        [0, 0, 0, 1, 0, 0, 0, 1] + [0, 0, 3, 232, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0, 1] + [0],
        .malformed("tag 1000 of type 99")
      ),
      (
        [0, 0, 0, 1, 0, 0, 0, 1] + [0, 0, 3, 232, 0, 0, 0, 4, 0, 0, 0, 0, 255, 0, 0, 1] + [0],
        .malformed("the values of tag 1000 lie outside the header")
      ),
    ] as [([UInt8], RPMError)]
  )
  func `is refused when its index lies`(bytes: [UInt8], error: RPMError) {
    #expect(throws: error) { _ = try RPMHeader(bytes.span) }
  }
}

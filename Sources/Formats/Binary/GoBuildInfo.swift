// The build information that the Go linker leaves in every program.
//
//   bytes 0-13   FF " Go buildinf:"
//   byte  14     size of a pointer
//   byte  15     flags: bit 0 big endian, bit 1 texts inline
//   inline (Go 1.18 and later): at byte 32 two texts, each after its length as a varint
//   pointers (Go 1.13 to 1.17): at byte 16 the addresses of two Go strings (address, length)
//
// The texts are the toolchain version and the module record, the latter in 16-byte guards. The
// header is aligned to 16 bytes in the section `.go.buildinfo`, or in Mach-O `__go_buildinfo`; where
// the linker makes no section for it, near the start of the initialised data.
//
// Source: Go, debug/buildinfo and cmd/link/internal/ld (buildinfo); runtime/debug/mod.go for the
// lines of the record.

/// The toolchain and the modules a Go program was built with.
package struct GoBuildInfo: Hashable, Sendable {
  /// One module of the build.
  package struct Module: Hashable, Sendable {
    package var path: String
    /// A semantic version with `v`, `(devel)`, or empty.
    package var version: String
    /// `h1:` and the hash of the module's files in base64; empty where none is recorded.
    package var sum: String

    package init(path: String, version: String, sum: String) {
      self.path = path
      self.version = version
      self.sum = sum
    }
  }

  /// A module the program depends on, with what stands in for it.
  package struct Dependency: Hashable, Sendable {
    package var module: Module
    package var replacement: Module?

    /// What was really compiled.
    package var built: Module { replacement ?? module }
  }

  /// A setting of the build, such as `GOARCH`, `vcs.revision` or `-ldflags`.
  package struct Setting: Hashable, Sendable {
    package var key: String
    package var value: String
  }

  /// As the toolchain names itself: `go1.22.3`, `go1.21.0 X:boringcrypto`, `devel go1.23-…`.
  package var goVersion: String
  /// The import path of the main package; empty when built without modules.
  package var path = ""
  package var main: Dependency?
  package var dependencies: [Dependency] = []
  package var settings: [Setting] = []

  init(goVersion: String) { self.goVersion = goVersion }

  package func setting(_ key: String) -> String? { settings.first { $0.key == key }?.value }

  /// Reads the build information of an executable; `nil` when it has none.
  package init?(in file: some MappedExecutable, _ bytes: Span<UInt8>) throws(BinaryError) {
    guard let header = GoBuildInfo.header(in: file, bytes) else { return nil }
    let texts = try GoBuildInfoTexts(at: header, in: file, bytes)
    guard let version = bytes.text(in: texts.version), !version.isEmpty else {
      throw .malformed("Go build information without a toolchain version")
    }
    goVersion = version
    guard let record = GoBuildInfo.unguarded(texts.modules, bytes) else { return }
    try parse(record, in: bytes)
  }

  private static func header(
    in file: some MappedExecutable,
    _ bytes: Span<UInt8>
  ) -> Range<Int>? {
    for name in [".go.buildinfo", "__go_buildinfo"] {
      if let section = file.contents(ofSection: name),
        let found = aligned(in: section, bytes)
      {
        return found
      }
    }
    guard !file.hasEverySectionNamed else { return nil }
    // The linker puts it near the start of the data; Go's own reader looks 64 KiB deep, which
    // externally linked programs are known to exceed.
    for data in file.dataContents {
      if let found = aligned(in: data.prefix(1 << 20), bytes) {
        return found.lowerBound..<data.upperBound
      }
    }
    return nil
  }

  /// From the first header at a multiple of 16 bytes on.
  private static func aligned(in place: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
    for start in stride(from: place.lowerBound, to: place.upperBound - 31, by: 16)
    where bytes[start] == 0xFF && bytes.holds(" Go buildinf:", at: start + 1) {
      return start..<place.upperBound
    }
    return nil
  }

  /// The record between its guards: 16 bytes before it and 16 after, with a newline before those.
  private static func unguarded(_ place: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
    guard place.count >= 33, bytes[place.upperBound - 17] == UInt8(ascii: "\n") else { return nil }
    return place.lowerBound + 16..<place.upperBound - 16
  }
}

/// Finds the two texts that a header leads to.
private struct GoBuildInfoTexts {
  let version: Range<Int>
  let modules: Range<Int>

  init(
    at header: Range<Int>,
    in file: some MappedExecutable,
    _ bytes: Span<UInt8>
  ) throws(BinaryError) {
    let start = header.lowerBound
    if bytes[start + 15] & 2 != 0 {
      var cursor = start + 32
      let version = GoBuildInfoTexts.inline(bytes, at: &cursor, end: header.upperBound)
      guard let version else { throw .truncated("Go version text") }
      let modules = GoBuildInfoTexts.inline(bytes, at: &cursor, end: header.upperBound)
      guard let modules else { throw .truncated("Go module record") }
      (self.version, self.modules) = (version, modules)
      return
    }
    let reader = GoStringReader(
      pointerSize: Int(bytes[start + 14]),
      order: bytes[start + 15] & 1 != 0 ? .big : .little
    )
    guard reader.pointerSize == 4 || reader.pointerSize == 8 else {
      throw .malformed("Go build information with pointers of \(reader.pointerSize) bytes")
    }
    guard let version = reader.text(at: start + 16, in: file, bytes) else {
      throw .malformed("Go version at an address that is not in the file")
    }
    self.version = version
    // Programs built without modules have no record, and a null string.
    modules = reader.text(at: start + 16 + reader.pointerSize, in: file, bytes) ?? 0..<0
  }

  /// A varint (base 128, low group first) and as many bytes.
  private static func inline(
    _ bytes: Span<UInt8>,
    at cursor: inout Int,
    end: Int
  ) -> Range<Int>? {
    var length: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard cursor < end, shift < 35 else { return nil }
      let byte = bytes[cursor]
      cursor += 1
      length |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
    }
    guard length <= UInt64(end - cursor) else { return nil }
    defer { cursor += Int(length) }
    return cursor..<cursor + Int(length)
  }
}

/// Follows pointers to Go strings: an address and a length, each of pointer size.
private struct GoStringReader {
  let pointerSize: Int
  let order: ByteOrder

  func text(
    at offset: Int,
    in file: some MappedExecutable,
    _ bytes: Span<UInt8>
  ) -> Range<Int>? {
    guard let address = word(bytes, at: offset),
      let string = file.contents(from: address), string.count >= 2 * pointerSize,
      let textAddress = word(bytes, at: string.lowerBound),
      let length = word(bytes, at: string.lowerBound + pointerSize)
    else { return nil }
    guard length > 0 else { return 0..<0 }
    guard let text = file.contents(from: textAddress), length <= UInt64(text.count) else {
      return nil
    }
    return text.prefix(Int(length))
  }

  private func word(_ bytes: Span<UInt8>, at offset: Int) -> UInt64? {
    if pointerSize == 8 { return bytes.integer(UInt64.self, at: offset, order) }
    return bytes.integer(UInt32.self, at: offset, order).map(UInt64.init)
  }
}

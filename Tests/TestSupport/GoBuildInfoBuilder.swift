package import Formats

/// Builds the record that the Go linker leaves in programs.
package struct GoBuildInfoBuilder {
  package var version = "go1.22.3"
  package var lines: [String] = []

  package init(_ lines: [String] = [], version: String = "go1.22.3") {
    self.lines = lines
    self.version = version
  }

  private var record: [UInt8] {
    guard !lines.isEmpty else { return [] }
    let guardBytes = [UInt8](repeating: 0xAA, count: 16)
    return guardBytes + Array(lines.map { $0 + "\n" }.joined().utf8) + guardBytes
  }

  /// The form of Go 1.18 and later: both texts follow the header.
  package var inline: [UInt8] {
    var bytes = header(flags: 2, pointerSize: 8)
    bytes.pad(to: 32)
    for text in [Array(version.utf8), record] {
      var length = text.count
      while length >= 0x80 {
        bytes.add(UInt8(length & 0x7F | 0x80))
        length >>= 7
      }
      bytes.add(UInt8(length))
      bytes.add(text)
    }
    return bytes.bytes
  }

  /// The form before: pointers to strings, here in the bytes after the header.
  package func pointers(at address: UInt64, size: Int, order: ByteOrder) -> [UInt8] {
    var bytes = header(flags: order == .big ? 1 : 0, pointerSize: UInt8(size), order: order)
    func word(_ value: UInt64) {
      if size == 8 { bytes.add(value) } else { bytes.add(UInt32(value)) }
    }
    let texts = [Array(version.utf8), record]
    word(address + 32)
    word(address + 32 + UInt64(2 * size))
    bytes.pad(to: 32)
    var place = address + 32 + UInt64(4 * size)
    for text in texts {
      word(place)
      word(UInt64(text.count))
      place += UInt64(text.count)
    }
    for text in texts { bytes.add(text) }
    return bytes.bytes
  }

  private func header(flags: UInt8, pointerSize: UInt8, order: ByteOrder = .little) -> ByteBuilder {
    var bytes = ByteBuilder(order)
    bytes.add([0xFF])
    bytes.add(" Go buildinf:")
    bytes.add([pointerSize, flags])
    return bytes
  }

  /// An ELF program that holds the record.
  package var program: [UInt8] {
    var elf = ELFBuilder()
    elf.sections = [TestSection(".go.buildinfo", inline, address: 0x5000)]
    return elf.build()
  }
}

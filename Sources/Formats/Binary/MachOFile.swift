// Mach-O, the executable format of macOS and its kin, thin and universal.
//
//   universal      0xCAFEBABE, count, then for each machine: type, place, size (big endian)
//   header         0xFEEDFACE (32 bits) or 0xFEEDFACF, machine, file type, number and size of
//                  load commands
//   load command   type, size, payload; segments carry their sections
//
// Source: Apple, <mach-o/loader.h> and <mach-o/fat.h>; "OS X ABI Mach-O File Format Reference".

/// The headers of one machine's Mach-O, alone in its file or part of a universal one.
package struct MachOFile: MappedExecutable, Hashable {
  package let byteOrder: ByteOrder
  package let is64Bit: Bool
  /// `cputype`: 0x01000007 is x86-64, 0x0100000C AArch64.
  package let machine: UInt32
  package let fileType: UInt32
  package let segments: [MachOSegment]
  package let sections: [MachOSection]

  package static func isMachO(_ bytes: Span<UInt8>) -> Bool {
    switch bytes.integer(UInt32.self, at: 0, .big) {
    case 0xFEED_FACE, 0xFEED_FACF, 0xCEFA_EDFE, 0xCFFA_EDFE: true
    case 0xCAFE_BABE, 0xCAFE_BABF: isUniversal(bytes)
    default: false
    }
  }

  /// Java classes begin with the same number; what follows is their version, which is at least 45,
  /// where a universal file has its count of machines.
  private static func isUniversal(_ bytes: Span<UInt8>) -> Bool {
    guard let count = bytes.integer(UInt32.self, at: 4, .big) else { return false }
    return (1...30).contains(count)
  }

  /// One for each machine in the file.
  package static func all(in bytes: Span<UInt8>) throws(BinaryError) -> [MachOFile] {
    guard isMachO(bytes) else { throw .malformed("no Mach-O magic") }
    guard let magic = bytes.integer(UInt32.self, at: 0, .big),
      magic == 0xCAFE_BABE || magic == 0xCAFE_BABF
    else { return [try MachOFile(bytes, at: 0..<bytes.count)] }
    let isWide = magic == 0xCAFE_BABF
    guard let count = bytes.integer(UInt32.self, at: 4, .big), count <= 30 else {
      throw .malformed("universal header")
    }
    var files: [MachOFile] = []
    for index in 0..<Int(count) {
      let entry = 8 + index * (isWide ? 32 : 20)
      let place =
        if isWide {
          bytes.place(
            at: bytes.integer(UInt64.self, at: entry + 8, .big) ?? .max,
            length: bytes.integer(UInt64.self, at: entry + 16, .big) ?? .max
          )
        } else {
          bytes.place(
            at: bytes.integer(UInt32.self, at: entry + 8, .big) ?? .max,
            length: bytes.integer(UInt32.self, at: entry + 12, .big) ?? .max
          )
        }
      guard let place else { throw .truncated("machine \(index) of a universal file") }
      files.append(try MachOFile(bytes, at: place))
    }
    return files
  }

  private init(_ bytes: Span<UInt8>, at place: Range<Int>) throws(BinaryError) {
    let start = place.lowerBound
    switch bytes.integer(UInt32.self, at: start, .big) {
    case 0xFEED_FACE: (is64Bit, byteOrder) = (false, .big)
    case 0xFEED_FACF: (is64Bit, byteOrder) = (true, .big)
    case 0xCEFA_EDFE: (is64Bit, byteOrder) = (false, .little)
    case 0xCFFA_EDFE: (is64Bit, byteOrder) = (true, .little)
    default: throw .malformed("no Mach-O magic at byte \(start)")
    }
    guard let machine = bytes.integer(UInt32.self, at: start + 4, byteOrder),
      let fileType = bytes.integer(UInt32.self, at: start + 12, byteOrder),
      let count = bytes.integer(UInt32.self, at: start + 16, byteOrder),
      let size = bytes.integer(UInt32.self, at: start + 20, byteOrder)
    else { throw .truncated("Mach-O header") }
    self.machine = machine
    self.fileType = fileType
    let commands = start + (is64Bit ? 32 : 28)
    guard commands <= place.upperBound, Int(size) <= place.upperBound - commands else {
      throw .truncated("\(size) bytes of load commands")
    }
    let reader = MachOCommands(is64Bit: is64Bit, byteOrder: byteOrder, file: place)
    (segments, sections) = try reader.read(
      bytes,
      in: commands..<commands + Int(size),
      count: Int(count)
    )
  }

  package var kind: ExecutableKind {
    switch fileType {
    case 2, 5: .program
    case 3, 6, 8: .library
    default: .other
    }
  }

  package func contents(ofSection name: String) -> Range<Int>? {
    sections.first { $0.name == name && !$0.contents.isEmpty }?.contents
  }

  package func contents(from address: UInt64) -> Range<Int>? {
    for segment in segments where address >= segment.address && segment.name != "__PAGEZERO" {
      let skipped = address - segment.address
      guard skipped < UInt64(segment.contents.count) else { continue }
      return segment.contents.lowerBound + Int(skipped)..<segment.contents.upperBound
    }
    return nil
  }

  package var hasEverySectionNamed: Bool { !sections.isEmpty }

  package var dataContents: [Range<Int>] {
    segments.filter { $0.isReadWrite && $0.address != 0 && !$0.contents.isEmpty }.map(\.contents)
  }
}

/// A part of a Mach-O file that is loaded together.
package struct MachOSegment: Hashable, Sendable {
  package let name: String
  package let address: UInt64
  /// Readable and writable, not executable, from the start and for ever.
  package let isReadWrite: Bool
  package let contents: Range<Int>
}

/// A named part of a segment.
package struct MachOSection: Hashable, Sendable {
  package let name: String
  package let segment: String
  package let address: UInt64
  package let contents: Range<Int>
}

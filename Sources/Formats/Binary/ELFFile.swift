// ELF, the executable format of Linux and the BSDs.
//
//   identification  0x7F "ELF", class (1: 32 bits, 2: 64 bits), data (1: little, 2: big endian)
//   header          type, machine, entry, offsets and counts of the two tables below
//   program headers what is loaded: type, flags, offset, address, size in file, size in memory
//   sections        what is where: name, type, flags, address, offset, size
//
// Source: System V Application Binary Interface, edition 4.1 and the gABI draft, "Object Files" and
// "Program Loading"; Linux elf(5). Counts that do not fit the header are in section 0.

/// The headers of an ELF file: what is loaded, what is where, and what it needs.
///
/// A damaged program table is an error, since nothing can be known then. A damaged section table
/// is not: the kernel never reads it, and packers cut it off. `sectionProblem` says so.
package struct ELFFile: MappedExecutable, Hashable {
  /// The object types that matter here.
  package enum FileType: UInt16, Sendable {
    case relocatable = 1
    case executable = 2
    case shared = 3
    case core = 4
  }

  package let byteOrder: ByteOrder
  package let is64Bit: Bool
  /// `nil` for types of the system's or processor's own.
  package let type: FileType?
  /// `e_machine`: 62 is x86-64, 183 AArch64.
  package let machine: UInt16
  package let segments: [ELFSegment]
  package let sections: [ELFSection]
  /// Why `sections` is empty although the header names some.
  package let sectionProblem: BinaryError?
  /// The program interpreter, mostly the dynamic linker; empty where there is none.
  package let interpreter: String
  package let dynamic: ELFDynamic

  package static func isELF(_ bytes: Span<UInt8>) -> Bool { bytes.holds("\u{7F}ELF", at: 0) }

  package init(_ bytes: Span<UInt8>) throws(BinaryError) {
    let header = try ELFHeader(bytes)
    byteOrder = header.byteOrder
    is64Bit = header.is64Bit
    type = FileType(rawValue: header.type)
    machine = header.machine
    segments = try header.readSegments(bytes)
    do throws(BinaryError) {
      sections = try header.readSections(bytes)
      sectionProblem = nil
    } catch {
      sections = []
      sectionProblem = error
    }
    interpreter = ELFFile.interpreter(of: segments, in: bytes)
    dynamic = ELFDynamic(of: segments, in: bytes, header: header)
  }

  /// A program or a library.
  ///
  /// Position-independent programs and libraries share a type. What tells them apart, in this
  /// order: the linker's own mark, a library name, and an interpreter to run it with.
  package var kind: ExecutableKind {
    switch type {
    case .executable: .program
    case .shared where dynamic.isPositionIndependentProgram: .program
    case .shared where !dynamic.libraryName.isEmpty: .library
    case .shared: interpreter.isEmpty ? .library : .program
    case .relocatable, .core, nil: .other
    }
  }

  package func contents(ofSection name: String) -> Range<Int>? {
    sections.first { $0.name == name && $0.contents != nil }?.contents
  }

  package func contents(from address: UInt64) -> Range<Int>? {
    segments.contents(from: address)
  }

  package var hasEverySectionNamed: Bool { !sections.isEmpty }

  package var dataContents: [Range<Int>] {
    segments.filter { $0.isLoaded && $0.isWritable && !$0.isExecutable && !$0.contents.isEmpty }
      .map(\.contents)
  }

  private static func interpreter(of segments: [ELFSegment], in bytes: Span<UInt8>) -> String {
    guard let segment = segments.first(where: { $0.type == ELFSegment.interpreterType }) else {
      return ""
    }
    return bytes.zeroTerminatedText(at: segment.contents.lowerBound) ?? ""
  }
}

/// A part of the file that is loaded, or that the loader reads.
package struct ELFSegment: Hashable, Sendable {
  static let loadType: UInt32 = 1
  static let dynamicType: UInt32 = 2
  static let interpreterType: UInt32 = 3
  static let noteType: UInt32 = 4

  package let type: UInt32
  package let flags: UInt32
  package let address: UInt64
  /// Its place in the file, as far as the file reaches.
  package let contents: Range<Int>

  package var isLoaded: Bool { type == ELFSegment.loadType }
  package var isExecutable: Bool { flags & 1 != 0 }
  package var isWritable: Bool { flags & 2 != 0 }
}

/// A named part of the file.
package struct ELFSection: Hashable, Sendable {
  package static let noBits: UInt32 = 8

  package let name: String
  package let type: UInt32
  package let flags: UInt64
  package let address: UInt64
  package let offset: UInt64
  package let size: UInt64
  /// Its place in the file; `nil` for one that takes no room there or lies outside it.
  package let contents: Range<Int>?

  /// Whether the contents are compressed (`SHF_COMPRESSED`).
  package var isCompressed: Bool { flags & 0x800 != 0 }
}

extension [ELFSegment] {
  /// The bytes loaded from this address on, to the end of their segment.
  func contents(from address: UInt64) -> Range<Int>? {
    for segment in self where segment.isLoaded && address >= segment.address {
      let skipped = address - segment.address
      guard skipped < UInt64(segment.contents.count) else { continue }
      return segment.contents.lowerBound + Int(skipped)..<segment.contents.upperBound
    }
    return nil
  }
}

import Formats
package import Model

/// What makes a file a program, told by its first bytes.
package enum ExecutableFormat: Hashable, Sendable {
  case elf
  case pe
  case machO
  /// A `#!` line, in a file that may be executed.
  case script

  /// - Parameter head: the first bytes of the contents, four at least where there are as many.
  package init?(head: [UInt8], of file: FileEntry) {
    guard head.count >= 4 else { return nil }
    switch (head[0], head[1], head[2], head[3]) {
    case (0x7F, 0x45, 0x4C, 0x46): self = .elf
    case (0x4D, 0x5A, _, _): self = .pe
    case (0xFE, 0xED, 0xFA, 0xCE), (0xFE, 0xED, 0xFA, 0xCF), (0xCE, 0xFA, 0xED, 0xFE),
      (0xCF, 0xFA, 0xED, 0xFE):
      self = .machO
    case (0xCA, 0xFE, 0xBA, 0xBE):
      // Java classes have the same magic, and a version above 43 where Mach-O counts its parts.
      guard head.count >= 8, head[4] == 0, head[5] == 0, head[6] == 0, head[7] < 43 else {
        return nil
      }
      self = .machO
    case (UInt8(ascii: "#"), UInt8(ascii: "!"), _, _):
      guard file.isExecutable else { return nil }
      self = .script
    default: return nil
    }
  }

  package var isBinary: Bool { self != .script }

  func kind(of file: FileEntry, contents: Span<UInt8>) -> UnownedFile.Kind {
    guard self == .elf, contents.count > 18 else { return kindWithoutContents(of: file) }
    // e_type, in the file's own byte order: 2 is a program, 3 a library or a program anywhere.
    let type = contents[5] == 2 ? contents[17] : contents[16]
    return type == 2 ? .executable : kindWithoutContents(of: file)
  }

  func kindWithoutContents(of file: FileEntry) -> UnownedFile.Kind {
    switch self {
    case .script: return .script
    case .pe: return file.name.lowercased().hasSuffix(".exe") ? .executable : .library
    case .machO: return file.name.hasSuffix(".dylib") ? .library : .executable
    case .elf:
      let name = file.name
      let isLibrary = name.hasSuffix(".so") || name.contains(".so.") || !file.isExecutable
      return isLibrary ? .library : .executable
    }
  }
}

extension FileEntry {
  /// Whether the name is one that loaders look for.
  var hasLibraryName: Bool {
    let name = name
    return name.hasSuffix(".so") || name.contains(".so.")
      || [".dll", ".exe", ".dylib", ".node", ".ko", ".pyd"].contains { name.hasSuffix($0) }
  }
}

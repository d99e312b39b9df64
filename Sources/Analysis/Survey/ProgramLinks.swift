import Formats
import Model

/// What a program or library says it needs to run.
package struct ProgramLinks: Hashable, Sendable {
  /// Names of libraries, as the file has them (`DT_NEEDED`).
  package var libraries: [String] = []
  /// The dynamic linker, or what a script's first line names; empty where there is none.
  package var interpreter = ""
  /// Words of a script that may be programs; only of scripts outside the system's directories.
  package var words: [String] = []

  package init() {}

  var isEmpty: Bool { libraries.isEmpty && interpreter.isEmpty && words.isEmpty }

  /// Reads them; what is damaged needs nothing.
  init(of file: FileEntry, format: ExecutableFormat, contents: Span<UInt8>) {
    switch format {
    case .elf:
      guard let program = try? ELFFile(contents) else { return }
      libraries = program.dynamic.needed
      interpreter = program.interpreter
    case .script: readScript(file, contents)
    case .pe, .machO: return
    }
  }

  /// Longer scripts are programs of their own kind, and nobody's entrypoint.
  private static let scriptSize = 256 << 10
  private static let wordLimit = 1000

  /// What systems bring: their scripts need what their packages say.
  private static let systemFolders = [
    "usr/bin/", "usr/sbin/", "usr/lib", "usr/share/", "bin/", "sbin/", "lib", "etc/", "var/",
  ]

  private mutating func readScript(_ file: FileEntry, _ contents: Span<UInt8>) {
    var cursor = LineCursor()
    guard let first = cursor.line(in: contents), first.count > 2 else { return }
    let line = contents.repairedText(
      first.lowerBound + 2..<min(first.upperBound, first.lowerBound + 256)
    )
    let parts = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard let program = parts.first else { return }
    interpreter = program
    if program.hasSuffix("/env") {
      // `env -S python3 -u`: the first word that is no option and sets no variable.
      words = Array(parts.dropFirst().filter { !$0.hasPrefix("-") && !$0.contains("=") }.prefix(1))
    }
    let isShell = ["sh", "bash", "dash", "ash", "ksh", "zsh"].contains {
      program.hasSuffix("/" + $0) || words.last == $0
    }
    guard isShell, contents.count <= Self.scriptSize,
      !Self.systemFolders.contains(where: { file.path.hasPrefix($0) })
    else { return }
    words = Array(Set(words + Self.words(of: contents))).sorted()
  }

  /// Words made of what names of programs are made of.
  private static func words(of contents: Span<UInt8>) -> [String] {
    var words: Set<String> = []
    var start = 0
    for index in 0...contents.count {
      if index < contents.count, contents[index].isProgramName { continue }
      if (2...200).contains(index - start), words.count < wordLimit {
        words.insert(contents.repairedText(start..<index))
      }
      start = index + 1
    }
    return Array(words)
  }
}

extension UInt8 {
  fileprivate var isProgramName: Bool {
    isASCIILetter || isASCIIDigit
      || [
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "+"),
      ]
      .contains(self)
  }
}

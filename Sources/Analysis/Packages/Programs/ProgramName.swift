import Formats

/// A file name taken apart: what program it is the name of, and which version it names.
///
/// `python3.11` is `python` and `3.11`; `libpython3.11.so.1.0` is `libpython` and `3.11`;
/// `libruby-3.1.so.3.1.7` is `libruby` and `3.1`; `libstd-86aefecbddda356d.so` is `libstd`.
struct ProgramName: Hashable {
  let stem: String
  let version: String
  /// Whether it is a loadable module, such as a scripting language's binding to a library: these
  /// carry the version of what they were compiled against, not of what they are.
  let isModule: Bool

  init(_ fileName: Substring) {
    var name = fileName
    for ending in [".exe", ".EXE"] where name.hasSuffix(ending) { name = name.dropLast(4) }
    var isLibrary = false
    for mark in [".so", ".dylib"] {
      guard let range = ProgramName.range(of: mark, in: name) else { continue }
      name = name[..<range]
      isLibrary = true
    }
    isModule = isLibrary && !name.hasPrefix("lib")
    if isLibrary, let dash = name.lastIndex(of: "-"), ProgramName.isHash(name[dash...].dropFirst())
    {
      stem = String(name[..<dash])
      version = ""
      return
    }
    let bytes = name.utf8
    var start = bytes.endIndex
    while start > bytes.startIndex {
      let previous = bytes.index(before: start)
      let byte = bytes[previous]
      guard byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") else {
        break
      }
      start = previous
    }
    let rest = name[start...].drop { $0 == "-" || $0 == "." }
    version = String(rest)
    // A name of digits alone is a name.
    stem = start == bytes.startIndex ? String(name) : String(name[..<start])
  }

  /// Where a library's mark begins: at the end, or before a version.
  private static func range(of mark: String, in name: Substring) -> Substring.Index? {
    if name.hasSuffix(mark) { return name.index(name.endIndex, offsetBy: -mark.count) }
    guard let found = name.firstRange(of: mark + ".") else { return nil }
    return found.lowerBound
  }

  /// Rust marks its libraries with sixteen hexadecimal digits.
  private static func isHash(_ text: Substring) -> Bool {
    text.utf8.count == 16 && text.utf8.allSatisfy { $0.hexValue != nil }
  }
}

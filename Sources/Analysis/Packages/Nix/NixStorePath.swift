import Formats

/// A path of the Nix store, `HASH-NAME-VERSION-OUTPUT`.
struct NixStorePath: Hashable {
  var name: String
  var version: String
  /// The output of a build that is none of the first kind, such as `dev` or `lib`.
  var output: String

  /// Reads the name of a directory in the store; `nil` for what names no version.
  ///
  /// Source: Nix manual, "Store Path" and `builtins.parseDrvName`: the name goes up to the first
  /// dash that no letter follows. Outputs other than `out` are written behind the version.
  init?(_ fileName: Substring) {
    guard let (hash, full) = fileName.cut(at: "-"), hash.utf8.count == 32,
      hash.utf8.allSatisfy(Self.hashLetters.contains)
    else { return nil }
    let bytes = full.utf8
    guard
      let dash = bytes.indices.first(where: { place in
        let next = bytes.index(after: place)
        return bytes[place] == UInt8(ascii: "-") && next < bytes.endIndex
          && !bytes[next].isASCIILetter
      }), dash > bytes.startIndex
    else { return nil }
    name = String(full[..<dash])
    var version = Substring(bytes[bytes.index(after: dash)...])
    output = ""
    if let (before, last) = version.cut(atLast: "-"), Self.outputs.contains(String(last)) {
      version = before
      output = String(last)
    }
    // Forests of links, and what is built on the way to a package.
    guard !["-env", ".drv", ".patch", ".check"].contains(where: version.hasSuffix) else {
      return nil
    }
    guard version.utf8.first?.isASCIIDigit == true else { return nil }
    self.version = String(version)
  }

  /// Base 32 as Nix writes it, without the letters that make words.
  private static let hashLetters = Set("0123456789abcdfghijklmnpqrsvwxyz".utf8)

  /// The outputs that packages of Nixpkgs are divided into.
  private static let outputs: Set<String> = [
    "bin", "data", "debug", "dev", "devdoc", "devman", "dist", "dnsutils", "doc", "examples",
    "getent", "host", "info", "installedTests", "jdk", "lib", "libgcc", "libv4l", "locale", "man",
    "mount", "out", "private", "runtime", "share", "static", "swap", "systemd", "terminfo", "test",
    "tools", "xml",
  ]
}

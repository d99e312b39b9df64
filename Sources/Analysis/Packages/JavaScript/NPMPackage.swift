import Formats
import Model

/// What all files about npm packages have in common: names, integrity and where things come from.
enum NPMPackage {
  /// A package by its full name, `@scope/name` or `name`.
  static func make(
    _ fullName: some StringProtocol,
    _ version: String,
    _ evidence: Evidence
  ) -> Package {
    let name = Substring(fullName)
    let (scope, bare) = name.hasPrefix("@") ? name.cut(at: "/") ?? ("", name) : ("", name)
    return Package(
      .npm,
      namespace: String(scope),
      name: String(bare),
      version: version,
      evidence: evidence
    )
  }

  /// Cuts `name@rest` or `@scope/name@rest` at the `@` behind the name.
  static func cut(_ text: some StringProtocol) -> (name: Substring, rest: Substring)? {
    let text = Substring(text)
    guard let first = text.utf8.first else { return nil }
    let body = first == UInt8(ascii: "@") ? text.dropFirst() : text
    guard let (before, after) = body.cut(at: "@"), !before.isEmpty else { return nil }
    return (text[..<before.endIndex], after)
  }

  /// The name a dependency has in the registry: `npm:real@^1` stands for another than its key.
  static func realName(_ key: String, _ range: String?) -> String {
    guard let alias = range?.dropping(prefix: "npm:") else { return key }
    // Berry writes `npm:^1.0.0` for the same package.
    guard let (name, _) = cut(alias) else { return key }
    return String(name)
  }

  /// The names that these maps of dependencies have as keys, sorted, each once.
  static func dependencies(_ maps: DataNode?...) -> [String] {
    var names: Set<String> = []
    for entry in maps.compactMap({ $0 }).flatMap(\.entries) {
      names.insert(realName(entry.key, entry.value.string))
    }
    return names.sorted()
  }

  /// The hashes of Subresource Integrity: `sha512-BASE64 sha1-BASE64`.
  ///
  /// Source: W3C, "Subresource Integrity", section 3.5.
  static func digests(integrity: String) -> [Digest] {
    integrity.words.compactMap { word in
      guard let (algorithm, rest) = word.cut(at: "-"),
        let known = Digest.Algorithm(rawValue: String(algorithm)),
        let bytes = Base64.decode(rest.cut(at: "?")?.before ?? rest),
        bytes.count * 2 == known.hexLength
      else { return nil }
      return Digest(algorithm: known, bytes: bytes)
    }
  }

  /// Qualifies a package that does not come from a registry: from a repository or an address.
  static func setSource(_ address: String, of package: inout Package) {
    if let url = repository(address) {
      package.qualifiers["vcs_url"] = url
    } else if address.hasPrefix("http://") || address.hasPrefix("https://"),
      !address.contains("/-/"), !address.contains("/@/")
    {
      // Registries, whichever they are, have `/-/` before the archive.
      package.qualifiers["download_url"] = String(address.cut(at: "#")?.before ?? address[...])
    }
  }

  /// `git+ssh://git@host/path.git#commit` and `github:user/repo#commit` as `vcs_url` has them.
  static func repository(_ address: String) -> String? {
    let (url, commit) = address.cut(at: "#") ?? (address[...], "")
    let suffix = commit.isEmpty ? "" : "@\(commit.dropping(prefix: "commit=") ?? commit)"
    if url.hasPrefix("git+") || url.hasPrefix("git://") { return "\(url)\(suffix)" }
    if url.hasPrefix("git@") || url.hasPrefix("ssh://") { return "git+\(url)\(suffix)" }
    if url.hasPrefix("http"), url.hasSuffix(".git") { return "git+\(url)\(suffix)" }
    let hosts = [
      ("github:", "github.com"), ("gitlab:", "gitlab.com"), ("bitbucket:", "bitbucket.org"),
    ]
    for (prefix, host) in hosts {
      if let path = url.dropping(prefix: prefix) { return "git+https://\(host)/\(path)\(suffix)" }
    }
    return nil
  }
}

extension FileEntry {
  /// Whether the file came with an installed package: locks there bind nobody.
  var isInNodeModules: Bool {
    path.hasPrefix("node_modules/") || path.contains("/node_modules/")
  }
}

/// Base64 with padding.
///
/// Source: RFC 4648, section 4.
enum Base64 {
  /// The bytes; `nil` for text that is not Base64.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, held, padding): (UInt32, Int, Int) = (0, 0, 0)
    for character in text.utf8 {
      if character == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let value = value(character) else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      bits &= (1 << UInt32(held)) - 1
    }
    return padding <= 2 && bits == 0 ? bytes : nil
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - 48 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

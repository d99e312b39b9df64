import Formats

/// How the names of packages are written for looking them up, in advisories and in inventories alike.
package enum PackageNaming {
  /// The one way in which a space writes a name that its users may write in several.
  package static func normalized(_ name: String, in space: AdvisorySpace) -> String {
    switch space.family {
    case "pypi": pythonName(name)
    case "bitnami", "composer", "conan", "github", "hex", "nuget", "pub", "wordpress-plugin":
      name.lowercased()
    case "maven": mavenName(name)
    case "swift": repositoryName(name)
    default: name
    }
  }

  /// PEP 503: small letters, and one hyphen for each run of hyphens, underscores and dots.
  private static func pythonName(_ name: String) -> String {
    var isPlain = true
    var previous: UInt8 = 0
    for byte in name.utf8 {
      let isSeparator = byte == UInt8(ascii: "-")
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte &- 0x41 < 26
        || isSeparator && previous == byte
      {
        isPlain = false
        break
      }
      previous = byte
    }
    guard !isPlain else { return name }
    var written: [UInt8] = []
    for byte in name.utf8 {
      guard byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      else {
        written.append(byte.asciiLowercased)
        continue
      }
      if written.last != UInt8(ascii: "-") { written.append(UInt8(ascii: "-")) }
    }
    return String(decoding: written, as: UTF8.self)
  }

  /// `group:artifact`, also where it is written with a slash as in package URLs.
  private static func mavenName(_ name: String) -> String {
    guard !name.utf8.contains(UInt8(ascii: ":")), let cut = name.cut(atLast: "/") else {
      return name
    }
    return "\(cut.before):\(cut.after)"
  }

  /// The address of a repository without scheme, user and `.git`, in small letters.
  private static func repositoryName(_ name: String) -> String {
    var rest = Substring(name.lowercased())
    for scheme in ["https://", "http://", "ssh://", "git://", "git@"] {
      rest = rest.dropping(prefix: scheme) ?? rest
    }
    rest = rest.dropping(prefix: "www.") ?? rest
    while let shorter = rest.dropping(suffix: "/") { rest = shorter }
    rest = rest.dropping(suffix: ".git") ?? rest
    return String(rest)
  }
}

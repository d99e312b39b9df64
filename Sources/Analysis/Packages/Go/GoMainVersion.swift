import Formats

/// Finds the version of a main module that the toolchain could only call `(devel)`.
///
/// First what the builder set at the link with `-X importpath.name=value`, then the commit it was
/// built from, in the form of a pseudo-version.
///
/// Source: Go, cmd/link (`-X`); "Go Modules Reference", "Pseudo-versions".
struct GoMainVersion {
  let build: GoBuildInfo
  let modulePath: String

  /// The version with its `v`; empty when nothing tells.
  var text: String { linked ?? pseudo ?? "" }

  /// Names of variables that hold a program's version, in order of trust.
  private static let names = [
    "version", "appversion", "buildversion", "gitversion", "releaseversion", "versionnumber",
    "programversion", "gitdescribe",
  ]

  private var linked: String? {
    guard let flags = build.setting("-ldflags") else { return nil }
    var best: (rank: Int, version: String)?
    for (variable, value) in GoLinkerFlags.assignments(in: flags) {
      guard let rank = rank(of: variable), let version = GoMainVersion.version(value) else {
        continue
      }
      if let known = best, known.rank <= rank { continue }
      best = (rank, version)
    }
    return best?.version
  }

  /// How much a variable is trusted, less being better; `nil` for those that hold something else.
  ///
  /// Builders set the version of what they build, but not always in its own module: Prometheus
  /// programs keep theirs in `github.com/prometheus/common/version`.
  private func rank(of variable: Substring) -> Int? {
    guard let dot = variable.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let package = variable[..<dot]
    let name = variable[variable.utf8.index(after: dot)...].lowercased()
    guard let rank = GoMainVersion.names.firstIndex(of: name) else { return nil }
    if package == "main" || package == build.path { return rank }
    if package == modulePath || package.hasPrefix(modulePath + "/") { return rank + 100 }
    // Kubernetes keeps the version of all its programs in a module of its own.
    if package == "k8s.io/component-base/version" { return rank + 200 }
    return name == "version" ? 300 : nil
  }

  /// A value that is a version: numbers with dots, then whatever the builder appends.
  private static func version(_ value: Substring) -> String? {
    let bare = value.first == "v" ? value.dropFirst() : value
    guard let first = bare.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      bare.contains("."),
      bare.utf8.allSatisfy({ byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"),
          UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "_"):
          true
        default: false
        }
      })
    else { return nil }
    return "v" + bare
  }

  /// `v0.0.0-20230102150405-abcdefabcdef` of the commit's time and the start of its hash.
  private var pseudo: String? {
    guard let revision = build.setting("vcs.revision"), revision.utf8.count >= 12,
      let time = build.setting("vcs.time")
    else { return nil }
    // RFC 3339 in universal time, as Go writes it: only the digits count.
    let digits = time.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard time.hasSuffix("Z"), digits.count >= 14 else { return nil }
    let stamp = String(decoding: digits.prefix(14), as: UTF8.self)
    return "v0.0.0-\(stamp)-\(revision.prefix(12))"
  }
}

/// The `-X` assignments in a value of `-ldflags`.
///
/// Source: Go, cmd/internal/quoted (Split): words between white space, a word in single or double
/// quotes kept whole, no escapes.
enum GoLinkerFlags {
  static func assignments(in flags: String) -> [(variable: Substring, value: Substring)] {
    var found: [(Substring, Substring)] = []
    var takesNext = false
    for word in words(of: flags) {
      var assignment: Substring?
      if takesNext {
        assignment = word
        takesNext = false
      } else if word == "-X" || word == "--X" {
        takesNext = true
      } else if word.hasPrefix("-X=") {
        assignment = word.dropFirst(3)
      } else if word.hasPrefix("--X=") {
        assignment = word.dropFirst(4)
      }
      guard let text = assignment.map(unquoted), let equals = text.firstIndex(of: "=") else {
        continue
      }
      found.append((text[..<equals], unquoted(text[text.index(after: equals)...])))
    }
    return found
  }

  private static func words(of flags: String) -> [Substring] {
    var words: [Substring] = []
    var rest = flags[...]
    while true {
      rest = rest.drop { $0.isWhitespace }
      guard let first = rest.first else { return words }
      if first == "'" || first == "\"" {
        let body = rest.dropFirst()
        // An open quote is not what the toolchain would have taken; read it to the end.
        let close = body.firstIndex(of: first) ?? body.endIndex
        words.append(body[..<close])
        rest = close == body.endIndex ? "" : body[body.index(after: close)...]
      } else {
        let end = rest.firstIndex { $0.isWhitespace } ?? rest.endIndex
        words.append(rest[..<end])
        rest = rest[end...]
      }
    }
  }

  /// Quotes that survived one round of quoting, as in `-X='main.version=1.2.3'`.
  private static func unquoted(_ text: Substring) -> Substring {
    guard text.count >= 2, let first = text.first, first == "'" || first == "\"",
      text.last == first
    else { return text }
    return text.dropFirst().dropLast()
  }
}

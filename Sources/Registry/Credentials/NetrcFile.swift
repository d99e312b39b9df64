import Formats

/// Logins of servers of files, as curl, Git and pip read them.
///
///     machine mirror.example login ali password "open sesame"
///     default login anonymous password guest
///
/// A login by default is passed over: the addresses of publishers, and those that their lists of
/// mirrors name, are none that the user gave it for. Words are parted by blanks; one in quotes may hold some. `macdef` begins lines for other programs,
/// up to an empty one. Source: the manual of curl, "netrc".
package struct NetrcFile: Hashable, Sendable {
  private struct Entry: Hashable {
    /// `nil` for every other machine.
    var machine: String?
    var login = ""
    var password = Secret("")
  }

  private var entries: [Entry] = []

  /// Larger files are none that somebody wrote.
  package static let sizeLimit = 1 << 20

  package init(_ bytes: Span<UInt8>) {
    var words = NetrcWords(bytes)
    while let word = words.next() {
      switch word {
      case "machine": entries.append(Entry(machine: words.next()?.lowercased() ?? ""))
      case "default": entries.append(Entry(machine: nil))
      case "login": change { $0.login = words.next() ?? "" }
      case "password": change { $0.password = Secret(words.next() ?? "") }
      case "account": _ = words.next()
      case "macdef": words.skipMacro()
      // A word that is none of these leaves what follows in doubt.
      default: return
      }
    }
  }

  private mutating func change(_ body: (inout Entry) -> Void) {
    guard let last = entries.indices.last else { return }
    body(&entries[last])
  }

  /// What the `Authorization` field says to a server; `nil` where there is no login for it.
  func field(for address: HTTPAddress) -> Secret? {
    let entry = entries.first { $0.machine == address.host }
    guard let entry, !entry.login.isEmpty || !entry.password.exposed.isEmpty else { return nil }
    let pair = "\(entry.login):\(entry.password.exposed)"
    return Secret("Basic " + Base64.encode(Array(pair.utf8)))
  }
}

private struct NetrcWords {
  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: Span<UInt8>) {
    self.bytes = bytes.indices.map { bytes[$0] }
  }

  mutating func next() -> String? {
    while at < bytes.count, bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: "#") {
      if bytes[at] == UInt8(ascii: "#") { skipLine() } else { at += 1 }
    }
    guard at < bytes.count else { return nil }
    var word: [UInt8] = []
    let isQuoted = bytes[at] == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted ? byte == UInt8(ascii: "\"") : byte <= 0x20 { break }
      if isQuoted, byte == UInt8(ascii: "\\"), at + 1 < bytes.count { at += 1 }
      word.append(bytes[at])
      at += 1
    }
    if isQuoted { at += 1 }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func skipLine() {
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
  }

  /// Up to and including the first empty line.
  mutating func skipMacro() {
    while at < bytes.count {
      skipLine()
      at += 1
      if at >= bytes.count || bytes[at] == UInt8(ascii: "\n") { return }
    }
  }
}

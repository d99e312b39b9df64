import Formats
package import Model

/// Reads accounts and groups, and how their passwords are kept; never the hashes.
///
/// Source: passwd(5), shadow(5), group(5), crypt(5).
package struct AccountFilesAnalyzer: FileAnalyzer {
  package static let name = "account-files"
  package static let version = 1
  package static let summary = "Accounts, groups and how passwords are kept (passwd, shadow, group)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .path("etc/passwd"), .path("etc/shadow"), .path("etc/group"), .path("etc/gshadow"),
  ]

  /// More than any system has: what is beyond is a gap.
  private static let lineLimit = 100_000

  package init(limits: Limits) {}

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var access = AccessFacts()
    defer { if !access.isEmpty { facts.access = access } }
    var cursor = LineCursor()
    while let range = cursor.line(in: contents) {
      guard cursor.number <= Self.lineLimit else { throw .limit("\(Self.lineLimit) lines") }
      // A comment is none of these formats, but some have one.
      if range.isEmpty || contents[range.lowerBound] == UInt8(ascii: "#") { continue }
      // Names need not be UTF-8, and the rest of the line counts all the same.
      let line = contents.repairedText(range)
      let fields = line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      guard !fields[0].isEmpty, fields.count >= 2 else { continue }
      switch file.name {
      case "passwd": add(account: fields, from: file.path, to: &access)
      case "group":
        if fields.count > 2, let number = UInt32(fields[2]) {
          access.groups.append(AccessFacts.Group(name: fields[0], groupID: number))
        }
      default: add(password: fields[1], of: fields[0], from: file.path, to: &access)
      }
    }
  }

  private func add(account fields: [String], from path: String, to access: inout AccessFacts) {
    guard fields.count >= 4, let user = UInt32(fields[2]), let group = UInt32(fields[3]) else {
      return
    }
    access.accounts.append(
      AccessFacts.Account(
        name: fields[0],
        userID: user,
        groupID: group,
        shell: fields.count > 6 ? fields[6] : ""
      )
    )
    // `x` says that shadow has it.
    if fields[1] != "x" { add(password: fields[1], of: fields[0], from: path, to: &access) }
  }

  private func add(
    password: String,
    of name: String,
    from path: String,
    to access: inout AccessFacts
  ) {
    // A group without a password has none that would let anybody in.
    if path.hasSuffix("gshadow"), password.isEmpty { return }
    let state: AccessFacts.Password.State
    if password.isEmpty {
      state = .empty
    } else if password.hasPrefix("!") || password.hasPrefix("*") || password == "x" {
      state = .locked
    } else if password.hasPrefix("$1$") || password.hasPrefix("$md5")
      || password.hasPrefix("$3$") || password.hasPrefix("_")
      || !password.hasPrefix("$") && password.utf8.count == 13
    {
      state = .weakHash
    } else if password.hasPrefix("$") {
      state = .hash
    } else {
      // No form of crypt(5): nothing hashes to it.
      state = .locked
    }
    access.passwords.append(AccessFacts.Password(name: name, state: state, path: path))
  }
}

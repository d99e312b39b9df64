import Model
import Testing

@testable import Analysis

@Suite struct `files that say who may log in` {
  private func access(
    _ analyzer: some FileAnalyzer,
    _ path: String,
    _ text: String
  ) throws -> AccessFacts {
    var facts = FileFacts()
    let bytes = Array(text.utf8)
    try analyzer.analyze(FileEntry(path: path), contents: bytes.span, into: &facts)
    return facts.access ?? AccessFacts()
  }

  @Test func `passwd lists accounts and passwords kept in it`() throws {
    let text = "root:x:0:0:root:/root:/bin/bash\n# c\napp::1000:50::/:/bin/sh\nbad\nold:!:5:5::/:\n"
    let found = try access(AccountFilesAnalyzer(limits: .standard), "etc/passwd", text)
    #expect(found.accounts.map(\.name) == ["root", "app", "old"])
    #expect(found.accounts.map(\.userID) == [0, 1000, 5])
    #expect(found.accounts.map(\.shell) == ["/bin/bash", "/bin/sh", ""])
    #expect(found.passwords.map(\.state) == [.empty, .locked])
  }

  @Test(arguments: [
    ("", AccessFacts.Password.State.empty), ("*", .locked), ("!", .locked), ("!!", .locked),
    ("$6$salt$hash", .hash), ("$y$j9T$a$b", .hash), ("$1$a$b", .weakHash),
    ("abcdefghijklm", .weakHash), ("nonsense", .locked), ("_J9..rasmBYk8r9AiWNc", .weakHash),
  ]) func `shadow says how a password is kept`(
    field: String,
    state: AccessFacts.Password.State
  ) throws {
    let text = "app:\(field):19000:0:99999:7:::\n"
    let found = try access(AccountFilesAnalyzer(limits: .standard), "etc/shadow", text)
    #expect(found.passwords.map(\.state) == [state])
  }

  @Test func `a group without a password lets nobody in`() throws {
    let found = try access(AccountFilesAnalyzer(limits: .standard), "etc/gshadow", "a::b:c\n")
    #expect(found.passwords.isEmpty)
  }

  @Test(arguments: [
    ("app ALL=(ALL) NOPASSWD: ALL\n", 1), ("%wheel ALL=(ALL) ALL\n", 0),
    ("# app ALL=(ALL) NOPASSWD: ALL\n", 0), ("app ALL = \\\n NOPASSWD: /bin/ls\n", 1),
    ("Defaults !authenticate\n", 1), ("root ALL=(ALL:ALL) NOPASSWD: ALL\n", 0),
    ("Defaults env_reset\n@includedir /etc/sudoers.d\n", 0),
  ]) func `sudo rules that ask for no password are told`(text: String, count: Int) throws {
    let analyzer = ElevationRulesAnalyzer(limits: .standard)
    #expect(try access(analyzer, "etc/sudoers", text).elevations.count == count)
  }

  @Test func `sudo passes over names with a dot, and so do we`() throws {
    let analyzer = ElevationRulesAnalyzer(limits: .standard)
    let rule = "app ALL=(ALL) NOPASSWD: ALL\n"
    #expect(try access(analyzer, "etc/sudoers.d/a.bak", rule).elevations.isEmpty)
    #expect(try access(analyzer, "etc/sudoers.d/a", rule).elevations.map(\.line) == [1])
  }

  @Test(arguments: [("permit nopass app\n", 1), ("permit persist app\n", 0), ("deny app\n", 0)])
  func `doas rules that ask for no password are told`(text: String, count: Int) throws {
    let analyzer = ElevationRulesAnalyzer(limits: .standard)
    #expect(try access(analyzer, "etc/doas.conf", text).elevations.count == count)
  }

  @Test func `libraries of ld.so.preload are told`() throws {
    let analyzer = PreloadAnalyzer(limits: .standard)
    let found = try access(analyzer, "etc/ld.so.preload", "/a.so:/b.so # no\n\n/c.so\n")
    #expect(found.preloaded == ["/a.so", "/b.so", "/c.so"])
  }
}

import Foundation
import Model
import RegistryStub
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `data update` {
  private let program: Program

  init() throws { program = try Program() }

  private let only = "kev,\(PublishedFiles.osv)"

  @Test func `fetches from publishers, makes packs, and judges by them`() async throws {
    let files = PublishedFiles.server()
    let text = try await StubServer.with(files.answer) { server in
      try program.setSources(server)
      return try await program.output("data", "update", "--only", only)
    }
    #expect(text.contains("2 files fetched"))
    #expect(text.contains("2 packs, 1 advisories"))
    let scan = try await program.output("scan", "sbom:" + program.document(version: "1.0.0"))
    #expect(scan.contains("CVE-2024-1"))
    #expect(scan.contains("2.0.0"))
  }

  @Test(arguments: ["/feeds/", "/feeds/osv/npm/all.zip"])
  func `makes packs from an address that build is given`(path: String) async throws {
    let files = PublishedFiles.server()
    try await StubServer.with(files.answer) { server in
      let from = server.origin + path
      let text = try await program.output("data", "build", "--from", from)
      #expect(text.contains("1 advisories"))
      #expect(try await program.output("data", "build", "--from", from).contains("0 files fetched"))
      let outcome = try await program.run("data", "build", "--from", "\(server.origin)/none/")
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("and 1"))
    }
    #expect(try await program.output("data", "search", "left").contains("CVE-2024-1"))
  }

  @Test func `does nothing where nothing changed`() async throws {
    let files = PublishedFiles.server()
    try await StubServer.with(files.answer) { server in
      try program.setSources(server)
      _ = try await program.output("data", "update", "--only", only)
      let again = try await program.output("data", "update", "--only", only)
      #expect(again.split(separator: "\n").count == 1)
      #expect(again.contains("2 are as they were"))
      files.put(PublishedFiles.archive(fixed: "2.0.1"), at: "/feeds/\(PublishedFiles.osv)")
      let changed = try await program.output("data", "update", "--only", only)
      #expect(changed.contains("1 files fetched"))
    }
    #expect(try await program.output("data", "search", "CVE-2024-1").contains("2.0.1"))
  }

  @Test func `keeps what is there when a publisher fails`() async throws {
    let files = PublishedFiles.server()
    let outcome = try await StubServer.with(files.answer) { server in
      try program.setSources(server)
      _ = try await program.output("data", "update", "--only", only)
      files.put(Array("<html>maintenance</html>".utf8), at: "/feeds/\(PublishedFiles.osv)")
      files.put(Array((PublishedFiles.catalog + "\n").utf8), at: "/feeds/\(PublishedFiles.kev)")
      return try await program.run("data", "update", "--only", only)
    }
    #expect(outcome.code == 2)
    #expect(outcome.text.contains("1 files fetched"))
    #expect(outcome.errors.contains("osv/npm/all.zip (osv); the older one stays"))
    #expect(outcome.errors.contains("a page for people"))
    #expect(try await program.output("data", "search", "CVE-2024-1").contains("2.0.0"))
    #expect(try await program.output("data", "verify").contains("2 packs"))
  }

  @Test func `never makes a pack poorer`() async throws {
    try await program.makeData()
    let files = PublishedFiles.server()
    files.remove("/feeds/\(PublishedFiles.osv)")
    let outcome = try await StubServer.with(files.answer) { server in
      try program.setSources(server)
      return try await program.run("data", "update", "--only", only)
    }
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("there is no older one"))
    #expect(outcome.text.contains("npm stays as it was: the copy has nothing of osv"))
    #expect(try await program.output("data", "search", "left").contains("CVE-2024-1"))
  }

  @Test func `reads a copy, asking nobody`() async throws {
    try program.folder.write("feeds/\(PublishedFiles.osv)", PublishedFiles.archive(fixed: "3.0.0"))
    #expect(try await program.output("data", "update", "--feeds", "feeds").contains("1 packs"))
    #expect(try await program.output("data", "update", "--from", "feeds").contains("1 packs"))
  }

  @Test(arguments: [
    (["--only", "nosuch"], "neither a feed nor a pack"),
    (["--feeds", "a", "--from", "b"], "give one of them"),
    (["--sources", "nosuch.yaml"], "No such file"),
    (["--max-size", "0"], "--max-size"),
    (["--only", "kev", "--mirror", "ftp://x"], "not an address"),
  ])
  func `says what is wrong with how it is asked`(arguments: [String], text: String) async throws {
    try program.folder.write(".local/share/plimsoll/sources.yaml", "publishers: false\n")
    let outcome = try await program.run(["data", "update"] + arguments)
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains(text))
  }
}

@Suite(.timeLimit(.minutes(5))) struct `ready packs` {
  private let team: Program
  private let user: Program

  init() throws {
    team = try Program()
    user = try Program()
  }

  /// What a web server has that offers the team's folder.
  private func files() async throws -> StubFiles {
    _ = try await team.output("data", "push", "./share")
    let share = team.folder.path("share")
    let files = StubFiles()
    for name in try FileManager.default.contentsOfDirectory(atPath: share) {
      files.put(try team.folder.read("share/\(name)"), at: "/packs/\(name)")
    }
    return files
  }

  private func key() async throws -> String {
    try user.folder.write("team.pub", try await team.output("data", "key", "show"))
  }

  @Test(arguments: ["pull", "update"])
  func `come from a web server, once their key is trusted`(command: String) async throws {
    try await team.makeData()
    let files = try await files()
    let arguments = command == "pull" ? ["data", "pull"] : ["data", "update", "--from"]
    try await StubServer.with(files.answer) { server in
      let address = "\(server.origin)/packs"
      let refused = try await user.run(arguments + [address])
      #expect(refused.code == 2)
      #expect(refused.errors.contains("plimsoll data key trust FILE"))
      let taken = try await user.run(arguments + [address, "--key", try await key()])
      #expect(taken.text.contains("2 packs fetched"))
      #expect(try await user.run(arguments + [address]).text.contains("nothing new"))
    }
    #expect(try await user.output("data", "search", "left").contains("CVE-2024-1"))
  }

  @Test func `come as far as a target needs them`() async throws {
    try await team.makeData()
    let document = try user.document(version: "1.0.0")
    let share = team.folder.path("share")
    _ = try await team.output("data", "push", share)
    let key = try await key()
    let pulled = try await user.output(
      "data",
      "pull",
      share,
      "--key",
      key,
      "--for",
      "sbom:\(document)"
    )
    #expect(pulled.contains("2 packs fetched"))
    let named = try await user.run(["data", "pull", share, "--only", "npm"])
    #expect(named.text.contains("nothing new"))
    let other = try await user.run(["data", "pull", share, "--only", "debian-12"])
    #expect(other.errors.contains("there is no pack debian-12"))
  }

  @Test func `that are left out are counted`() async throws {
    try await team.makeData()
    try team.folder.write(
      "feeds/osv/PyPI/PYSEC-1.json",
      """
      {"id":"PYSEC-1","modified":"2024-07-08T00:00:00Z","affected":[{"package":
       {"ecosystem":"PyPI","name":"right"},"versions":["1.0"]}]}
      """
    )
    _ = try await team.output("data", "build", "--from", "feeds")
    let share = team.folder.path("share")
    _ = try await team.output("data", "push", share)
    _ = try await user.output("data", "pull", share, "--key", try await key(), "--only", "npm")
    let status = try await user.output("data", "status")
    #expect(status.contains("1 packs were not fetched: pypi"))
    #expect(try await user.output("data", "verify").contains("2 packs"))
  }

  @Test func `stay when the newer ones are damaged`() async throws {
    try await team.makeData()
    let files = try await files()
    try await StubServer.with(files.answer) { server in
      let address = "\(server.origin)/packs"
      _ = try await user.output("data", "pull", address, "--key", try await key())
      try await team.makeData(fixed: "2.0.1", day: "2024-08-08")
      let newer = try await self.files()
      let outcome = try await StubServer.with({ request in
        let answer = newer.answer(request)
        guard request.path.hasSuffix(".pack"), answer.status == 200 else { return answer }
        var spoilt = answer
        spoilt.body[200] ^= 1
        return spoilt
      }) { try await user.run("data", "pull", "\($0.origin)/packs") }
      #expect(outcome.code == 2)
      #expect(outcome.errors.contains("not what was signed"))
    }
    #expect(try await user.output("data", "verify").contains("2 packs are what was signed"))
    #expect(try await user.output("data", "search", "left").contains("2.0.0"))
  }

  @Test func `go to a registry and come back`() async throws {
    try await team.makeData()
    let registry = StubRegistry(repository: "team/data")
    try await StubServer.with(registry.answer) { server in
      let name = "\(server.host)/team/data:1"
      let pushed = try await team.output("data", "push", name)
      #expect(pushed.contains("2 of 2 packs sent"))
      #expect(try await team.output("data", "push", name).contains("0 of 2 packs sent"))
      let key = try await key()
      #expect(try await user.output("data", "pull", name, "--key", key).contains("2 packs fetched"))
      let pinned = String(try #require(pushed.split(separator: "\n").first))
      #expect(try await user.output("data", "pull", pinned).contains("nothing new"))
    }
    #expect(try await user.output("data", "search", "left").contains("CVE-2024-1"))
  }

  @Test func `go to Debian's registry and come back`() async throws {
    try await team.makeData()
    try await LocalRegistry.with(in: team.folder) { host in
      let name = "\(host)/team/data"
      #expect(try await team.output("data", "push", name).contains("2 of 2 packs sent"))
      let key = try await key()
      #expect(try await user.output("data", "pull", name, "--key", key).contains("2 packs fetched"))
    }
    #expect(try await user.output("data", "search", "left").contains("CVE-2024-1"))
  }
}

/// Debian's `docker-registry`, run for a test.
enum LocalRegistry {
  static func with(in folder: ScratchFolder, _ body: (String) async throws -> Void) async throws {
    let path = "/usr/bin/docker-registry"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      try skip("needs docker-registry")
    }
    let port = try await StubServer.with({ _ in StubAnswer(200) }) { $0.port }
    let process = Process()
    process.executableURL = URL(filePath: path)
    let settings = """
      version: 0.1
      log: {level: error}
      storage: {filesystem: {rootdirectory: \(folder.path)/registry}}
      http: {addr: 127.0.0.1:\(port)}
      """
    process.arguments = ["serve", try folder.write("registry.yml", settings)]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    for _ in 0..<100 where !isListening(port) { try await Task.sleep(for: .milliseconds(100)) }
    try await body("127.0.0.1:\(port)")
  }
  private static func isListening(_ port: Int) -> Bool {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    // SAFETY: an address of IPv4 is passed with its own size.
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(number, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}

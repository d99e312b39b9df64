import Advisories
import Model
import Packs
import TestSupport
import Testing
import Trust

/// One record of each of two worlds.
private let records = [
  "osv/PyPI/PYSEC-2021-1.json": """
  {"id":"PYSEC-2021-1","aliases":["CVE-2021-1","GHSA-aaaa-bbbb-cccc"],"modified":"2024-02-03T00:00:00Z",
   "summary":"Too much is read","affected":[{"package":{"ecosystem":"PyPI","name":"Some_Thing"},
   "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"fixed":"1.4.2"}]}]}]}
  """,
  "osv/Debian/CVE-2022-2.json": """
  {"id":"CVE-2022-2","modified":"2024-05-06T00:00:00Z","affected":[{"package":
   {"ecosystem":"Debian:12","name":"tool"},"ranges":[{"type":"ECOSYSTEM",
   "events":[{"introduced":"0"},{"fixed":"2:1.2-3+deb12u1"}]}]}]}
  """,
]

@Suite struct `pack builder` {
  @Test func `makes packs that packages are matched with`() async throws {
    let made = try await MadePacks(records)
    let set = PackSet(made.folder, made.summary.manifest)
    let findings = try Matcher(set).match(inventory).findings
    #expect(findings.map(\.rule).sorted() == ["CVE-2021-1", "CVE-2022-2"])
    let python = try #require(findings.first { $0.rule == "CVE-2021-1" }?.vulnerability)
    #expect(python.identifiers == ["CVE-2021-1", "GHSA-aaaa-bbbb-cccc", "PYSEC-2021-1"])
    #expect(python.fixedVersions == ["1.4.2"])
    #expect(python.advisories.map(\.range) == [">= 1.0, < 1.4.2"])
  }

  @Test func `says what the packs were made of`() async throws {
    let made = try await MadePacks(records)
    let packs = made.summary.manifest.packs
    #expect(packs.map(\.name) == ["debian-12", "pypi"])
    #expect(packs.map(\.space) == ["debian:12", "pypi"])
    #expect(packs.map { $0.feeds.map(\.date) } == [["2024-05-06"], ["2024-02-03"]])
  }

  @Test func `makes the same packs of the same feeds, byte for byte`() async throws {
    var many = records
    for number in 0..<200 {
      many["osv/PyPI/PYSEC-3-\(number).json"] = """
        {"id":"PYSEC-3-\(number)","modified":"2024-01-01T00:00:00Z","affected":[{"package":
         {"ecosystem":"PyPI","name":"p\(number % 7)"},"versions":["1.\(number)"]}]}
        """
    }
    let first = try await MadePacks(many, width: 1).summary.manifest.packs
    let second = try await MadePacks(many, width: 4).summary.manifest.packs
    #expect(first.map(\.digest) == second.map(\.digest))
    #expect(first.map(\.advisories) == [1, 201])
  }

  @Test func `keeps of a record that comes twice the one that was changed last`() async throws {
    var twice = records
    twice["osv/PyPI/again.json"] = """
      {"id":"PYSEC-2021-1","aliases":["CVE-2021-1"],"modified":"2024-09-09T00:00:00Z",
       "affected":[{"package":{"ecosystem":"PyPI","name":"some-thing"},
       "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.4.9"}]}]}]}
      """
    let made = try await MadePacks(twice)
    let findings = try Matcher(PackSet(made.folder, made.summary.manifest)).match(inventory)
      .findings
    #expect(findings.first { $0.rule == "CVE-2021-1" }?.vulnerability?.fixedVersions == ["1.4.9"])
    #expect(made.summary.manifest.entry(for: "pypi")?.advisories == 1)
  }

  @Test func `keeps what is there when a feed is damaged`() async throws {
    var damaged = records
    damaged["osv/npm/GHSA-x.json"] = "{\"id\":"
    let made = try await MadePacks(damaged)
    #expect(made.summary.manifest.packs.count == 2)
    #expect(made.summary.gaps.map(\.path) == ["osv/npm/GHSA-x.json"])
  }

  @Test func `refuses a folder without feeds`() async throws {
    await #expect(throws: PackError.self) { try await MadePacks(["readme.txt": "hello"]) }
  }
}

@Suite struct `pack builder with an incomplete copy` {
  /// Packs, one of them from two feeds, made anew from one of these.
  private func rebuilt(_ change: (inout PackBuilder) -> Void) async throws -> PackBuilder.Summary {
    let made = try await MadePacks(records)
    var old = made.summary.manifest
    old.packs[0].feeds.append(old.packs[0].feeds[0])
    old.packs[0].feeds[1].name = "debian-tracker"
    var builder = PackBuilder(width: 1)
    change(&builder)
    return try await builder.build(
      from: "\(made.scratch.path)/feeds",
      into: made.folder,
      replacing: old,
      key: made.key
    )
  }

  @Test func `makes no pack poorer where that is asked`() async throws {
    let summary = try await rebuilt { $0.keepsFuller = true }
    #expect(summary.kept == ["debian-12": ["debian-tracker"]])
    #expect(summary.manifest.packs.map(\.feeds.count) == [2, 1])
  }

  @Test func `makes it without a feed that was given up`() async throws {
    let summary = try await rebuilt {
      $0.keepsFuller = true
      $0.givenUp = ["debian-tracker"]
    }
    #expect(summary.kept == [:])
    #expect(summary.manifest.packs.map(\.feeds.count) == [1, 1])
  }

  @Test func `makes it of what is there otherwise`() async throws {
    let summary = try await rebuilt { _ in }
    #expect(summary.manifest.packs.map(\.feeds.count) == [1, 1])
  }

  @Test func `is not run twice at once`() async throws {
    let made = try await MadePacks(records)
    let lock = try FolderLock(made.folder.path)
    defer { lock.release() }
    await #expect(throws: PackError.self) {
      try await PackBuilder(width: 1).build(
        from: "\(made.scratch.path)/feeds",
        into: made.folder,
        replacing: nil,
        key: made.key
      )
    }
  }
}

@Suite struct `matching` {
  private static func record(
    _ id: String,
    _ more: String,
    _ package: String = "Debian:12"
  ) -> String {
    """
    {"id":"\(id)","modified":"2024-05-06T00:00:00Z",\(more),"affected":[{"package":
     {"ecosystem":"\(package)","name":"tool"},"ranges":[{"type":"ECOSYSTEM",
     "events":[{"introduced":"0"}]}]}]}
    """
  }

  private func rules(_ documents: [String: String]) async throws -> [String] {
    let made = try await MadePacks(documents)
    let set = PackSet(made.folder, made.summary.manifest)
    return try Matcher(set).match(inventory).findings.map(\.rule).sorted()
  }

  @Test func `calls a flaw by the number that its record goes by`() async throws {
    let record = Self.record("CVE-2024-1", #""aliases":["CVE-2024-2","GHSA-aaaa-bbbb-cccc"]"#)
    #expect(try await rules(["osv/Debian/CVE-2024-1.json": record]) == ["CVE-2024-1"])
  }

  @Test(arguments: ["osv/Debian/A.json", "osv/Other/A.json"])
  func `heeds the copy of a record that was withdrawn`(path: String) async throws {
    let stands = Self.record("CVE-2024-1", #""summary":"A""#)
    let withdrawn = Self.record("CVE-2024-1", #""withdrawn":"2023-01-01T00:00:00Z""#)
    let found = try await rules([
      path: withdrawn, "osv/PyPI/B.json": stands,
      "osv/Debian/C.json": Self.record("CVE-2024-3", #""summary":"C""#),
    ])
    #expect(found == ["CVE-2024-3"])
  }
}

@Suite struct `pack folder` {
  @Test func `is refused when nobody who is trusted signed it`() async throws {
    let made = try await MadePacks(records)
    let stranger = try Ed25519PrivateKey()
    #expect(throws: PackError.self) { try made.folder.manifest(trusting: [stranger.publicKey]) }
    #expect(throws: PackError.self) { try made.folder.manifest(trusting: []) }
    let read = try made.folder.manifest(trusting: [stranger.publicKey, made.key.publicKey])
    #expect(read == made.summary.manifest)
  }

  @Test func `is refused when a pack was changed`() async throws {
    let made = try await MadePacks(records)
    let entry = try #require(made.summary.manifest.entry(for: "pypi"))
    var bytes = try made.folder.contents(of: "\(made.folder.path)/\(entry.file)")
    bytes[bytes.count / 2] ^= 0x55
    try made.folder.write(bytes, as: entry.file)
    let set = PackSet(made.folder, made.summary.manifest)
    #expect(throws: AdvisoryIndexError.self) { try Matcher(set).match(inventory) }
  }

  @Test func `has no manifest before it is made`() throws {
    let scratch = try ScratchFolder()
    #expect(try PackFolder(path: "\(scratch.path)/none").manifest(trusting: []) == nil)
  }
}

/// A Debian system with a package of its own and one of Python's.
private var inventory: Inventory {
  var inventory = Inventory(subject: Subject(kind: .rootFilesystem, name: "test"))
  inventory.system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
  let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "var/lib/dpkg/status")
  var tool = Package(.deb, name: "libtool-bin", version: "1.2-3", evidence: evidence)
  tool.source = SourcePackage(name: "tool", version: "2:1.2-3")
  inventory.packages = [
    tool, Package(.pypi, name: "some-thing", version: "1.4.1", evidence: evidence),
  ]
  return inventory
}

/// Packs made from documents in a folder of their own.
private struct MadePacks {
  let scratch: ScratchFolder
  let folder: PackFolder
  let key: Ed25519PrivateKey
  let summary: PackBuilder.Summary

  init(_ documents: [String: String], width: Int = 2) async throws {
    scratch = try ScratchFolder()
    for (path, text) in documents { try scratch.write("feeds/\(path)", text) }
    folder = PackFolder(path: "\(scratch.path)/packs")
    key = try Ed25519PrivateKey()
    summary = try await PackBuilder(width: width)
      .build(from: "\(scratch.path)/feeds", into: folder, replacing: nil, key: key)
  }
}

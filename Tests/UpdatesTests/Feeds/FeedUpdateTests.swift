import Advisories
import Artifacts
import Formats
import Foundation
import Model
import Packs
import Registry
import RegistryStub
import TestSupport
import Testing
import Updates

/// A copy that is brought up to what servers have.
private struct CopySetup {
  let scratch: ScratchFolder
  var limit: Int64 = 1 << 20

  init() throws { scratch = try ScratchFolder() }

  var path: String { scratch.path("feeds") }

  /// - Parameter yaml: in which `HOST` stands for the server.
  func update(_ yaml: String, _ server: StubServer) async throws -> FeedUpdate.Report {
    let text = "publishers: false\n" + yaml.replacing("HOST", with: server.origin)
    let bytes = Array(text.utf8)
    let settings = try SourceSettings(yaml: bytes.span, name: "sources.yaml", limits: .standard)
    return try await update(try SourceList(settings, limit: limit))
  }

  func update(_ list: SourceList) async throws -> FeedUpdate.Report {
    let policy = RetryPolicy(now: { .now }, pause: { _ in }, jitter: { 0 })
    let network = NetworkSettings(userAgent: "plimsoll-test")
    return try await HTTPTransport.with(network, retry: policy) { transport in
      try await FeedUpdate(copy: path, transport: transport).run(list)
    }
  }

  func read(_ file: String) throws -> [UInt8] { try scratch.read("feeds/\(file)") }
}

private let kev = "kev/known_exploited_vulnerabilities.json"
private let record = Array(#"{"vulnerabilities":[]}"#.utf8)

private let onlyKEV = """
  feeds:
    kev:
      files:
        \(kev): [HOST/a.json, HOST/b.json]
  """

/// One file that something leads to.
private func led(_ lead: FeedAddress.Lead, _ url: String) -> SourceList {
  let place = SourceFile.Place(url: url, lead: lead)
  let address = FeedAddress("led/file", url, lead)
  return SourceList([SourceFile(feed: "led", address: address, places: [place], limit: 1 << 20)])
}

@Suite(.timeLimit(.minutes(2))) struct `update from publishers` {
  @Test func `lays files out as publishers do`() async throws {
    let copy = try CopySetup()
    let files = StubFiles(["/feeds/\(kev)": record, "/feeds/arch/all.json": Array("[]".utf8)])
    let report = try await StubServer.with(files.answer) { server in
      try await copy.update("mirrors: HOST/feeds", server)
    }
    #expect(report.fetched == ["arch/all.json", kev])
    #expect(try copy.read(kev) == record)
    #expect(report.failures.count > 100)
    #expect(report.failures.allSatisfy { !$0.hasOlder && $0.reasons.count == 1 })
  }

  @Test func `fetches what changed alone`() async throws {
    let copy = try CopySetup()
    let files = StubFiles(["/a.json": record])
    try await StubServer.with(files.answer) { server in
      let first = try await copy.update(onlyKEV, server)
      let second = try await copy.update(onlyKEV, server)
      files.put(record + [10], at: "/a.json")
      let third = try await copy.update(onlyKEV, server)
      #expect([first, second, third].map(\.unchanged) == [0, 1, 0])
      #expect(server.requests.map { $0.headers["if-none-match"] != nil } == [false, true, true])
    }
    #expect(try copy.read(kev) == record + [10])
  }

  @Test func `knows the same bytes where a server tells no state from another`() async throws {
    let copy = try CopySetup()
    let files = StubFiles()
    files.put(record, at: "/a.json", tag: "")
    let again = try await StubServer.with(files.answer) { server in
      _ = try await copy.update(onlyKEV, server)
      return try await copy.update(onlyKEV, server)
    }
    #expect(again.fetched == [])
    #expect(again.unchanged == 1)
  }

  @Test func `fetches again what was changed here`() async throws {
    let copy = try CopySetup()
    let files = StubFiles(["/a.json": record])
    try await StubServer.with(files.answer) { server in
      _ = try await copy.update(onlyKEV, server)
      try copy.scratch.write("feeds/\(kev)", "{}")
      #expect(try await copy.update(onlyKEV, server).fetched == [kev])
    }
    #expect(try copy.read(kev) == record)
  }

  @Test func `asks the next place where one fails`() async throws {
    let copy = try CopySetup()
    let report = try await StubServer.with(StubFiles(["/b.json": record]).answer) { server in
      try await copy.update(onlyKEV, server)
    }
    #expect(report.failures == [])
    #expect(try copy.read(kev) == record)
  }

  @Test func `keeps what is there, and says why, for each place`() async throws {
    let copy = try CopySetup()
    let files = StubFiles(["/a.json": record])
    let report = try await StubServer.with(files.answer) { server in
      _ = try await copy.update(onlyKEV, server)
      files.put(Array("<!DOCTYPE html><title>Log in</title>".utf8), at: "/a.json")
      return try await copy.update(onlyKEV, server)
    }
    let failure = try #require(report.failures.first)
    #expect(failure.hasOlder)
    #expect(failure.feed == "kev")
    #expect(failure.reasons.count == 2)
    #expect(failure.reasons[0].contains("a page for people"))
    #expect(failure.reasons[1].contains("does not have it"))
    #expect(try copy.read(kev) == record)
  }

  @Test func `refuses what is larger than it may be`() async throws {
    var copy = try CopySetup()
    copy.limit = 10
    let report = try await StubServer.with(StubFiles(["/a.json": record]).answer) { server in
      try await copy.update(onlyKEV, server)
    }
    #expect(report.failures.first?.reasons.first?.contains("are allowed") == true)
    #expect(copy.scratch.listing().filter { $0.hasSuffix(".json") } == [])
  }

  @Test func `follows a name to the file beside it`() async throws {
    let copy = try CopySetup()
    var tar = TarBuilder()
    tar.file("2024/cve-2024-1.json", Array("{}".utf8))
    let files = StubFiles([
      "/vex/latest.txt": Array("csaf_2026-08-01.tar.gz\n".utf8),
      "/vex/csaf_2026-08-01.tar.gz": Compressing.gzip(tar.finished()),
    ])
    let report = try await StubServer.with(files.answer) { server in
      try await copy.update(
        led(.name, "\(server.origin)/vex/latest.txt")
      )
    }
    #expect(report.fetched == ["led/file"])
  }

  @Test func `follows a list of mirrors to a repository's updates`() async throws {
    let copy = try CopySetup()
    let index = """
      <repomd><data type="primary"><location href="repodata/primary.xml.gz"/></data>
      <data type="updateinfo"><location href="repodata/1-updateinfo.xml.gz"/></data></repomd>
      """
    let files = StubFiles([
      "/repo/repodata/repomd.xml": Array(index.utf8),
      "/repo/repodata/1-updateinfo.xml.gz": Compressing.gzip(Array("<updates/>".utf8)),
    ])
    let report = try await StubServer.with({ request in
      request.path == "/mirror.list"
        ? StubAnswer(200, "http://\(request.headers["host"] ?? "")/repo\n") : files.answer(request)
    }) { server in
      try await copy.update(led(.repositories, "\(server.origin)/mirror.list"))
    }
    #expect(report.failures == [])
    #expect(report.fetched == ["led/file"])
  }

  @Test(arguments: ["../secret", "/etc/passwd", "", "https://other.example/x"])
  func `follows no name that leads away`(name: String) async throws {
    let copy = try CopySetup()
    let report = try await StubServer.with({ _ in StubAnswer(200, name) }) { server in
      try await copy.update(led(.name, "\(server.origin)/latest.txt"))
    }
    #expect(report.failures.first?.reasons.first?.contains("names no file beside it") == true)
  }

  @Test func `is not done twice at once`() async throws {
    let copy = try CopySetup()
    let files = StubFiles(["/a.json": record])
    let error = try await StubServer.with(files.answer) { server in
      let lock = "\(copy.path)/.lock"
      _ = try await copy.update(onlyKEV, server)
      let number = unsafe open(lock, O_RDWR)
      defer { close(number) }
      #expect(flock(number, LOCK_EX) == 0)
      return await failure { try await copy.update(onlyKEV, server) }
    }
    #expect(error?.contains("another run is changing what is here") == true)
  }
}

@Suite struct `feed check` {
  private func fault(_ bytes: [UInt8], _ name: String) throws -> String? {
    let scratch = try ScratchFolder()
    try scratch.write("file", bytes)
    do throws(PackError) {
      try FeedCheck.check("file", below: scratch.path, as: name, limits: .standard)
      return nil
    } catch {
      return error.reason
    }
  }

  private static let zip = ZipBuilder([("a.json", "{}")]).build()
  private static let tar: [UInt8] = {
    var tar = TarBuilder()
    tar.file("a.json", noise)
    return Compressing.gzip(tar.finished())
  }()
  private static let noise = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 7) }

  @Test(arguments: [
    ("a.json", Array(" {\"a\":1}\n".utf8)), ("a.json.gz", Compressing.gzip(Array("[]".utf8))),
    ("a.xml", Array("<a/>".utf8)), ("list", Array("CVE-2024-1\n".utf8)), ("all.zip", zip),
    ("a.tar.gz", tar),
  ])
  func `lets pass what looks right`(name: String, bytes: [UInt8]) throws {
    #expect(try fault(bytes, name) == nil)
  }

  @Test(arguments: [
    ("a.json", []), ("a.json", Array("{\"a\":".utf8)), ("a.xml", Array("<a><b".utf8)),
    ("list", Array("<html>".utf8)), ("a.json.gz", Array(Compressing.gzip(noise).dropLast(9))),
    ("all.zip", Array(zip.dropLast(4))), ("a.tar.gz", Array(tar.dropLast(20))),
    ("all.zip", Array("<!doctype html>".utf8)),
  ])
  func `refuses what does not`(name: String, bytes: [UInt8]) throws {
    #expect(try fault(bytes, name) != nil)
  }
}

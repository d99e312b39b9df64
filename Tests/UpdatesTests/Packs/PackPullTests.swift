import Advisories
import Artifacts
import Formats
import Model
import Packs
import Registry
import RegistryStub
import TestSupport
import Testing
import Trust
import Updates

@Suite(.timeLimit(.minutes(2))) struct `pull from a server of files` {
  @Test(arguments: ["/data", "/data/", "/data/manifest.json"])
  func `takes every pack`(path: String) async throws {
    let setup = try await UpdateSetup()
    let summary = try await StubServer.with(try setup.files().answer) { server in
      try await setup.pull(server.origin + path)
    }
    #expect(summary.fetched == ["debian-12", "npm", "pypi"])
    #expect(try setup.held == setup.manifest)
    #expect(try setup.manifest.packs.allSatisfy { (try? setup.ours.verify($0)) != nil })
    #expect(directoryNames(setup.ours.arrivals) == nil)
  }

  @Test func `fetches what changed alone`() async throws {
    let setup = try await UpdateSetup()
    let files = try setup.files()
    let (again, changed) = try await StubServer.with(files.answer) { server in
      _ = try await setup.pull("\(server.origin)/data")
      let again = try await setup.pull("\(server.origin)/data")
      try await setup.build(laterRecords)
      try setup.fill(files)
      return (again, try await setup.pull("\(server.origin)/data"))
    }
    #expect(again.fetched == [])
    #expect(changed.fetched == ["npm"])
    #expect(try setup.held?.packs.map(\.date) == ["2024-05-06", "2024-07-09", "2024-02-03"])
  }

  @Test func `leaves a scan under way what it began with`() async throws {
    let setup = try await UpdateSetup()
    let origin = FolderOrigin(path: setup.theirs.path)
    let packs = { (directoryNames(setup.ours.path) ?? []).filter { $0.hasSuffix(".pack") }.count }
    _ = try await setup.pull(from: origin)
    let index = PackSet(setup.ours, try #require(try setup.held))
    try await setup.build(laterRecords)
    _ = try await setup.pull(from: origin)
    let space = AdvisorySpace("npm")
    let ranges = try index.candidates(named: "left", in: space).flatMap(\.affected.ranges)
    #expect(ranges.map { "\($0)" }.joined().contains("2.0.0"))
    #expect(packs() == 4)
    _ = try await setup.pull(from: origin)
    #expect(packs() == 3)
  }

  @Test func `takes those that are wanted, and keeps them up to date`() async throws {
    var setup = try await UpdateSetup()
    setup.request.selection = .matching(["debian-*"])
    let files = try setup.files()
    try await StubServer.with(files.answer) { server in
      _ = try await setup.pull("\(server.origin)/data")
      #expect(try setup.held?.packs.map(\.name) == ["debian-12"])
      #expect(try setup.held?.absent == ["npm", "pypi"])
      setup.request.selection = .matching([], spaces: ["npm", "maven"])
      #expect(try await setup.pull("\(server.origin)/data").fetched == ["npm"])
      try await setup.build(laterRecords)
      try setup.fill(files)
      setup.request.selection = .matching(["debian-12"])
      #expect(try await setup.pull("\(server.origin)/data").fetched == ["npm"])
    }
    #expect(try setup.held?.packs.map(\.name) == ["debian-12", "npm"])
    setup.request.selection = .matching(["nmp"])
    let error = await failure { try await setup.pull(from: FolderOrigin(path: setup.theirs.path)) }
    #expect(error?.contains("there is no pack nmp") == true)
  }

  @Test func `refuses what nobody trusted signed`() async throws {
    let setup = try await UpdateSetup()
    try await setup.build(records, signedBy: try Ed25519PrivateKey())
    let error = try await StubServer.with(try setup.files().answer) { server in
      await failure { try await setup.pull("\(server.origin)/data") }
    }
    #expect(error?.contains("signed by nobody who is trusted here") == true)
    #expect(error?.contains("plimsoll data key trust FILE") == true)
    #expect(try setup.held == nil)
  }

  @Test func `refuses a manifest that was changed`() async throws {
    let setup = try await UpdateSetup()
    let files = try setup.files()
    let text = String(
      decoding: try setup.theirs.contents(of: setup.theirs.manifestPath),
      as: UTF8.self
    )
    files.put(
      Array(text.replacing("payload\": \"eyJ", with: "payload\": \"eyI").utf8),
      at: "/data/manifest.json"
    )
    let error = try await StubServer.with(files.answer) { server in
      await failure { try await setup.pull("\(server.origin)/data") }
    }
    #expect(error?.contains("signed by nobody") == true)
  }

  @Test(arguments: ["changed", "cut", "longer"])
  func `refuses a pack that is not what was signed`(damage: String) async throws {
    let setup = try await UpdateSetup()
    let files = try setup.files()
    let entry = try #require(try setup.manifest.entry(for: "npm"))
    var bytes = try setup.theirs.contents(of: "\(setup.theirs.path)/\(entry.file)")
    switch damage {
    case "changed": bytes[bytes.count / 2] ^= 1
    case "cut": bytes.removeLast(1000)
    default: bytes += [0]
    }
    let error = try await StubServer.with(files.answer) { server in
      _ = try await setup.pull("\(server.origin)/data")
      try await setup.build(laterRecords)
      try setup.fill(files)
      let later = try #require(try setup.manifest.entry(for: "npm"))
      files.put(bytes, at: "/data/\(later.file)")
      return await failure { try await setup.pull("\(server.origin)/data") }
    }
    #expect(error?.contains(damage == "longer" ? "are allowed" : "not what was signed") == true)
    #expect(try setup.held?.packs.map(\.date) == ["2024-05-06", "2024-07-08", "2024-02-03"])
    #expect(try setup.held?.packs.allSatisfy { (try? setup.ours.verify($0)) != nil } == true)
  }

  @Test func `goes on where the connection broke`() async throws {
    let setup = try await UpdateSetup()
    let files = try setup.files()
    let entry = try #require(try setup.manifest.entry(for: "npm"))
    let ranges = try await StubServer.with({ request in
      let answer = files.answer(request)
      let isHurt = request.path.hasSuffix(entry.file) && request.number < 6
      return isHurt && answer.status != 304 ? answer.breaking(after: 100) : answer
    }) { server in
      _ = await failure { try await setup.pull("\(server.origin)/data") }
      _ = try await setup.pull("\(server.origin)/data")
      return server.requests.filter { $0.path.hasSuffix(entry.file) }.compactMap(\.rangeStart)
    }
    #expect(ranges == [100, 200, 300, 400])
    #expect(try setup.held == setup.manifest)
  }

  @Test func `refuses data of an earlier day`() async throws {
    var setup = try await UpdateSetup(laterRecords)
    _ = try await setup.pull(from: FolderOrigin(path: setup.theirs.path))
    try await setup.build(records)
    let error = await failure { try await setup.pull(from: FolderOrigin(path: setup.theirs.path)) }
    #expect(error?.contains("older than what is here (npm)") == true)
    setup.request.takesOlder = true
    #expect(try await setup.pull(from: FolderOrigin(path: setup.theirs.path)).fetched == ["npm"])
  }

  @Test(arguments: [true, false])
  func `refuse to replace what cannot be read, unless told to`(isCut: Bool) async throws {
    var setup = try await UpdateSetup()
    let origin = FolderOrigin(path: setup.theirs.path)
    _ = try await setup.pull(from: origin)
    let bytes = try setup.ours.contents(of: setup.ours.manifestPath)
    try setup.ours.write(isCut ? Array(bytes.dropLast(9)) : [], as: "manifest.json")
    let said = await failure { try await setup.pull(from: origin) }
    #expect(said?.contains("--allow-older") == true)
    setup.request.takesOlder = true
    _ = try await setup.pull(from: origin)
    #expect(try setup.held != nil)
  }

  @Test func `heed the age of what a key signed that is trusted no more`() async throws {
    let setup = try await UpdateSetup()
    _ = try await setup.pull(from: FolderOrigin(path: setup.theirs.path))
    let strange = setup.ours.held(trusting: [try Ed25519PrivateKey().publicKey])
    guard case .doubtful(_, let manifest?) = strange else { throw UpdateError("", "\(strange)") }
    #expect(manifest.packs.map(\.name) == (try setup.held)?.packs.map(\.name))
    #expect(strange.manifest == nil)
  }

  @Test func `does not let data be forgotten by who says to have none of it`() async throws {
    let setup = try await UpdateSetup(laterRecords)
    _ = try await setup.pull(from: FolderOrigin(path: setup.theirs.path))
    let before = try setup.held
    let files = try setup.files()
    let signed = String(
      decoding: try setup.theirs.contents(of: setup.theirs.manifestPath),
      as: UTF8.self
    )
    let end = try #require(signed.lastIndex(of: "}"))
    files.put(Array((signed[..<end] + ", \"held\": []}").utf8), at: "/data/manifest.json")
    let error = try await StubServer.with(files.answer) { server in
      await failure { try await setup.pull("\(server.origin)/data") }
    }
    #expect(error?.contains("which are here and stay as they are") == true)
    #expect(try setup.held == before)
  }

  @Test func `reads the manifest again when a pack is gone`() async throws {
    let setup = try await UpdateSetup()
    let old = try setup.files()
    let entry = try #require(try setup.manifest.entry(for: "npm"))
    try await setup.build(laterRecords)
    let new = try setup.files()
    let summary = try await StubServer.with({ request in
      if request.path.hasSuffix(entry.file) { return StubAnswer(404) }
      return request.number == 0 ? old.answer(request) : new.answer(request)
    }) { server in try await setup.pull("\(server.origin)/data") }
    #expect(summary.fetched.contains("npm"))
    #expect(try setup.held == setup.manifest)
  }

  @Test func `says which packs a server does not have`() async throws {
    let setup = try await UpdateSetup()
    let files = try setup.files()
    let entry = try #require(try setup.manifest.entry(for: "npm"))
    files.remove("/data/\(entry.file)")
    let error = try await StubServer.with(files.answer) { server in
      await failure { try await setup.pull("\(server.origin)/data") }
    }
    #expect(error?.contains("names \(entry.file), which it does not have") == true)
  }
}

@Suite struct `packs that are passed on` {
  @Test func `are the same in a folder that was published`() async throws {
    let setup = try await UpdateSetup()
    let share = PackFolder(path: "\(setup.scratch.path)/share")
    #expect(try setup.theirs.publish(try setup.signed, to: share).count == 3)
    #expect(try setup.theirs.publish(try setup.signed, to: share).count == 0)
    _ = try await setup.pull(from: FolderOrigin(path: share.path))
    #expect(try setup.held == setup.manifest)
  }

  @Test func `stay for those who have just begun`() async throws {
    let setup = try await UpdateSetup()
    let share = PackFolder(path: "\(setup.scratch.path)/share")
    let packs = { (directoryNames(share.path) ?? []).filter { $0.hasSuffix(".pack") }.count }
    _ = try setup.theirs.publish(try setup.signed, to: share)
    try await setup.build(laterRecords)
    _ = try setup.theirs.publish(try setup.signed, to: share)
    #expect(packs() == 4)
    _ = try setup.theirs.publish(try setup.signed, to: share)
    #expect(packs() == 3)
  }

  @Test func `may be some of those that were signed`() async throws {
    var setup = try await UpdateSetup()
    setup.request.selection = .matching(["npm"])
    _ = try await setup.pull(from: FolderOrigin(path: setup.theirs.path))
    let held = try #require(try setup.held)
    var bytes: [UInt8] = []
    try PackExport.write(setup.ours, held) { bytes += $0 }
    let third = PackFolder(path: "\(setup.scratch.path)/third")
    let read = try PackExport.read(
      ArraySource(bytes),
      name: "export",
      into: third,
      trusting: [setup.key.publicKey]
    )
    #expect(read == held)
    #expect(try third.manifest(trusting: [setup.key.publicKey]) == held)
  }
}

import Advisories
import Artifacts
import Formats
import Model
import OCI
import Packs
import Registry
import RegistryStub
import Synchronization
import TestSupport
import Testing
import Trust
import Updates

/// Three records, of three spaces.
let records = [
  "osv/PyPI/PYSEC-2021-1.json": """
  {"id":"PYSEC-2021-1","modified":"2024-02-03T00:00:00Z","affected":[{"package":
   {"ecosystem":"PyPI","name":"thing"},"ranges":[{"type":"ECOSYSTEM",
   "events":[{"introduced":"1.0"},{"fixed":"1.4.2"}]}]}]}
  """,
  "osv/Debian/CVE-2022-2.json": """
  {"id":"CVE-2022-2","modified":"2024-05-06T00:00:00Z","affected":[{"package":
   {"ecosystem":"Debian:12","name":"tool"},"ranges":[{"type":"ECOSYSTEM",
   "events":[{"introduced":"0"},{"fixed":"2:1.2-3+deb12u1"}]}]}]}
  """,
  "osv/npm/GHSA-1.json": """
  {"id":"GHSA-1","modified":"2024-07-08T00:00:00Z","affected":[{"package":
   {"ecosystem":"npm","name":"left"},"ranges":[{"type":"SEMVER",
   "events":[{"introduced":"0"},{"fixed":"2.0.0"}]}]}]}
  """,
]

/// The records, one of which says more a day later.
let laterRecords = records.merging([
  "osv/npm/GHSA-1.json": """
  {"id":"GHSA-1","modified":"2024-07-09T00:00:00Z","affected":[{"package":
   {"ecosystem":"npm","name":"left"},"ranges":[{"type":"SEMVER",
   "events":[{"introduced":"0"},{"fixed":"2.0.1"}]}]}]}
  """
]) { $1 }

/// Packs of a team, and the folder that takes them over.
struct UpdateSetup {
  let scratch: ScratchFolder
  let key: Ed25519PrivateKey
  let theirs: PackFolder
  let ours: PackFolder
  var settings = NetworkSettings(userAgent: "plimsoll-test")
  var request = PackPull.Request()

  init(_ records: [String: String] = records) async throws {
    scratch = try ScratchFolder()
    key = try Ed25519PrivateKey()
    theirs = PackFolder(path: "\(scratch.path)/theirs")
    ours = PackFolder(path: "\(scratch.path)/ours")
    try await build(records)
  }

  /// Makes the packs of the team, in place of those that it had.
  func build(_ records: [String: String], signedBy other: Ed25519PrivateKey? = nil) async throws {
    let copy = "copy-\(UInt64.random(in: .min ... .max))"
    for (path, text) in records { _ = try scratch.write("\(copy)/\(path)", text) }
    _ = try await PackBuilder(width: 1).build(
      from: "\(scratch.path)/\(copy)",
      into: theirs,
      replacing: nil,
      key: other ?? key
    )
  }

  var manifest: PackManifest {
    get throws { try #require(try theirs.manifest(trusting: [key.publicKey])) }
  }
  var signed: SignedPacks {
    get throws { try #require(try theirs.signed(trusting: [key.publicKey])) }
  }
  var held: PackManifest? { get throws { try ours.manifest(trusting: [key.publicKey]) } }

  /// The files of the team's folder, as a server has them below `/data`.
  func files() throws -> StubFiles {
    let files = StubFiles()
    try fill(files)
    return files
  }

  func fill(_ files: StubFiles) throws {
    for name in directoryNames(theirs.path) ?? [] where !name.hasPrefix(".") {
      files.put(try theirs.contents(of: "\(theirs.path)/\(name)"), at: "/data/\(name)")
    }
  }

  func withTransport<Value>(_ body: (HTTPTransport) async throws -> Value) async throws -> Value {
    let policy = RetryPolicy(now: { .now }, pause: { _ in }, jitter: { 0 })
    return try await HTTPTransport.with(settings, retry: policy) { try await body($0) }
  }

  /// Pulls from a server of files.
  func pull(_ address: String) async throws -> PackPull.Summary {
    try await withTransport { transport in
      let origin = StaticOrigin(
        try #require(HTTPAddress(address)),
        transport: transport,
        folder: ours,
        progress: UpdateProgress()
      )
      return try await pull(from: origin)
    }
  }

  func pull(from origin: some PackOrigin) async throws -> PackPull.Summary {
    try await PackPull(into: ours, trusting: [key.publicKey], request)
      .run(from: origin)
  }
}

/// What some work ends with when it does not end well.
func failure<Value>(_ body: () async throws -> Value) async -> String? {
  do {
    _ = try await body()
    return nil
  } catch {
    return "\(error)"
  }
}

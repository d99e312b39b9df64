import Artifacts
import Formats
import Model
import OCI
import Registry
import RegistryStub
import Synchronization
import TestSupport

/// Keeps the waits that a test would have had to sit through.
final class Pauses: Sendable {
  private let kept = Mutex<[Duration]>([])

  var all: [Duration] { kept.withLock(\.self) }

  var policy: RetryPolicy {
    RetryPolicy(
      now: { .now },
      pause: { duration in
        self.kept.withLock { $0.append(duration) }
        try Task.checkCancellation()
      },
      jitter: { 0 }
    )
  }
}

/// What a registry test needs besides its server.
struct RegistrySetup {
  var directory: TestDirectory
  var settings = NetworkSettings(userAgent: "plimsoll-test")
  var pauses = Pauses()
  var limits = Limits.standard
  var wanted: Platform?

  init() throws { directory = try TestDirectory() }

  /// Files a login for the servers of a test, which have many ports.
  func login(to server: StubServer, _ entry: String) throws {
    try directory.write(".docker/config.json", #"{"auths":{"\#(server.host)":\#(entry)}}"#)
  }

  func withStore<Value>(
    _ reference: String,
    _ body: (RegistryStore) async throws -> Value
  ) async throws -> Value {
    let reference = try ImageReference(reference)
    return try await HTTPTransport.with(settings, retry: pauses.policy) { transport in
      try await body(
        RegistryStore(
          reference,
          choice: PlatformChoice(wanted: wanted, host: .linuxAMD64),
          limits: limits,
          transport: transport,
          credentials: directory.store
        )
      )
    }
  }

  func withClient<Value>(
    _ reference: String,
    access: RegistryAccess,
    _ body: (RegistryClient) async throws -> Value
  ) async throws -> Value {
    let reference = try ImageReference(reference)
    return try await HTTPTransport.with(settings, retry: pauses.policy) { transport in
      try await body(
        RegistryClient(
          reference,
          access: access,
          transport: transport,
          credentials: directory.store,
          limits: limits
        )
      )
    }
  }

  /// The image, and its layers as stored, read to their ends.
  func pull(_ reference: String) async throws -> (image: ResolvedImage, layers: [[UInt8]]) {
    try await withStore(reference) { store in
      let image = try await store.resolve()
      var layers: [[UInt8]] = []
      for layer in image.layers {
        layers.append(try await readOnThread(try await store.layer(layer)).get())
      }
      return (image, layers)
    }
  }

  /// What pulling ends with when it does not end well.
  func failure(_ reference: String) async throws -> RegistryError? {
    do {
      _ = try await pull(reference)
      return nil
    } catch let error as RegistryError {
      return error
    }
  }
}

/// Bytes that gzip makes no smaller.
func noise(_ count: Int) -> [UInt8] {
  var state: UInt64 = 88_172_645_463_325_252
  return (0..<count).map { _ in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return UInt8(truncatingIfNeeded: state)
  }
}

/// The same mebibyte of noise so often.
func noise(mebibytes count: Int) -> [UInt8] {
  [[UInt8]](repeating: noise(1 << 20), count: count).flatMap(\.self)
}

/// An image of one layer of so many bytes.
func image(
  _ size: Int = 1000,
  foreign: String? = nil,
  algorithm: Digest.Algorithm = .sha256
) -> StubImage {
  var tar = TarBuilder()
  tar.file("etc/data", noise(size))
  let plain = tar.finished()
  let stored = Compressing.gzip(plain)
  return StubImage(
    repository: "team/app",
    layers: [(plain, stored)],
    foreign: foreign,
    algorithm: algorithm
  )
}

extension StubImage {
  var layerBytes: [UInt8] { layers.first.flatMap { blobs[$0] } ?? [] }

  func isLayer(_ request: StubRequest) -> Bool {
    layers.contains { request.path.hasSuffix("/blobs/\($0)") }
  }
}

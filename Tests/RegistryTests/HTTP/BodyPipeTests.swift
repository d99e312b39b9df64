import Artifacts
import Formats
import Model
import NIOCore
import Registry
import TestSupport
import Testing

/// Reads a source on a thread that may block.
///
/// - Parameter layer: what to open the source as, checked and decompressed; `nil` for its own bytes.
func readOnThread(
  _ source: sending any ByteSource,
  pieceSize: Int = 4096,
  opening layer: Layer? = nil
) async -> Result<[UInt8], ByteSourceError> {
  let box = Box(source)
  do {
    return .success(
      try await onOwnThread {
        guard let layer else { return try readAll(box.source, pieceSize: pieceSize) }
        return try readAll(try openLayer(box.source, layer: layer, limits: .standard))
      }
    )
  } catch {
    return .failure(error as? ByteSourceError ?? .unreadable("\(error)"))
  }
}

// SAFETY: holds a source that only the one thread it is handed to uses.
private final class Box: @unchecked Sendable {
  let source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }
}

@Suite(.timeLimit(.minutes(1))) struct `body pipe` {
  @Test(arguments: [1, 7, 4096])
  func `hands over what was sent, in order`(pieceSize: Int) async {
    let (source, inlet) = BodyPipe.make(capacity: 100)
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0) }
    async let read = readOnThread(source, pieceSize: pieceSize)
    for start in stride(from: 0, to: bytes.count, by: 50) {
      #expect(await inlet.send(ByteBuffer(bytes: bytes[start..<start + 50])))
    }
    inlet.finish()
    #expect(await read == .success(bytes))
  }

  @Test func `stops the sender while it is full`() async throws {
    let (source, inlet) = BodyPipe.make(capacity: 100)
    try await withThrowingTaskGroup(of: String.self) { group in
      group.addTask {
        _ = await inlet.send(ByteBuffer(bytes: [UInt8](repeating: 1, count: 150)))
        return "sent"
      }
      group.addTask {
        try? await Task.sleep(for: .milliseconds(100))
        return "waited"
      }
      let first = try await group.next()
      #expect(first == "waited")
      var piece = [UInt8](repeating: 0, count: 200)
      var span = piece.mutableSpan
      let count = try source.read(into: &span)
      #expect(count == 150)
      let second = try await group.next()
      #expect(second == "sent")
    }
  }

  @Test func `tells the sender that nobody reads`() async {
    var (source, inlet): (BodyPipe?, BodyInlet) = BodyPipe.make(capacity: 1)
    async let isRead = inlet.send(ByteBuffer(bytes: [1, 2, 3]))
    source = nil
    #expect(await isRead == false)
    #expect(inlet.isAbandoned)
    #expect(source == nil)
  }

  @Test func `gives an error after what came before it`() async throws {
    let (source, inlet) = BodyPipe.make()
    _ = await inlet.send(ByteBuffer(bytes: [1, 2, 3]))
    inlet.finish(.unreadable("x"))
    var piece = [UInt8](repeating: 0, count: 8)
    var span = piece.mutableSpan
    #expect(try source.read(into: &span) == 3)
    #expect(await readOnThread(source) == .failure(.unreadable("x")))
  }

  @Test func `is never short when the sender is gone`() async {
    var (source, inlet): (BodyPipe, BodyInlet?) = BodyPipe.make()
    _ = await inlet?.send(ByteBuffer(bytes: [1]))
    inlet = nil
    #expect(await readOnThread(source) == .failure(.unreadable("the download was given up")))
  }

  @Test func `lets a cancelled sender go`() async {
    let (source, inlet) = BodyPipe.make(capacity: 1)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await inlet.send(ByteBuffer(bytes: [1, 2])) }
      group.cancelAll()
      #expect(await group.next() == false)
    }
    withExtendedLifetime(source) {}
  }
}

import NIOCore
import NIOPosix
import Testing

@testable import Registry

@Suite struct `grpc frames` {
  private func messages(
    _ pieces: [[UInt8]],
    limit: Int = 1000
  ) throws(GRPCError) -> [[UInt8]] {
    var frames = GRPCFrames(limit: limit)
    var found: [[UInt8]] = []
    for piece in pieces {
      frames.append(ByteBuffer(bytes: piece))
      while let message = try frames.next() { found.append(message) }
    }
    return found
  }

  @Test func `are found wherever the data was cut`() throws {
    let expected: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300)]
    let whole = expected.flatMap { GRPCStub.framed($0) }
    for cut in 0...whole.count {
      #expect(try messages([Array(whole[..<cut]), Array(whole[cut...])]) == expected)
    }
    #expect(try messages(whole.map { [$0] }) == expected)
  }

  @Test func `longer than asked for are refused before they have come`() {
    #expect(throws: GRPCError.tooLarge(0xFFFF_FFFF)) { try messages([[0, 255, 255, 255, 255]]) }
    #expect(throws: GRPCError.tooLarge(5)) {
      try messages([GRPCStub.framed([1, 2, 3, 4, 5])], limit: 4)
    }
  }

  @Test(arguments: [1, 2, 255] as [UInt8])
  func `with a flag are refused`(flag: UInt8) {
    #expect(throws: GRPCError.self) { try messages([[flag]]) }
  }

  @Test(arguments: [
    ("plain", "plain"), ("a%20b", "a b"), ("%E2%80%A6", "…"), ("100%", "100%"), ("%zz", "%zz"),
    ("%+1", "%+1"), ("%", "%"), ("", ""),
  ])
  func `have messages of errors written plainly`(text: String, expected: String) {
    #expect(percentDecoded(text) == expected)
  }
}

@Suite(.timeLimit(.minutes(1))) struct `grpc call` {
  private func call(
    _ steps: [GRPCStub.Step],
    limit: Int = 1 << 20,
    timeout: TimeAmount = .seconds(30)
  ) async throws -> [[UInt8]] {
    try await GRPCStub.with({ _ in steps }) { path, _ in
      let connection = try await GRPCConnection(
        socketPath: path,
        on: MultiThreadedEventLoopGroup.singleton
      )
      var request = GRPCRequest(method: "/a.B/C", message: [1], answerLimit: limit)
      request.timeout = timeout
      let result: Result<[[UInt8]], any Error>
      do { result = .success(try await connection.call(request).get()) } catch {
        result = .failure(error)
      }
      await connection.close()
      return try result.get()
    }
  }

  @Test func `gathers the messages of its answer`() async throws {
    let long = [UInt8](repeating: 3, count: 400_000)
    #expect(try await call(GRPCStub.answer([1, 2], [], long)) == [[1, 2], [], long])
    #expect(try await call(GRPCStub.answer()).isEmpty)
  }

  @Test func `takes a message in parts`() async throws {
    let framed = GRPCStub.framed([1, 2, 3])
    let steps = [GRPCStub.headers] + framed.map { .data([$0]) } + [GRPCStub.trailers()]
    #expect(try await call(steps) == [[1, 2, 3]])
  }

  @Test(arguments: [
    GRPCStub.failure(5, "no%20such"), [GRPCStub.headers, GRPCStub.trailers(5, "no such")],
    [GRPCStub.headers, .data(GRPCStub.framed([1])), GRPCStub.trailers(5, "no such")],
  ])
  func `gives the server's word`(steps: [GRPCStub.Step]) async throws {
    await #expect(throws: GRPCError.status(.notFound, "no such")) { try await call(steps) }
  }

  @Test(
    arguments: [
      [.headers([(":status", "404"), ("content-type", "text/plain")], isLast: true)],
      [.headers([(":status", "200"), ("content-type", "text/html")])],
      [GRPCStub.headers, .headers([("x", "y")], isLast: true)],
      [GRPCStub.headers, .headers([("grpc-status", "-1")], isLast: true)],
      [GRPCStub.headers, .data([0, 0, 0]), GRPCStub.trailers()],
      [GRPCStub.headers, .data([1, 0, 0, 0, 0]), GRPCStub.trailers()],
    ] as [[GRPCStub.Step]]
  )
  func `knows what is no gRPC`(steps: [GRPCStub.Step]) async throws {
    let error = await #expect(throws: GRPCError.self) { try await call(steps) }
    guard case .malformed = error else {
      Issue.record("another error: \(error as Any)")
      return
    }
  }

  @Test func `takes no more than it asked for`() async throws {
    let steps = [
      GRPCStub.headers, .data(GRPCStub.framed([1, 2])), .data(GRPCStub.framed([3, 4])),
    ]
    await #expect(throws: GRPCError.tooLarge(4)) { try await call(steps, limit: 3) }
  }

  @Test(
    arguments: [[.reset], [.hangUp], [GRPCStub.headers, .reset], [GRPCStub.headers, .hangUp]]
      as [[GRPCStub.Step]]
  )
  func `notices a broken connection`(steps: [GRPCStub.Step]) async throws {
    await #expect(throws: GRPCError.self) { try await call(steps) }
  }

  @Test func `does not wait for ever`() async throws {
    await #expect(throws: GRPCError.timedOut) {
      try await call([GRPCStub.headers], timeout: .milliseconds(100))
    }
  }
}

import Foundation
import Registry
import RegistryStub
import Synchronization
import Testing

/// Fetches a file of a server into a folder of its own.
private struct Fetching {
  let setup: RegistrySetup
  var limit: Int64 = 1 << 20

  init() throws { setup = try RegistrySetup() }

  var path: String { "\(setup.directory.path)/file" }
  var bytes: [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }
  var hasNote: Bool { FileManager.default.fileExists(atPath: "\(path).from") }

  func fetch(
    _ address: String,
    unless known: FileValidators? = nil
  ) async throws -> FileDownload.Outcome {
    try await HTTPTransport.with(setup.settings, retry: setup.pauses.policy) { transport in
      try await FileDownload(transport: transport, limit: limit)
        .fetch(try #require(HTTPAddress(address)), into: path, unless: known)
    }
  }

  func failure(_ address: String) async -> RegistryError? {
    do {
      _ = try await fetch(address)
      return nil
    } catch {
      return error as? RegistryError
    }
  }
}

private let data = noise(1000)
private let dated = "Sat, 01 Aug 2026 10:00:00 GMT"

@Suite(.timeLimit(.minutes(1))) struct `file download` {
  private func files(tag: String = "\"one\"", date: String = "") -> StubFiles {
    let files = StubFiles()
    files.put(data, at: "/file", tag: tag, date: date)
    return files
  }

  @Test func `brings a file and what the server said of it`() async throws {
    let fetching = try Fetching()
    let outcome = try await StubServer.with(files(date: dated).answer) { server in
      try await fetching.fetch("\(server.origin)/file")
    }
    let said = FileValidators(entityTag: "\"one\"", lastModified: dated)
    #expect(outcome == .complete(said, size: 1000))
    #expect(fetching.bytes == data)
    #expect(!fetching.hasNote)
  }

  @Test(arguments: [("\"one\"", ""), ("W/\"one\"", ""), ("", dated), ("\"one\"", dated)])
  func `brings nothing that is here`(tag: String, date: String) async throws {
    let fetching = try Fetching()
    let files = files(tag: tag, date: date)
    let (outcome, request) = try await StubServer.with(files.answer) { server in
      let known = FileValidators(entityTag: tag, lastModified: date)
      let outcome = try await fetching.fetch("\(server.origin)/file", unless: known)
      return (outcome, server.requests[0])
    }
    #expect(outcome == .unchanged)
    #expect(fetching.bytes == nil)
    #expect((request.headers["if-none-match"] != nil) == !tag.isEmpty)
  }

  @Test(arguments: ["\"one\"", ""])
  func `goes on where the connection broke`(tag: String) async throws {
    let fetching = try Fetching()
    let files = files(tag: tag, date: dated)
    let requests = try await StubServer.with({ request in
      let answer = files.answer(request)
      return request.number < 3 ? answer.breaking(after: 300) : answer
    }) { server in
      _ = try await fetching.fetch("\(server.origin)/file")
      return server.requests
    }
    #expect(fetching.bytes == data)
    #expect(requests.map(\.rangeStart) == [nil, 300, 600, 900])
    #expect(requests[1].headers["if-range"] == (tag.isEmpty ? dated : tag))
  }

  @Test func `ends when the connection breaks again and again`() async throws {
    let fetching = try Fetching()
    let files = files()
    let (error, count) = try await StubServer.with({ files.answer($0).breaking(after: 1) }) {
      (await fetching.failure("\($0.origin)/file"), $0.requests.count)
    }
    #expect(error?.cause.contains("it broke 100 times") == true)
    #expect(count == 100)
  }

  @Test func `follows a distant server to nothing on this machine`() async throws {
    let fetching = try Fetching()
    let address = try #require(HTTPAddress("http://127.0.0.1:9/file"))
    await #expect(throws: RegistryError.self) {
      try await HTTPTransport.with(fetching.setup.settings, retry: fetching.setup.pauses.policy) {
        let distant = HTTPAddress("https://publisher.example/mirrors")
        return try await FileDownload(transport: $0, limit: 10)
          .fetch(address, namedBy: distant, into: fetching.path, unless: nil)
      }
    }
    #expect(fetching.bytes == nil)
  }

  @Test func `goes on in a later run`() async throws {
    let fetching = try Fetching()
    let files = files()
    let starts = try await StubServer.with({ request in
      switch request.number {
      case 0: files.answer(request).breaking(after: 400)
      case 1: StubAnswer(403)
      default: files.answer(request)
      }
    }) { server in
      let address = "\(server.origin)/file"
      #expect(await fetching.failure(address)?.code == .forbidden)
      #expect(fetching.bytes == Array(data[..<400]))
      _ = try await fetching.fetch(address)
      return server.requests.map(\.rangeStart)
    }
    #expect(starts == [nil, 400, 400])
    #expect(fetching.bytes == data)
  }

  @Test func `begins anew when the file changed in between`() async throws {
    let fetching = try Fetching()
    let files = files()
    let other = Array(data.reversed())
    try await StubServer.with({ request in
      if request.number == 0 { return files.answer(request).breaking(after: 400) }
      files.put(other, at: "/file", tag: "\"two\"")
      return files.answer(request)
    }) { server in _ = try await fetching.fetch("\(server.origin)/file") }
    #expect(fetching.bytes == other)
  }

  /// Servers that pass `If-Range` over, and send a part of something else.
  @Test(arguments: ["\"two\"", ""]) func `joins no parts of two files`(tag: String) async throws {
    let fetching = try Fetching()
    let files = files(date: dated)
    let other = Array(data.reversed())
    let starts = try await StubServer.with({ request in
      if request.number == 0 { return files.answer(request).breaking(after: 400) }
      var answer = StubAnswer(200, body: other).ranged(request)
      answer.headers["etag"] = tag
      answer.headers["last-modified"] = "Sun, 02 Aug 2026 10:00:00 GMT"
      if tag.isEmpty { answer.headers["etag"] = nil }
      return answer
    }) { server in
      _ = try await fetching.fetch("\(server.origin)/file")
      return server.requests.map(\.rangeStart)
    }
    #expect(starts == [nil, 400, nil])
    #expect(fetching.bytes == other)
  }

  @Test func `asks for no part of what has only a weak tag`() async throws {
    let fetching = try Fetching()
    let files = files(tag: "W/\"one\"")
    let starts = try await StubServer.with({ request in
      let answer = files.answer(request)
      return request.number == 0 ? answer.breaking(after: 400) : answer
    }) { server in
      _ = try await fetching.fetch("\(server.origin)/file")
      return server.requests.map(\.rangeStart)
    }
    #expect(starts == [nil, nil])
    #expect(fetching.bytes == data)
  }

  @Test func `begins anew where there is no such part any more`() async throws {
    let fetching = try Fetching()
    let files = files()
    try await StubServer.with({ request in
      if request.number == 0 { return files.answer(request).breaking(after: 400) }
      return request.rangeStart == nil ? files.answer(request) : StubAnswer(416)
    }) { server in _ = try await fetching.fetch("\(server.origin)/file") }
    #expect(fetching.bytes == data)
  }

  @Test(arguments: [false, true]) func `refuses what is too large`(isHidden: Bool) async throws {
    var fetching = try Fetching()
    fetching.limit = 999
    let files = files()
    let (error, count) = try await StubServer.with({ request in
      var answer = files.answer(request)
      answer.hidesLength = isHidden
      return answer
    }) { server in (await fetching.failure("\(server.origin)/file"), server.requests.count) }
    #expect(error?.code == .tooLarge)
    #expect(error?.activity.hasSuffix("/file") == true)
    #expect(count == 1)
    #expect(fetching.bytes == nil)
  }

  @Test func `gives up on a server that goes silent`() async throws {
    var fetching = try Fetching()
    var settings = fetching.setup
    settings.settings.stallTimeout = .milliseconds(300)
    fetching = try Fetching(setup: settings)
    let files = files()
    let error = try await StubServer.with({ files.answer($0).stalling(after: 0) }) { server in
      await fetching.failure("\(server.origin)/file")
    }
    #expect(error?.code == .timedOut)
    #expect(fetching.setup.pauses.all.count == 3)
  }

  @Test func `follows nobody to plain HTTP elsewhere`() async throws {
    let fetching = try Fetching()
    let error = try await StubServer.with({ _ in .redirect(to: "http://192.0.2.1/file") }) {
      await fetching.failure("\($0.origin)/file")
    }
    #expect(error?.code == .insecure)
    #expect(error?.cause.contains("--plain-http 192.0.2.1") == true)
    #expect(await fetching.failure("http://192.0.2.1/file")?.code == .insecure)
  }

  @Test func `shows a login to the server it is for alone`() async throws {
    var fetching = try Fetching()
    var setup = fetching.setup
    let text = Array("machine 127.0.0.1 login ali password \"open sesame\"".utf8)
    setup.settings.logins = NetrcFile(text.span)
    fetching = try Fetching(setup: setup)
    let files = files()
    let seen = try await StubServer.with(files.answer) { store in
      let place = "http://localhost:\(store.port)/file"
      return try await StubServer.with({ _ in .redirect(to: place) }) { server in
        _ = try await fetching.fetch("\(server.origin)/file")
        return [server.requests[0].authorization, store.requests[0].authorization]
      }
    }
    #expect(seen == ["Basic YWxpOm9wZW4gc2VzYW1l", nil])
    #expect(fetching.bytes == data)
  }

  @Test(arguments: [(404, RegistryError.Code.notFound, 1), (503, .serverFault, 4)])
  func `says what a server answers`(
    status: Int,
    code: RegistryError.Code,
    attempts: Int
  ) async throws {
    let fetching = try Fetching()
    let (error, count) = try await StubServer.with({ _ in StubAnswer(status) }) { server in
      (await fetching.failure("\(server.origin)/file?key=secret"), server.requests.count)
    }
    #expect(error?.code == code)
    #expect(count == attempts)
    #expect(error?.description.contains("secret") == false)
  }
}

extension Fetching {
  fileprivate init(setup: RegistrySetup) throws { self.setup = setup }
}

import Synchronization

/// Files behind a server that knows conditions and ranges (RFC 9110, sections 13 and 14).
package final class StubFiles: Sendable {
  private struct File {
    var bytes: [UInt8]
    var tag: String
    var date: String
  }

  private let files = Mutex<[String: File]>([:])

  package init(_ files: [String: [UInt8]] = [:]) {
    for (path, bytes) in files { put(bytes, at: path) }
  }

  /// - Parameters:
  ///   - tag: with its quotes; empty for none.
  ///   - date: as `Last-Modified` has it; empty for none.
  package func put(_ bytes: [UInt8], at path: String, tag: String? = nil, date: String = "") {
    var sum: UInt64 = 14_695_981_039_346_656_037
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
    let file = File(bytes: bytes, tag: tag ?? "\"\(String(sum, radix: 16))\"", date: date)
    files.withLock { $0[path] = file }
  }

  package func remove(_ path: String) { files.withLock { _ = $0.removeValue(forKey: path) } }

  package func answer(_ request: StubRequest) -> StubAnswer {
    let path = request.path.split(separator: "%20", omittingEmptySubsequences: false)
      .joined(separator: " ")
    guard let file = files.withLock({ $0[path] }) else { return StubAnswer(404, "no such file") }
    var answer = StubAnswer(200, body: file.bytes)
    if !file.tag.isEmpty { answer.headers["etag"] = file.tag }
    if !file.date.isEmpty { answer.headers["last-modified"] = file.date }
    if let tag = request.headers["if-none-match"] {
      if tag == file.tag { return notModified(answer) }
    } else if let date = request.headers["if-modified-since"], date == file.date {
      return notModified(answer)
    }
    guard let condition = request.headers["if-range"] else { return answer.ranged(request) }
    return [file.tag, file.date].contains(condition) ? answer.ranged(request) : answer
  }

  private func notModified(_ answer: StubAnswer) -> StubAnswer {
    StubAnswer(304, headers: answer.headers)
  }
}

/// A request as a stub server saw it.
package struct StubRequest: Hashable, Sendable {
  /// Counted from 0, over all connections.
  package var number: Int
  package var method: String
  package var path: String
  package var query: String
  /// Names in lower case; of several fields of a name, the last.
  package var headers: [String: String]
  package var body: [UInt8]

  package var authorization: String? { headers["authorization"] }
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  /// The first byte that a `Range` field asks for.
  package var rangeStart: Int? {
    guard let range = headers["range"], range.hasPrefix("bytes="), range.hasSuffix("-") else {
      return nil
    }
    return Int(range.dropFirst(6).dropLast())
  }
}

/// What a stub server answers, faults included.
package struct StubAnswer: Hashable, Sendable {
  package var status: Int
  package var headers: [String: String]
  package var body: [UInt8]
  /// Closes the connection after so many bytes of the body.
  package var breakAfter: Int?
  /// Goes silent after so many bytes of the body, and keeps the connection open.
  package var stallAfter: Int?
  /// Leaves the length of the body out: it ends with the connection.
  package var hidesLength = false

  package init(_ status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package init(_ status: Int, headers: [String: String] = [:], _ text: String) {
    self.init(status, headers: headers, body: Array(text.utf8))
  }

  package static func redirect(to location: String, status: Int = 307) -> StubAnswer {
    StubAnswer(status, headers: ["location": location])
  }

  package static func error(_ status: Int, _ code: String, _ message: String) -> StubAnswer {
    StubAnswer(status, #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#)
  }

  package func breaking(after count: Int) -> StubAnswer {
    var answer = self
    answer.breakAfter = count
    return answer
  }

  package func stalling(after count: Int) -> StubAnswer {
    var answer = self
    answer.stallAfter = count
    return answer
  }

  package func with(_ name: String, _ value: String) -> StubAnswer {
    var answer = self
    answer.headers[name] = value
    return answer
  }

  /// The part of the body that a request asks for, as a server that knows ranges gives it.
  package func ranged(_ request: StubRequest) -> StubAnswer {
    guard status == 200, let start = request.rangeStart, start < body.count else { return self }
    var answer = StubAnswer(206, headers: headers, body: Array(body[start...]))
    answer.headers["content-range"] = "bytes \(start)-\(body.count - 1)/\(body.count)"
    return answer
  }
}

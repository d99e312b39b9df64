import Formats
package import Model

/// Answers questions about versions, a line of JSON for a line of JSON.
///
/// - `{"op":"compare","scheme":"deb","a":…,"b":…}` gives -1, 0 or 1.
/// - `{"op":"valid","scheme":…,"version":…}` tells whether it is a version.
/// - `{"op":"contains","scheme":…,"range":…,"version":…}` asks a range of the scheme's language.
/// - `{"op":"affected","record":…,"version":…}` asks a record in the OSV format, perhaps of one
///   `ecosystem` and one `package`.
///
/// Answers are `{"result":…}`; whatever cannot be answered gives `{"error":…}`.
package enum VersionTool {
  /// The answer to one line, without a newline at its end.
  package static func answer(_ line: Span<UInt8>, limits: Limits = .standard) -> [UInt8] {
    var json = JSONWriter(.compact)
    do throws(Refusal) {
      let answer = try answerThrowing(line, limits: limits)
      json.object {
        switch answer {
        case .order(let order): $0.field("result", order.rawValue)
        case .truth(let truth): $0.field("result", truth)
        }
      }
    } catch {
      json.object { $0.field("error", error.message) }
    }
    return json.bytes
  }

  /// Why there is no answer, in words for the one who asked.
  private struct Refusal: Error {
    var message: String
  }

  private enum Answer {
    case order(VersionOrder)
    case truth(Bool)
  }

  private static func answerThrowing(
    _ line: Span<UInt8>,
    limits: Limits
  ) throws(Refusal) -> Answer {
    let request: DataNode
    do throws(DataError) {
      request = try JSONReader.parse(line, limits: limits)
    } catch {
      throw Refusal(message: "the line is not JSON: \(explanation(error))")
    }
    guard request.map != nil else { throw Refusal(message: "the line is no JSON object") }
    let operations = "use compare, valid, contains or affected"
    guard let op = request["op"]?.string else {
      throw Refusal(message: "'op' is missing; \(operations)")
    }
    switch op {
    case "compare": return try compare(request)
    case "valid": return try valid(request)
    case "contains": return try contains(request)
    case "affected": return try affected(request)
    default: throw Refusal(message: "unknown op '\(op)'; \(operations)")
    }
  }

  private static func compare(_ request: DataNode) throws(Refusal) -> Answer {
    let scheme = try scheme(of: request)
    let (a, b) = (try text("a", of: request), try text("b", of: request))
    return .order(try refusing { () throws(VersionError) in try scheme.compare(a, b) })
  }

  private static func valid(_ request: DataNode) throws(Refusal) -> Answer {
    .truth(try scheme(of: request).isValid(text("version", of: request)))
  }

  private static func contains(_ request: DataNode) throws(Refusal) -> Answer {
    let scheme = try scheme(of: request)
    let (version, range) = (try text("version", of: request), try text("range", of: request))
    return .truth(
      try refusing { () throws(VersionError) in try scheme.contains(version, in: range) }
    )
  }

  private static func affected(_ request: DataNode) throws(Refusal) -> Answer {
    let version = try text("version", of: request)
    guard let node = request["record"], let record = OSVEvaluation(node) else {
      throw Refusal(message: "'record' is missing or no object")
    }
    let (ecosystem, package) = (request["ecosystem"]?.string, request["package"]?.string)
    return .truth(
      try refusing { () throws(VersionError) in
        try record.affects(version, ecosystem: ecosystem, package: package)
      }
    )
  }

  private static func refusing<Value>(
    _ body: () throws(VersionError) -> Value
  ) throws(Refusal) -> Value {
    do throws(VersionError) {
      return try body()
    } catch {
      switch error {
      case .invalidVersion(let text): throw Refusal(message: "'\(text)' is no version")
      case .invalidRange(let text): throw Refusal(message: "'\(text)' is no range")
      }
    }
  }

  private static func scheme(of request: DataNode) throws(Refusal) -> VersionScheme {
    let name = try text("scheme", of: request)
    guard let scheme = VersionScheme(named: name) else {
      let names = VersionScheme.allCases.map(\.rawValue).joined(separator: ", ")
      throw Refusal(message: "unknown scheme '\(name)'; use one of \(names)")
    }
    return scheme
  }

  private static func text(_ key: String, of request: DataNode) throws(Refusal) -> String {
    guard let text = request[key]?.string else {
      throw Refusal(message: "'\(key)' is missing or no string")
    }
    return text
  }

  private static func explanation(_ error: DataError) -> String {
    switch error {
    case .malformed(let what, _, let column): "\(what) at column \(column)"
    case .truncated: "it ends in the middle of a value"
    case .notUTF8(let offset): "not UTF-8 at byte \(offset)"
    case .limit(let which): which
    }
  }
}

import Formats
package import Model

/// Answers questions about package URLs, a line of JSON for a line of JSON.
///
/// - `{"op":"parse","purl":…}` gives the components, `null` for those that are absent.
/// - `{"op":"build","type":…,"name":…,…}` gives the canonical text of components.
/// - `{"op":"canonical","purl":…}` gives the canonical text.
///
/// Whatever cannot be answered gives `{"error":…}`.
package enum PackageURLTool {
  /// The answer to one line, without a newline at its end.
  package static func answer(_ line: Span<UInt8>, limits: Limits = .standard) -> [UInt8] {
    do throws(Refusal) {
      return try answerThrowing(line, limits: limits)
    } catch {
      return object { $0.field("error", error.message) }
    }
  }

  /// Why there is no answer, in words for the one who asked.
  private struct Refusal: Error {
    var message: String
  }

  private static func answerThrowing(
    _ line: Span<UInt8>,
    limits: Limits
  ) throws(Refusal) -> [UInt8] {
    let request: DataNode
    do throws(DataError) {
      request = try JSONReader.parse(line, limits: limits)
    } catch {
      throw Refusal(message: "the line is not JSON: \(explanation(error))")
    }
    guard request.map != nil else { throw Refusal(message: "the line is no JSON object") }
    switch request["op"]?.string {
    case "parse":
      let purl = try parse(request)
      return object { components(of: purl, into: &$0) }
    case "canonical":
      let purl = try parse(request)
      return object { $0.field("purl", purl.description) }
    case "build":
      let purl = try build(request)
      return object { $0.field("purl", purl.description) }
    case let op?: throw Refusal(message: "unknown op '\(op)'; use parse, build or canonical")
    case nil: throw Refusal(message: "'op' is missing; use parse, build or canonical")
    }
  }

  private static func parse(_ request: DataNode) throws(Refusal) -> PackageURL {
    guard let text = request["purl"]?.string else {
      throw Refusal(message: "'purl' is missing or no string")
    }
    do throws(PackageURLError) {
      return try PackageURL(parsing: text)
    } catch {
      throw Refusal(message: error.description)
    }
  }

  private static func build(_ request: DataNode) throws(Refusal) -> PackageURL {
    let type = try text("type", of: request)
    let namespace = try text("namespace", of: request)
    let name = try text("name", of: request)
    let version = try text("version", of: request)
    let subpath = try text("subpath", of: request)
    let qualifiers = try qualifiers(of: request)
    do throws(PackageURLError) {
      return try PackageURL(
        type: type,
        namespace: namespace,
        name: name,
        version: version,
        qualifiers: qualifiers,
        subpath: subpath
      )
    } catch {
      throw Refusal(message: error.description)
    }
  }

  /// A component; `null` and absence are the empty text.
  private static func text(_ key: String, of request: DataNode) throws(Refusal) -> String {
    guard let node = request[key], !node.isNull else { return "" }
    guard let text = node.string else { throw Refusal(message: "'\(key)' is no string") }
    return text
  }

  private static func qualifiers(of request: DataNode) throws(Refusal) -> [String: String] {
    guard let node = request["qualifiers"], !node.isNull else { return [:] }
    guard let map = node.map else { throw Refusal(message: "'qualifiers' is no object") }
    var qualifiers: [String: String] = [:]
    for entry in map.entries {
      if let value = entry.value.string {
        qualifiers[entry.key] = value
      } else if entry.value.isNull {
        qualifiers[entry.key] = ""
      } else if entry.key.lowercased() == "checksum", let list = entry.value.list {
        // "How to build a PURL": a list of checksums is joined with commas.
        qualifiers[entry.key] = list.compactMap(\.string).joined(separator: ",")
      } else {
        throw Refusal(message: "the qualifier '\(entry.key)' is no string")
      }
    }
    return qualifiers
  }

  private static func components(of purl: PackageURL, into json: inout JSONWriter) {
    json.field("type", purl.type)
    optional("namespace", purl.namespace, into: &json)
    json.field("name", purl.name)
    optional("version", purl.version, into: &json)
    if purl.qualifiers.isEmpty {
      json.key("qualifiers")
      json.null()
    } else {
      json.object("qualifiers") {
        for (key, value) in purl.qualifiers.sorted(by: { $0.key < $1.key }) { $0.field(key, value) }
      }
    }
    optional("subpath", purl.subpath, into: &json)
  }

  private static func optional(_ key: String, _ text: String, into json: inout JSONWriter) {
    json.key(key)
    if text.isEmpty { json.null() } else { json.value(text) }
  }

  private static func object(_ body: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter(.compact)
    json.object(body)
    return json.bytes
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

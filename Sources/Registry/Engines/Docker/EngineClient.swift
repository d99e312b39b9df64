import Artifacts
package import Formats
package import Model
package import OCI

/// Asks Docker, or Podman by its compatible interface, for images.
///
/// Only ever reads: nothing is pulled, tagged or made.
/// Source: Docker Engine API 1.24 to 1.55, "Images"; Podman's API 4, "images".
package struct EngineClient: Sendable {
  package let engine: EngineKind
  package let endpoint: EngineEndpoint
  private let http: EngineHTTP
  private let limits: Limits
  private let interface: EngineInterface

  /// Connects for as long as `body` runs.
  ///
  /// - Parameters:
  ///   - engine: how to call it in messages.
  ///   - endpoint: its socket.
  ///   - limits: how much to take in.
  ///   - body: what to ask.
  package static func connected<Value>(
    to engine: EngineKind,
    at endpoint: EngineEndpoint,
    limits: Limits,
    _ body: (EngineClient) async throws -> Value
  ) async throws -> Value {
    let http = try EngineHTTP(engine: engine, endpoint: endpoint)
    do {
      let interface = try await EngineInterface.ask(http)
      let value = try await body(
        EngineClient(
          engine: engine,
          endpoint: endpoint,
          http: http,
          limits: limits,
          interface: interface
        )
      )
      await http.close()
      return value
    } catch {
      await http.close()
      throw error
    }
  }

  /// What the engine knows of an image.
  ///
  /// - Parameters:
  ///   - name: the image.
  ///   - wanted: the platform the user asked for; the engine's own choice without one.
  package func inspect(_ name: EngineImageName, for wanted: Platform?) async throws -> EngineImage {
    // The two options exclude each other.
    var query = ""
    if let wanted, interface.has(.inspectionOfPlatform) {
      query = "?platform=" + Self.encoded(wanted)
    } else if interface.has(.manifests) {
      query = "?manifests=1"
    }
    let answer = try await http.get(inspectionPath(of: name) + "/json" + query)
    guard answer.status == 200 else {
      if answer.status == 404, let wanted, interface.has(.inspectionOfPlatform) {
        throw try await missing(name, wanted)
      }
      throw failure(answer.status, answer.body, name)
    }
    let image = try EngineImage(try document(answer.body), engine: engine, name: name)
    if let wanted, wanted.distance(to: image.platform) == nil {
      throw otherPlatform(name, wanted, "\(image.platform)")
    }
    return image
  }

  /// The build steps of an image, asked for where inspection did not tell them.
  package func history(
    of name: EngineImageName,
    _ image: EngineImage
  ) async throws -> EngineHistory {
    if let history = image.history { return history }
    let answer = try await http.get(path(of: name) + "/history")
    guard answer.status == 200 else { throw failure(answer.status, answer.body, name) }
    return try EngineHistory(try document(answer.body), engine: engine)
  }

  /// The image as an archive, which comes only as fast as it is read.
  package func export(
    _ name: EngineImageName,
    _ image: EngineImage
  ) async throws -> sending any ByteSource {
    var query = ""
    if image.isNamedByManifest, interface.has(.manifests) {
      query = "?platform=" + Self.encoded(image.platform)
    }
    let (status, source) = try await http.stream(path(of: name) + "/get" + query)
    guard status == 200 else { throw failure(status, nil, name) }
    return source
  }

  private func path(of name: EngineImageName) -> String {
    interface.prefix + "/images/" + percentEncoded(name.text, keeping: Set("/:@".utf8))
  }

  private func inspectionPath(of name: EngineImageName) -> String {
    interface.inspectionPrefix + "/images/" + percentEncoded(name.text, keeping: Set("/:@".utf8))
  }

  /// Tells an image that is not there at all from one for other platforms.
  private func missing(_ name: EngineImageName, _ wanted: Platform) async throws -> EngineError {
    let answer = try await http.get(inspectionPath(of: name) + "/json")
    guard answer.status == 200 else { return .noSuchImage(name.text, engine) }
    let image = try EngineImage(try document(answer.body), engine: engine, name: name)
    return otherPlatform(name, wanted, "\(image.platform)")
  }

  private func otherPlatform(
    _ name: EngineImageName,
    _ wanted: Platform,
    _ held: String
  ) -> EngineError {
    EngineError(
      .otherPlatform,
      engine,
      "\(name) is there for \(held), not for \(wanted); "
        + "`\(engine.pullCommand("--platform \(wanted) \(name)"))` fetches that"
    )
  }

  private func document(_ body: [UInt8]) throws(EngineError) -> DataNode {
    do throws(DataError) {
      return try JSONReader.parse(body.span, limits: limits)
    } catch {
      throw EngineError(
        .malformed,
        engine,
        "\(endpoint) did not answer in JSON; does \(engine) listen there?"
      )
    }
  }

  private func failure(
    _ status: Int,
    _ body: [UInt8]?,
    _ name: EngineImageName
  ) -> EngineError {
    if status == 404 { return .noSuchImage(name.text, engine) }
    // What is no JSON may be a proxy's plain text, or Docker's own when it expects TLS.
    let answer = body.flatMap { try? JSONReader.parse($0.span, limits: limits) }
    let text =
      answer.map { $0["message"]?.string ?? "" } ?? String(decoding: body ?? [], as: UTF8.self)
    let said = text.isEmpty ? "" : ": " + quoted(text)
    return EngineError(.refused, engine, "\(endpoint) answered \(status) to \(name)\(said)")
  }

  private static func encoded(_ platform: Platform) -> String {
    var json = JSONWriter(.compact)
    json.object {
      $0.field("os", platform.os)
      $0.field("architecture", platform.architecture)
      if !platform.variant.isEmpty { $0.field("variant", platform.variant) }
    }
    return percentEncoded(json.text, keeping: [])
  }
}

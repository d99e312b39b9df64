import Artifacts
package import Formats
package import Model
package import OCI

/// Asks Docker, or Podman by its compatible interface, for images.
///
/// Only ever reads: nothing is pulled, tagged or made.
/// Source: Docker Engine API 1.24 to 1.55, "Images".
package struct EngineClient: Sendable {
  package let engine: EngineKind
  package let endpoint: EngineEndpoint
  private let http: EngineHTTP
  private let limits: Limits
  private let version: EngineVersion?

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
      let version = try await EngineVersion.ask(http)
      let value = try await body(
        EngineClient(
          engine: engine,
          endpoint: endpoint,
          http: http,
          limits: limits,
          version: version
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
    if let wanted, has(.inspectionOfPlatform) {
      query = "?platform=" + Self.encoded(wanted)
    } else if has(.manifests) {
      query = "?manifests=1"
    }
    let answer = try await http.get(path(of: name) + "/json" + query)
    guard answer.status == 200 else {
      if answer.status == 404, let wanted, has(.inspectionOfPlatform) {
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

  /// The build steps of an image.
  package func history(of name: EngineImageName) async throws -> EngineHistory {
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
    if image.isNamedByManifest, has(.manifests) {
      query = "?platform=" + Self.encoded(image.platform)
    }
    let (status, source) = try await http.stream(path(of: name) + "/get" + query)
    guard status == 200 else { throw failure(status, nil, name) }
    return source
  }

  private func path(of name: EngineImageName) -> String {
    let kept = Set("/:@".utf8)
    return (version?.prefix ?? "") + "/images/" + percentEncoded(name.text, keeping: kept)
  }

  private func has(_ feature: EngineVersion) -> Bool {
    // Podman states a version of Docker's interface, and has not all of it.
    guard engine == .docker, let version else { return false }
    return version >= feature
  }

  /// Tells an image that is not there at all from one for other platforms.
  private func missing(_ name: EngineImageName, _ wanted: Platform) async throws -> EngineError {
    let answer = try await http.get(path(of: name) + "/json")
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
    // An explanation that cannot be read is as good as none: the status is told anyhow.
    let answer = body.flatMap { try? JSONReader.parse($0.span, limits: limits) }
    let said = answer?["message"]?.string.map { ": " + quoted($0) } ?? ""
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

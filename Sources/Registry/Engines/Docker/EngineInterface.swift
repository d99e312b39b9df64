import NIOHTTP1

/// Which interface an engine has: Docker's in some version, and its own where it is Podman.
struct EngineInterface: Sendable {
  private let version: EngineVersion?
  /// Podman's version, as text that may stand in a path.
  private let podman: String?

  /// Asks the engine; the paths without a version serve where it does not say.
  static func ask(_ http: EngineHTTP) async throws -> EngineInterface {
    let headers = try await http.get("/_ping").headers
    return EngineInterface(
      docker: headers.first(name: "Api-Version"),
      podman: headers.first(name: "Libpod-Api-Version")
    )
  }

  init(docker: String?, podman: String?) {
    version = docker.flatMap { EngineVersion($0) }
    let isNumber = { (byte: UInt8) in byte &- 0x30 < 10 || byte == UInt8(ascii: ".") }
    self.podman = podman.flatMap { $0.utf8.prefix(20).allSatisfy(isNumber) ? $0 : nil }
  }

  /// What comes before `/images` in Docker's interface.
  var prefix: String { version?.prefix ?? "" }

  /// What comes before `/images` where an image is inspected: Podman tells more in its own way,
  /// the history among it, and fails at fewer images.
  var inspectionPrefix: String { podman.map { "/v\($0)/libpod" } ?? prefix }

  /// Whether Docker's interface has something; Podman states a version of it, and has not all.
  func has(_ feature: EngineVersion) -> Bool {
    guard podman == nil, let version else { return false }
    return version >= feature
  }
}

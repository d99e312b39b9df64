import NIOHTTP1

extension HTTPTransport {
  /// A small file, whole.
  package func document(_ address: HTTPAddress, limit: Int) async throws -> [UInt8] {
    let activity = "fetching \(address)"
    var failures = 0
    while true {
      do {
        var request = HTTPRequest(address)
        request.authorization = settings.logins?.field(for: address)
        let answer = try await send(request)
        let bytes = try await answer.bytes(limit: limit)
        guard answer.status.code == 200 else { throw RegistryError(status: answer, bytes, "") }
        return bytes
      } catch let error as RegistryError {
        failures += 1
        try await retry.wait(afterFailures: failures, error.during(activity))
      }
    }
  }
}

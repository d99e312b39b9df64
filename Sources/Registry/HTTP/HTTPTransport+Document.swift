import NIOHTTP1

extension HTTPTransport {
  /// A small file, whole.
  ///
  /// - Parameter origin: the server that named the address; `nil` where the user did.
  package func document(
    _ address: HTTPAddress,
    namedBy origin: HTTPAddress? = nil,
    limit: Int
  ) async throws -> [UInt8] {
    try requireLeave(for: address, namedBy: origin)
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

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// What to ask a server.
struct HTTPRequest: Sendable {
  var method = HTTPMethod.GET
  var address: HTTPAddress
  var headers = HTTPHeaders()
  /// The value of the `Authorization` field: never shown to another origin than the first.
  var authorization: Secret?
  var body: [UInt8] = []

  init(_ address: HTTPAddress) { self.address = address }
}

/// The answer of a server, its body still to be read.
struct HTTPExchange: Sendable {
  /// Who answered, after all redirections.
  var address: HTTPAddress
  var status: HTTPResponseStatus
  var headers: HTTPHeaders
  var body: HTTPClientResponse.Body
  fileprivate(set) var stallTimeout: Duration

  init(_ response: HTTPClientResponse, from address: HTTPAddress, stallTimeout: Duration) {
    self.address = address
    status = response.status
    headers = response.headers
    body = response.body
    self.stallTimeout = stallTimeout
  }

  var contentLength: Int64? {
    headers.first(name: "content-length").flatMap { Int64($0) }
  }

  /// The whole body, of what is known to be small.
  func bytes(limit: Int) async throws -> [UInt8] {
    if let announced = contentLength, announced > limit { throw tooLarge(limit) }
    do {
      return try await withTimeLimit(stallTimeout) {
        Array(buffer: try await body.collect(upTo: limit))
      }
    } catch is NIOTooManyBytesError {
      throw tooLarge(limit)
    } catch {
      throw RegistryError(error, at: address)
    }
  }

  private func tooLarge(_ limit: Int) -> RegistryError {
    RegistryError(
      .tooLarge,
      "asking \(address.authority)",
      "the answer has more than \(limit) bytes"
    )
  }
}

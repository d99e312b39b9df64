import AsyncHTTPClient
import Formats
import Model
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Asks one engine over HTTP, on its socket.
struct EngineHTTP: Sendable {
  private let client: HTTPClient
  private let engine: EngineKind
  private let endpoint: EngineEndpoint

  /// Answers other than archives are kept whole; none of an honest engine is nearly as large.
  static let answerLimit = 16 << 20

  init(engine: EngineKind, endpoint: EngineEndpoint) throws {
    self.engine = engine
    self.endpoint = endpoint
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      // An engine may need minutes to begin with a large image: older ones copy it first.
      timeout: .init(connect: .seconds(10), read: .minutes(10)),
      decompression: .disabled
    )
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    if case .tcp(_, _, let tls?) = endpoint {
      configuration.tlsConfiguration = try Self.tlsConfiguration(tls, engine)
    }
    client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      configuration: configuration
    )
  }

  func close() async {
    // Nothing is left to do about a connection that will not close in order.
    try? await client.shutdown()
  }

  /// One small answer.
  func get(_ path: String) async throws -> (status: Int, headers: HTTPHeaders, body: [UInt8]) {
    var request = HTTPClientRequest(url: base + path)
    request.headers = headers
    do {
      let response = try await client.execute(request, timeout: .minutes(2))
      let body = try await response.body.collect(upTo: Self.answerLimit)
      return (Int(response.status.code), response.headers, Array(buffer: body))
    } catch {
      throw failure(error)
    }
  }

  /// A long answer, which comes only as fast as it is read.
  func stream(_ path: String) async throws -> (status: Int, source: BodyPipe) {
    do {
      let request = try HTTPClient.Request(url: base + path, headers: headers)
      let (source, inlet) = BodyPipe.make(capacity: 1 << 20)
      let receiver = ResponseReceiver(what: "\(engine) at \(endpoint)", into: inlet)
      let task = client.execute(request: request, delegate: receiver)
      inlet.whenAbandoned { task.cancel() }
      return (try await receiver.status(), source)
    } catch {
      throw failure(error)
    }
  }

  private var headers: HTTPHeaders {
    // The server wants some host, and the path of a socket is none.
    var headers: HTTPHeaders = ["User-Agent": "plimsoll"]
    if endpoint.socketPath != nil { headers.add(name: "Host", value: "localhost") }
    return headers
  }

  private var base: String {
    switch endpoint {
    case .unix(let path): "http+unix://" + percentEncoded(path, keeping: [])
    case .tcp(let host, let port, let tls):
      (tls == nil ? "http://" : "https://") + (host.contains(":") ? "[\(host)]" : host)
        + ":\(port)"
    }
  }

  private func failure(_ error: any Error) -> any Error {
    switch error {
    case is CancellationError, is EngineError: return error
    case let error as HTTPClientError where error == .readTimeout || error == .deadlineExceeded:
      return EngineError(.interrupted, engine, "\(endpoint) gave no answer in time")
    case let error as HTTPClientError where error == .connectTimeout:
      return EngineError(.notRunning, engine, "\(endpoint) cannot be reached in 10 seconds")
    default: return EngineError.connecting(to: endpoint, of: engine, error)
    }
  }

  private static func tlsConfiguration(
    _ files: EngineTLSFiles,
    _ engine: EngineKind
  ) throws -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    guard let directory = files.directory else { return configuration }
    do {
      configuration.trustRoots = .file("\(directory)/ca.pem")
      _ = try NIOSSLCertificate.fromPEMFile("\(directory)/ca.pem")
      configuration.certificateChain = try NIOSSLCertificate.fromPEMFile("\(directory)/cert.pem")
        .map { .certificate($0) }
      configuration.privateKey = .privateKey(
        try NIOSSLPrivateKey(file: "\(directory)/key.pem", format: .pem)
      )
    } catch {
      throw EngineError(
        .denied,
        engine,
        "the certificates in \(directory) cannot be used; there must be ca.pem, cert.pem and "
          + "key.pem, and DOCKER_CERT_PATH names their folder"
      )
    }
    return configuration
  }
}

/// Text for a part of a URL: all bytes but letters, digits and a few marks are written out.
func percentEncoded(_ text: String, keeping kept: Set<UInt8>) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var result: [UInt8] = []
  for byte in text.utf8 {
    let isPlain =
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || Array("-._~".utf8).contains(byte)
    if isPlain || kept.contains(byte) {
      result.append(byte)
    } else {
      result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: result, as: UTF8.self)
}

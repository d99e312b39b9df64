import AsyncHTTPClient
import Formats
import Model
import NIOHTTP1

/// What a registry says of an error: `{"errors": [{"code": …, "message": …}]}`.
///
/// Source: OCI distribution-spec, "Error Codes".
struct ServerComplaint {
  static let sizeLimit = 64 << 10

  /// In brackets after a space, ready to follow a sentence; empty where nothing was said.
  var text = ""

  init(_ bytes: [UInt8]) {
    // Servers answer errors with pages of any kind: what is no such document says nothing.
    guard let root = try? JSONReader.parse(bytes.span, limits: .standard) else { return }
    let first = root["errors"]?[0]
    let parts = [
      first?["code"]?.scalarText, first?["message"]?.string, root["details"]?.string,
      root["error_description"]?.string ?? root["error"]?.string,
    ]
    let said = parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ": ")
    if !said.isEmpty { text = " (\(quoted(said)))" }
  }
}

extension RegistryError {
  /// What a status means that is no success.
  init(status answer: HTTPExchange, _ body: [UInt8], _ activity: String) {
    let status = answer.status
    let host = answer.address.authority
    let said = ServerComplaint(body).text
    switch status.code {
    case 429:
      self.init(
        .rateLimited,
        activity,
        "\(host) takes no more requests for now\(said); wait, or log in where that raises the limit",
        retryAfter: answer.retryAfter
      )
    case 408, 425, 500, 502, 503, 504:
      self.init(
        .serverFault,
        activity,
        "\(host) answers \(status.code) \(status.reasonPhrase)\(said)",
        retryAfter: answer.retryAfter
      )
    case 404: self.init(.notFound, activity, "\(host) does not have it\(said)")
    case 401: self.init(.unauthorized, activity, "\(host) wants a login\(said)")
    case 403: self.init(.forbidden, activity, "\(host) does not allow it\(said)")
    default:
      self.init(
        .refused,
        activity,
        "\(host) answers \(status.code) \(status.reasonPhrase)\(said)"
      )
    }
  }
}

extension HTTPExchange {
  /// The wait a server asks for in seconds; as a date it is passed over, being rare.
  fileprivate var retryAfter: Duration? {
    guard let text = headers.first(name: "retry-after"), let seconds = Int64(text), seconds >= 0
    else { return nil }
    return .seconds(min(seconds, 1_000_000))
  }
}

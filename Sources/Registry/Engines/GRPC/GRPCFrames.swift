import NIOCore

/// Takes messages out of the data of a gRPC stream, however it was cut into frames.
///
/// Layout (gRPC over HTTP2, "Length-Prefixed-Message"): one byte that is 1 for a compressed
/// message, the length in 4 bytes, the higher ones first, and the message.
struct GRPCFrames {
  private var buffer = ByteBuffer()
  private let limit: Int

  /// - Parameter limit: the longest message to take.
  init(limit: Int) { self.limit = limit }

  mutating func append(_ piece: ByteBuffer) {
    buffer.discardReadBytes()
    buffer.writeImmutableBuffer(piece)
  }

  /// The next whole message, or `nil` when more bytes are needed.
  ///
  /// A length is judged as soon as it is known, before its message is waited for.
  mutating func next() throws(GRPCError) -> [UInt8]? {
    guard let flag: UInt8 = buffer.getInteger(at: buffer.readerIndex) else { return nil }
    guard flag == 0 else {
      throw .malformed(flag == 1 ? "a compressed message" : "a message with the flag \(flag)")
    }
    guard let length: UInt32 = buffer.getInteger(at: buffer.readerIndex + 1) else { return nil }
    guard length <= limit else { throw .tooLarge(Int(length)) }
    guard buffer.readableBytes >= 5 + Int(length) else { return nil }
    buffer.moveReaderIndex(forwardBy: 5)
    return buffer.readBytes(length: Int(length))
  }

  /// Whether a message has begun and not ended.
  var isWithinMessage: Bool { buffer.readableBytes > 0 }
}

/// Why a gRPC call gave no answer.
enum GRPCError: Error, Hashable {
  /// The server's own word: a status and its text.
  case status(GRPCStatus, String)
  /// What came is not gRPC.
  case malformed(String)
  /// A message is longer than any we ask for.
  case tooLarge(Int)
  /// The connection ended before the answer.
  case closed
  case timedOut
}

extension GRPCError: CustomStringConvertible {
  var description: String {
    switch self {
    case .status(let status, let text): text.isEmpty ? "status \(status.code)" : quoted(text)
    case .malformed(let what): "its answer is no gRPC: \(what)"
    case .tooLarge(let size): "its answer of \(size) bytes is longer than what was asked for"
    case .closed: "the connection broke off"
    case .timedOut: "no answer came in time"
    }
  }
}

/// How a call ended (gRPC, "Status codes").
struct GRPCStatus: Hashable, Sendable {
  let code: Int

  static let ok = GRPCStatus(code: 0)
  static let invalidArgument = GRPCStatus(code: 3)
  static let notFound = GRPCStatus(code: 5)
  static let permissionDenied = GRPCStatus(code: 7)
  static let failedPrecondition = GRPCStatus(code: 9)
  static let unimplemented = GRPCStatus(code: 12)
}

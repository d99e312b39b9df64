import NIOCore
import NIOHPACK
import NIOHTTP2

/// One call: what to ask, and how much to take in answer.
struct GRPCRequest: Sendable {
  /// Such as `/containerd.services.images.v1.Images/Get`.
  var method: String
  var message: [UInt8]
  var metadata: [(String, String)] = []
  /// Bytes of all messages of the answer.
  var answerLimit: Int
  var timeout = TimeAmount.seconds(60)
}

/// Runs one call on its stream: sends the request, and gathers the messages of the answer.
///
/// Source: gRPC over HTTP2. An answer is headers, messages, and trailers with the status; a call
/// that fails at once has a single block of headers with the status in it.
final class GRPCCall: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame.FramePayload
  typealias OutboundOut = HTTP2Frame.FramePayload

  private let request: GRPCRequest
  private var promise: EventLoopPromise<[[UInt8]]>?
  private var frames: GRPCFrames
  private var messages: [[UInt8]] = []
  private var size = 0
  private var hasHeaders = false
  private var timer: Scheduled<Void>?

  init(_ request: GRPCRequest, _ promise: EventLoopPromise<[[UInt8]]>) {
    self.request = request
    self.promise = promise
    frames = GRPCFrames(limit: request.answerLimit)
  }

  func channelActive(context: ChannelHandlerContext) {
    var headers: HPACKHeaders = [
      ":method": "POST", ":scheme": "http", ":path": request.method, ":authority": "localhost",
      "te": "trailers", "content-type": "application/grpc", "user-agent": "plimsoll",
    ]
    for (name, value) in request.metadata { headers.add(name: name, value: value) }
    var body = context.channel.allocator.buffer(capacity: 5 + request.message.count)
    body.writeInteger(0 as UInt8)
    body.writeInteger(UInt32(request.message.count))
    body.writeBytes(request.message)
    context.write(wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
    context.writeAndFlush(
      wrapOutboundOut(.data(.init(data: .byteBuffer(body), endStream: true))),
      promise: nil
    )
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleTask(in: request.timeout) {
      let (call, context) = bound.value
      call.finish(.failure(.timedOut), context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .headers(let block):
      receive(block.headers, isLast: block.endStream, context)
    case .data(let part):
      guard case .byteBuffer(let buffer) = part.data else { return }
      receive(buffer, context)
      if part.endStream {
        finish(.failure(.malformed("the stream ends without a status")), context)
      }
    default: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.failure(.closed), context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    finish(.failure(.malformed("\(error)")), context)
  }

  private func receive(_ headers: HPACKHeaders, isLast: Bool, _ context: ChannelHandlerContext) {
    if !hasHeaders {
      hasHeaders = true
      guard headers.first(name: ":status") == "200" else {
        let status = headers.first(name: ":status") ?? "none"
        return finish(.failure(.malformed("HTTP status \(status)")), context)
      }
      let type = headers.first(name: "content-type") ?? ""
      guard type.hasPrefix("application/grpc") else {
        return finish(.failure(.malformed("content of type \"\(type)\"")), context)
      }
      if !isLast { return }
    }
    finish(outcome(headers), context)
  }

  private func outcome(_ trailers: HPACKHeaders) -> Result<[[UInt8]], GRPCError> {
    guard let code = trailers.first(name: "grpc-status").flatMap({ UInt16($0) }) else {
      return .failure(.malformed("the stream ends without a status"))
    }
    let status = GRPCStatus(code: Int(code))
    guard status == .ok else {
      return .failure(.status(status, percentDecoded(trailers.first(name: "grpc-message") ?? "")))
    }
    guard !frames.isWithinMessage else {
      return .failure(.malformed("the stream ends in the middle of a message"))
    }
    return .success(messages)
  }

  private func receive(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
    guard promise != nil else { return }
    frames.append(buffer)
    do throws(GRPCError) {
      while let message = try frames.next() {
        size += message.count
        guard size <= request.answerLimit else { throw .tooLarge(size) }
        messages.append(message)
      }
    } catch {
      finish(.failure(error), context)
    }
  }

  /// Tells the outcome once, and closes the stream, which resets one that has not ended.
  private func finish(_ outcome: Result<[[UInt8]], GRPCError>, _ context: ChannelHandlerContext) {
    guard let promise else { return }
    self.promise = nil
    timer?.cancel()
    promise.completeWith(outcome.mapError { $0 as any Error })
    if case .failure = outcome { context.close(promise: nil) }
  }
}

/// The text of a `grpc-message`: bytes that are no plain ASCII are written `%E2`.
func percentDecoded(_ text: String) -> String {
  var result: [UInt8] = []
  let bytes = Array(text.utf8.prefix(4096))
  var index = 0
  while index < bytes.count {
    let digits = String(decoding: bytes[index...].dropFirst().prefix(2), as: UTF8.self)
    if bytes[index] == UInt8(ascii: "%"), digits.utf8.count == 2,
      let byte = UInt8(digits, radix: 16), !digits.hasPrefix("+")
    {
      result.append(byte)
      index += 3
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

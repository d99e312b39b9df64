import CIGzip

/// Decompresses deflate (RFC 1951), bare or in zlib's wrapper (RFC 1950), from memory by ISA-L.
///
/// One value is used again and again: its state is some 90 KB, which an archive of many small
/// entries would else allocate for each.
@safe
package struct Inflate: ~Copyable {
  /// What stands around the compressed data.
  package enum Wrapper: Sendable {
    case bare
    case zlib
  }

  private let wrapper: Wrapper
  // SAFETY: allocated in `init`, freed in `deinit`, never handed out.
  private let state: UnsafeMutablePointer<inflate_state>

  package init(_ wrapper: Wrapper) {
    self.wrapper = wrapper
    unsafe state = .allocate(capacity: 1)
    unsafe isal_inflate_init(state)
  }

  deinit { unsafe state.deallocate() }

  /// Decompresses a whole stream.
  ///
  /// Room for `expected` bytes is made at once, and doubled as long as more come out.
  package mutating func all(
    of bytes: Span<UInt8>,
    expected: Int = 0,
    limit: Int
  ) throws(InflateError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: max(64, min(expected, limit)))
    var produced = 0
    start()
    var consumed = 0
    while true {
      var rest = output.mutableSpan
      let step = try advance(bytes, from: consumed, into: &rest, at: produced)
      consumed += step.consumed
      produced += step.produced
      if isFinished { break }
      if produced == output.count {
        guard produced < limit else { throw .overLimit(limit) }
        output += [UInt8](repeating: 0, count: min(produced, limit - produced))
      } else if step.consumed == 0, step.produced == 0 {
        throw .truncated
      }
    }
    output.removeLast(output.count - produced)
    return output
  }

  /// Decompresses a stream piece by piece, until it ends or `body` returns false.
  package mutating func pieces(
    of bytes: Span<UInt8>,
    size: Int = 64 << 10,
    limit: Int,
    _ body: (Span<UInt8>) throws(InflateError) -> Bool
  ) throws(InflateError) {
    var piece = [UInt8](repeating: 0, count: size)
    var consumed = 0
    var produced = 0
    start()
    while !isFinished {
      var room = piece.mutableSpan
      let step = try advance(bytes, from: consumed, into: &room, at: 0)
      consumed += step.consumed
      produced += step.produced
      guard produced <= limit else { throw .overLimit(limit) }
      if step.produced > 0 {
        guard try body(piece.span.extracting(0..<step.produced)) else { return }
      } else if step.consumed == 0, !isFinished {
        throw .truncated
      }
    }
  }

  private var isFinished: Bool { unsafe state.pointee.block_state == ISAL_BLOCK_FINISH }

  private func start() {
    unsafe isal_inflate_reset(state)
    unsafe state.pointee.crc_flag = UInt32(wrapper == .zlib ? ISAL_ZLIB : ISAL_DEFLATE)
  }

  private func advance(
    _ bytes: Span<UInt8>,
    from consumed: Int,
    into output: inout MutableSpan<UInt8>,
    at produced: Int
  ) throws(InflateError) -> (consumed: Int, produced: Int) {
    // ISA-L counts in 32 bits.
    let available = min(bytes.count - consumed, 1 << 30)
    let room = min(output.count - produced, 1 << 30)
    var outcome: Int32 = 0
    // SAFETY: ISA-L reads at most `avail_in` bytes and writes at most `avail_out`, both taken from
    // the lengths of buffers that live for the call; it does not write through `next_in`.
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe state.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { unsafe $0 + consumed }
        )
        unsafe state.pointee.avail_in = UInt32(available)
        unsafe state.pointee.next_out = target.baseAddress.map { unsafe $0 + produced }
        unsafe state.pointee.avail_out = UInt32(room)
        unsafe outcome = isal_inflate(state)
      }
    }
    switch outcome {
    case ISAL_INCORRECT_CHECKSUM: throw .checksum
    case ISAL_NEED_DICT: throw .damaged(at: consumed)
    case ..<0: throw .damaged(at: consumed)
    default: break
    }
    return unsafe (
      available - Int(state.pointee.avail_in), room - Int(state.pointee.avail_out)
    )
  }
}

/// Why compressed data could not be decompressed.
package enum InflateError: Error, Hashable {
  /// The data is no deflate stream; the offset is where the last step began.
  case damaged(at: Int)
  /// The data ends before the stream does.
  case truncated
  /// The wrapper's checksum is not that of what came out.
  case checksum
  /// More came out than was asked for.
  case overLimit(Int)

  package var text: String {
    switch self {
    case .damaged(let offset): "the compressed data is damaged after byte \(offset)"
    case .truncated: "the compressed data ends too early"
    case .checksum: "the checksum does not agree with the decompressed data"
    case .overLimit(let limit): "more than \(limit) decompressed bytes"
    }
  }
}

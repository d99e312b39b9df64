import CLzma
package import Model

/// Decompresses xz by liblzma, streams one after another, checksums verified.
@safe
package final class XZSource: ByteSource {
  private let upstream: any ByteSource
  private let limits: Limits
  private var input = InputWindow(size: 256 << 10)
  // SAFETY: allocated in `init`, freed in `deinit`, never handed out.
  private let stream: UnsafeMutablePointer<lzma_stream>
  private var isInputAtEnd = false
  private var hasEnded = false
  private var bytesOut: Int64 = 0

  /// What `xz -9` needs is 65 MiB; more would be memory that a file may claim at will.
  private static let memoryLimit: UInt64 = 130 << 20
  /// `LZMA_CONCATENATED`, a macro that Swift does not see: streams may follow one another.
  private static let concatenated: UInt32 = 0x08

  package init(_ upstream: any ByteSource, limits: Limits) {
    self.upstream = upstream
    self.limits = limits
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: lzma_stream())
    let outcome = unsafe lzma_stream_decoder(stream, Self.memoryLimit, Self.concatenated)
    guard outcome == LZMA_OK else { preconditionFailure("out of memory") }
  }

  deinit {
    unsafe lzma_end(stream)
    unsafe stream.deallocate()
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    while !hasEnded {
      if input.pending.isEmpty, !isInputAtEnd {
        isInputAtEnd = try !input.refill(from: upstream)
      }
      let count = try decompress(into: &buffer)
      bytesOut += Int64(count)
      try limits.checkExpansion(from: input.total, to: bytesOut)
      if count > 0 { return count }
    }
    return 0
  }

  private func decompress(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let capacity = buffer.count
    var outcome = LZMA_OK
    // SAFETY: liblzma reads `avail_in` bytes and writes at most `avail_out`, both set from the
    // buffers that live for this call.
    unsafe input.bytes.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = source.baseAddress.map {
          unsafe $0 + input.pending.lowerBound
        }
        unsafe stream.pointee.avail_in = input.pending.count
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = capacity
        unsafe outcome = lzma_code(stream, isInputAtEnd ? LZMA_FINISH : LZMA_RUN)
      }
    }
    unsafe input.keepLast(stream.pointee.avail_in)
    let produced = unsafe capacity - stream.pointee.avail_out
    switch outcome {
    case LZMA_OK: break
    case LZMA_STREAM_END: hasEnded = true
    default: throw fault(outcome)
    }
    return produced
  }

  private func fault(_ outcome: lzma_ret) -> ByteSourceError {
    let place = input.total - Int64(input.pending.count)
    return switch outcome {
    case LZMA_BUF_ERROR: .truncated("the xz data ends after \(place) bytes, inside a stream")
    case LZMA_FORMAT_ERROR: .malformed("the xz header is not valid")
    case LZMA_OPTIONS_ERROR: .unsupported("an xz filter that is not known")
    case LZMA_MEMLIMIT_ERROR: .limit("\(Self.memoryLimit >> 20) MiB of memory to decompress xz")
    case LZMA_MEM_ERROR: .unreadable("no memory to decompress xz")
    default: .malformed("the xz data is damaged before byte \(place)")
    }
  }
}

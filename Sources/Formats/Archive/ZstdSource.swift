import CZstd
package import Model

/// Decompresses Zstandard (RFC 8878) by libzstd, frames one after another, checksums verified
/// where a frame has one.
@safe
package final class ZstdSource: ByteSource {
  private let upstream: any ByteSource
  private let limits: Limits
  private var input = InputWindow(size: 256 << 10)
  // SAFETY: created in `init`, freed in `deinit`, never handed out.
  private let context: OpaquePointer
  /// What libzstd said it still wants; 0 between frames.
  private var wanted = 0
  /// Whether libzstd filled the last buffer and may hold back more.
  private var mayHoldMore = false
  private var bytesOut: Int64 = 0

  package init(_ upstream: any ByteSource, limits: Limits) {
    self.upstream = upstream
    self.limits = limits
    guard let made = unsafe ZSTD_createDCtx() else { preconditionFailure("out of memory") }
    unsafe context = made
    // 2^27 is the window that `--long=27` uses; more would be memory an image may claim at will.
    unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, 27)
  }

  deinit { unsafe ZSTD_freeDCtx(context) }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    while true {
      if input.pending.isEmpty, !mayHoldMore, try !input.refill(from: upstream) {
        guard wanted == 0, input.total > 0 else {
          throw .truncated("the zstd stream ends after \(input.total) bytes, inside a frame")
        }
        return 0
      }
      let count = try decompress(into: &buffer)
      mayHoldMore = count == buffer.count
      bytesOut += Int64(count)
      try limits.checkExpansion(from: input.total, to: bytesOut)
      if count > 0 { return count }
    }
  }

  private func decompress(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    var outcome = 0
    var produced = 0
    var used = 0
    // SAFETY: libzstd reads and writes within the sizes given, of buffers that live for the call.
    unsafe input.bytes.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        var from = unsafe ZSTD_inBuffer(
          src: source.baseAddress,
          size: input.pending.upperBound,
          pos: input.pending.lowerBound
        )
        var to = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        unsafe outcome = ZSTD_decompressStream(context, &to, &from)
        unsafe used = from.pos - input.pending.lowerBound
        unsafe produced = to.pos
      }
    }
    guard ZSTD_isError(outcome) == 0 else {
      let name = unsafe String(cString: ZSTD_getErrorName(outcome))
      throw .malformed("the zstd data is damaged before byte \(input.total): \(name)")
    }
    input.keepLast(input.pending.count - used)
    // A call with nothing to take and nothing to give says nothing about the frame.
    if produced > 0 || used > 0 { wanted = outcome }
    return produced
  }
}

import CBzip2
package import Model

/// Decompresses bzip2 by libbz2, streams one after another, checksums verified.
@safe
package final class Bzip2Source: ByteSource {
  private let upstream: any ByteSource
  private let limits: Limits
  private var input = InputWindow(size: 256 << 10)
  // SAFETY: allocated in `init`, freed in `deinit`, never handed out; libbz2 wants it to stay where
  // it is.
  private let stream: UnsafeMutablePointer<bz_stream>
  private var isInStream = false
  private var hasEnded = false
  private var bytesOut: Int64 = 0

  package init(_ upstream: any ByteSource, limits: Limits) {
    self.upstream = upstream
    self.limits = limits
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: bz_stream())
  }

  deinit {
    if isInStream { unsafe BZ2_bzDecompressEnd(stream) }
    unsafe stream.deallocate()
  }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    while !hasEnded {
      if input.pending.isEmpty, try !input.refill(from: upstream) {
        guard !isInStream, input.total > 0 else {
          throw .truncated("the bzip2 data ends after \(input.total) bytes, inside a stream")
        }
        hasEnded = true
        break
      }
      if !isInStream, try !startStream() { break }
      let count = try decompress(into: &buffer)
      bytesOut += Int64(count)
      try limits.checkExpansion(from: input.total, to: bytesOut)
      if count > 0 { return count }
    }
    return 0
  }

  /// Prepares for the next stream; false where only zero padding follows, which tools tolerate.
  private func startStream() throws(ByteSourceError) -> Bool {
    if bytesOut > 0, input.bytes[input.pending.lowerBound] == 0 {
      try input.passPadding(of: upstream, after: "the bzip2 stream")
      hasEnded = true
      return false
    }
    unsafe stream.initialize(to: bz_stream())
    // It takes up to 3.7 MB, whatever the data says.
    guard unsafe BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK else {
      throw .unreadable("no memory to decompress bzip2")
    }
    isInStream = true
    return true
  }

  private func decompress(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let capacity = min(buffer.count, 1 << 30)
    var outcome: Int32 = 0
    // SAFETY: libbz2 reads `avail_in` bytes and writes at most `avail_out`, both set from the
    // buffers that live for this call; it does not write through `next_in`.
    unsafe input.bytes.withUnsafeBytes { source in
      unsafe buffer.withUnsafeMutableBytes { target in
        let start = unsafe source.baseAddress.unsafelyUnwrapped + input.pending.lowerBound
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: start.assumingMemoryBound(to: CChar.self)
        )
        unsafe stream.pointee.avail_in = UInt32(input.pending.count)
        unsafe stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        unsafe stream.pointee.avail_out = UInt32(capacity)
        unsafe outcome = BZ2_bzDecompress(stream)
      }
    }
    unsafe input.keepLast(Int(stream.pointee.avail_in))
    let produced = unsafe capacity - Int(stream.pointee.avail_out)
    switch outcome {
    case BZ_OK: break
    case BZ_STREAM_END:
      unsafe BZ2_bzDecompressEnd(stream)
      isInStream = false
    case BZ_DATA_ERROR_MAGIC: throw .malformed("the bzip2 header is not valid")
    default: throw .malformed("the bzip2 data is damaged before byte \(place)")
    }
    return produced
  }

  private var place: Int64 { input.total - Int64(input.pending.count) }
}

import CIGzip
package import Model

/// Decompresses gzip (RFC 1952) by ISA-L, members one after another, checksums verified.
@safe
package final class GzipSource: ByteSource {
  private let upstream: any ByteSource
  private let limits: Limits
  private var input = InputWindow(size: 256 << 10)
  // SAFETY: allocated in `init`, freed in `deinit`, never handed out.
  private let state: UnsafeMutablePointer<inflate_state>
  private var stage = Stage.betweenMembers
  private var bytesOut: Int64 = 0

  private enum Stage {
    case betweenMembers
    case inMember
    case ended
  }

  package init(_ upstream: any ByteSource, limits: Limits) {
    self.upstream = upstream
    self.limits = limits
    unsafe state = .allocate(capacity: 1)
    unsafe isal_inflate_init(state)
  }

  deinit { unsafe state.deallocate() }

  package func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    while stage != .ended {
      if input.pending.isEmpty, try !input.refill(from: upstream) {
        guard stage == .betweenMembers, input.total > 0 else {
          throw .truncated("the gzip stream ends after \(input.total) bytes, inside a member")
        }
        stage = .ended
        break
      }
      if stage == .betweenMembers, try !startMember() { break }
      let count = try inflate(into: &buffer)
      bytesOut += Int64(count)
      try limits.checkExpansion(from: input.total, to: bytesOut)
      if count > 0 { return count }
    }
    return 0
  }

  /// Prepares for the next member; false where only zero padding follows, which tools tolerate.
  private func startMember() throws(ByteSourceError) -> Bool {
    if bytesOut > 0, input.bytes[input.pending.lowerBound] == 0 {
      try input.passPadding(of: upstream, after: "the gzip stream")
      stage = .ended
      return false
    }
    unsafe isal_inflate_reset(state)
    unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
    stage = .inMember
    return true
  }

  private func inflate(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let capacity = buffer.count
    var outcome: Int32 = 0
    // SAFETY: ISA-L reads `avail_in` bytes and writes at most `avail_out`, both set from the
    // buffers that live for this call.
    unsafe input.bytes.withUnsafeBufferPointer { source in
      unsafe buffer.withUnsafeMutableBufferPointer { target in
        unsafe state.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.unsafelyUnwrapped + input.pending.lowerBound
        )
        unsafe state.pointee.avail_in = UInt32(input.pending.count)
        unsafe state.pointee.next_out = target.baseAddress
        unsafe state.pointee.avail_out = UInt32(clamping: capacity)
        unsafe outcome = isal_inflate(state)
      }
    }
    unsafe input.keepLast(Int(state.pointee.avail_in))
    let produced = unsafe min(capacity, Int(UInt32.max)) - Int(state.pointee.avail_out)
    guard outcome >= 0 else { throw .malformed(describe(outcome)) }
    if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH { stage = .betweenMembers }
    return produced
  }

  private func describe(_ outcome: Int32) -> String {
    switch outcome {
    case ISAL_INCORRECT_CHECKSUM: "the gzip checksum does not agree with the contents"
    case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: "the gzip header is not valid"
    default: "the gzip data is damaged before byte \(input.total - Int64(input.pending.count))"
    }
  }
}

extension Limits {
  /// Refuses a stream that grows out of proportion, or beyond what a layer may hold.
  func checkExpansion(from bytesIn: Int64, to bytesOut: Int64) throws(ByteSourceError) {
    guard bytesOut <= layerSize else {
      throw .limit("decompressed size of \(layerSize) bytes")
    }
    guard bytesOut < expansionFloor || bytesOut / max(bytesIn, 1) <= expansionRatio else {
      throw .limit("expansion of \(expansionRatio) to 1")
    }
  }
}

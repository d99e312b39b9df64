import CZstd

/// Packs bytes with zstd (RFC 8878) in one go.
package enum Zstd {
  /// How much work is put into packing.
  package enum Effort: Int32, Sendable {
    case usual = 3
    /// Slow, and as small as can be without asking more memory of readers.
    case smallest = 19
  }

  /// One frame, at the level that zstd itself chooses unless more is asked for.
  package static func compressed(_ bytes: [UInt8], _ effort: Effort = .usual) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    // SAFETY: both buffers live for the call, and it is told how large they are.
    let count = unsafe packed.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        unsafe ZSTD_compress(
          target.baseAddress,
          target.count,
          source.baseAddress,
          source.count,
          effort.rawValue
        )
      }
    }
    // With room for the worst case there is nothing left that can fail but memory.
    precondition(ZSTD_isError(count) == 0, "out of memory")
    packed.removeLast(packed.count - count)
    return packed
  }

  /// What one frame holds; `nil` for damaged ones and those of more than `limit` bytes.
  package static func decompressed(_ packed: Span<UInt8>, limit: Int) -> [UInt8]? {
    // SAFETY: both buffers live for the calls, which are told how large they are.
    unsafe packed.withUnsafeBytes { source in
      let size = unsafe ZSTD_getFrameContentSize(source.baseAddress, source.count)
      // The two largest values stand for an unknown size and for an error.
      guard size <= UInt64(limit) else { return nil }
      var plain = [UInt8](repeating: 0, count: Int(size))
      let count = unsafe plain.withUnsafeMutableBytes { target in
        unsafe ZSTD_decompress(
          target.baseAddress,
          target.count,
          source.baseAddress,
          source.count
        )
      }
      return ZSTD_isError(count) == 0 && count == plain.count ? plain : nil
    }
  }
}

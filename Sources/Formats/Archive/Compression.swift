package import Model

/// How bytes are packed, told by their first bytes and never by a name or media type.
package enum Compression: String, Sendable, CaseIterable {
  case none
  case gzip
  case zstd
  case bzip2
  case xz

  /// Looks at up to the first six bytes.
  package init(magic: [UInt8]) {
    self =
      if magic.starts(with: [0x1F, 0x8B]) {
        .gzip
      } else if magic.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        || magic.starts(with: [0x50, 0x2A, 0x4D, 0x18])
      {
        .zstd
      } else if magic.starts(with: [0x42, 0x5A, 0x68]) {
        .bzip2
      } else if magic.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
        .xz
      } else {
        .none
      }
  }
}

/// The plain bytes of a source that may be compressed.
package func decompressed(
  _ source: any ByteSource,
  limits: Limits
) throws(ByteSourceError) -> any ByteSource {
  let peeked = PeekedSource(source)
  switch Compression(magic: try peeked.peek(6)) {
  case .none: return peeked
  case .gzip: return GzipSource(peeked, limits: limits)
  case .zstd: return ZstdSource(peeked, limits: limits)
  case .bzip2: return Bzip2Source(peeked, limits: limits)
  case .xz: return XZSource(peeked, limits: limits)
  }
}

package import Formats
package import Model

/// Opens the stored bytes of a layer for the walk: checked against its digests, decompressed,
/// and read ahead on threads of their own.
///
/// - Parameters:
///   - stored: the bytes as the image holds them.
///   - layer: what the manifest and the configuration promise of them.
package func openLayer(
  _ stored: any ByteSource,
  layer: Layer,
  limits: Limits
) throws(ByteSourceError) -> any ByteSource {
  let name = "layer \(layer.index)"
  // Each on a thread of its own: both digests, decompression, and the walk. They take about as
  // long, and no bytes are copied between them.
  let stored = try ReadAheadSource(
    DigestingSource(
      stored,
      expected: layer.digest,
      size: layer.size > 0 ? layer.size : nil,
      what: name
    )
  )
  return try ReadAheadSource(
    DrainingSource(try decompressed(stored, limits: limits), then: stored),
    check: DigestCheck(expected: layer.diffID, what: "\(name), decompressed,")
  )
}

/// Ends only after what lies under the decompression has ended too, and so was checked.
private final class DrainingSource: ByteSource {
  private let upstream: any ByteSource
  private let below: any ByteSource

  init(_ upstream: any ByteSource, then below: any ByteSource) {
    self.upstream = upstream
    self.below = below
  }

  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    let count = try upstream.read(into: &buffer)
    guard count == 0 else { return count }
    var rest = [UInt8](repeating: 0, count: 64 << 10)
    var span = rest.mutableSpan
    guard try below.read(into: &span) == 0 else {
      throw .malformed("bytes follow the end of the compressed data")
    }
    return 0
  }
}

/// How much of a hostile artifact we are willing to take in.
///
/// Every length read from input is held against one of these before anything is allocated or
/// looped over. Reaching one gives a gap that names the file, never a short clean answer.
package struct Limits: Hashable, Sendable {
  /// Entries in one archive.
  package var entries = 5_000_000
  /// Bytes in one path or link target.
  package var pathLength = 4096
  /// Archives within archives.
  package var nesting = 8
  /// Bytes of one file that an analyzer may be shown whole.
  package var fileSize = 256 << 20
  /// Decompressed bytes of one layer.
  package var layerSize: Int64 = 128 << 30
  /// Decompressed bytes for each compressed one, once `expansionFloor` bytes have come out.
  package var expansionRatio: Int64 = 2_000
  /// Decompressed bytes of a layer below which the ratio is not asked for: a file of zeros, such
  /// as one made for swapping, is packed 30,000 to 1 by zstd and harms nobody.
  package var expansionFloor: Int64 = 1 << 30
  /// Depth of nested values in JSON, YAML, TOML and XML.
  package var depth = 128
  /// Values in one JSON, YAML, TOML or XML document, aliases expanded.
  package var values = 5_000_000
  /// Packages that one file may declare.
  package var packagesPerFile = 500_000
  /// Seconds that the walk of one artifact may take.
  package var seconds = 1800

  package init() {}

  package static let standard = Limits()
}

import CBzip2
import CIGzip
import CLzma
import CZstd
package import Formats

/// Compresses for tests, as layers and archives are.
package enum Compressing {
  package static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 4096)
    var written = 0
    // SAFETY: both buffers live for the call and their sizes are given.
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
        defer { unsafe stream.deallocate() }
        // All of it: what the initialiser leaves alone would make the output differ from run to run.
        unsafe UnsafeMutableRawPointer(stream).initializeMemory(
          as: UInt8.self,
          repeating: 0,
          count: MemoryLayout<isal_zstream>.size
        )
        unsafe isal_deflate_stateless_init(stream)
        unsafe stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
        unsafe stream.pointee.end_of_stream = 1
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(target.count)
        let outcome = unsafe isal_deflate_stateless(stream)
        precondition(outcome == COMP_OK, "compressing failed")
        unsafe written = Int(stream.pointee.total_out)
      }
    }
    return Array(output.prefix(written))
  }

  package static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    // SAFETY: both buffers live for the call and their sizes are given.
    let written = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe ZSTD_compress(target.baseAddress, target.count, source.baseAddress, source.count, 3)
      }
    }
    return Array(output.prefix(written))
  }
}

extension Compressing {
  package static func bzip2(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count + bytes.count / 100 + 600)
    var written = UInt32(output.count)
    // SAFETY: both buffers live for the call and their sizes are given.
    let outcome = unsafe BZ2_bzBuffToBuffCompress(
      &output,
      &written,
      &input,
      UInt32(bytes.count),
      1,
      0,
      0
    )
    precondition(outcome == BZ_OK, "compressing failed")
    return output.prefix(Int(written)).map { UInt8(bitPattern: $0) }
  }

  package static func xz(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: lzma_stream_buffer_bound(bytes.count))
    var written = 0
    // SAFETY: both buffers live for the call and their sizes are given.
    let outcome = unsafe lzma_easy_buffer_encode(
      0,
      LZMA_CHECK_CRC64,
      nil,
      bytes,
      bytes.count,
      &output,
      &written,
      output.count
    )
    precondition(outcome == LZMA_OK, "compressing failed")
    return Array(output.prefix(written))
  }

  /// Every way of compressing that we read.
  package static let all: [@Sendable ([UInt8]) -> [UInt8]] = [
    { gzip($0) }, { zstd($0) }, { bzip2($0) }, { xz($0) },
  ]
}

/// Everything a source gives, or the error it ends with.
package func readAll(
  _ source: any ByteSource,
  pieceSize: Int = 4096
) throws(ByteSourceError) -> [UInt8] {
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: pieceSize)
  while true {
    var span = piece.mutableSpan
    let count = try source.read(into: &span)
    if count == 0 { return all }
    all += piece.prefix(count)
  }
}

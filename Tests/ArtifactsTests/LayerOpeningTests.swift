import Artifacts
import Formats
import Model
import TestSupport
import Testing

@Suite struct `opening a layer` {
  private func open(_ change: (inout ImageBuilder.Layer) -> Void) throws -> [UInt8] {
    var image = ImageBuilder()
    image.layer(.gzip) { $0.file("a", [UInt8](repeating: 7, count: 100_000)) }
    return try open(image.layers[0], change)
  }

  private func open(
    _ built: ImageBuilder.Layer,
    _ change: (inout ImageBuilder.Layer) -> Void = { _ in }
  ) throws -> [UInt8] {
    var built = built
    change(&built)
    var layer = Layer(index: 3)
    layer.digest = built.digest
    layer.diffID = built.diffID
    layer.size = Int64(built.size)
    return try readAll(openLayer(ArraySource(built.stored), layer: layer, limits: .standard))
  }

  @Test(arguments: ImageBuilder.Packing.allCases)
  func `gives the plain bytes`(packing: ImageBuilder.Packing) throws {
    var image = ImageBuilder()
    image.layer(packing) { $0.file("a", [UInt8](repeating: 7, count: 3_000_000)) }
    #expect(try open(image.layers[0]) == image.layers[0].plain)
  }

  @Test func `goes by the bytes and not by the media type`() throws {
    #expect(try open { $0.mediaType = "application/vnd.oci.image.layer.v1.tar+zstd" }.count > 0)
  }

  private static let other = SHA256.digest(of: [UInt8](repeating: 1, count: 3).span)

  @Test func `fails where the stored bytes have another digest`() {
    #expect(throws: ByteSourceError.self) { try open { $0.digest = Self.other } }
  }

  @Test func `fails where the plain bytes have another digest`() {
    let error = #expect(throws: ByteSourceError.self) { try open { $0.diffID = Self.other } }
    guard case .malformed(let text) = error else {
      Issue.record("\(error as Any)")
      return
    }
    #expect(text.contains("layer 3, decompressed,"))
  }

  @Test(arguments: [-1, 1]) func `fails where the size is another`(difference: Int) {
    #expect(throws: ByteSourceError.self) { try open { $0.size += difference } }
  }

  @Test func `fails where bytes follow the compressed data`() {
    #expect(throws: ByteSourceError.self) { try open { $0.store($0.stored + [1, 2, 3]) } }
  }

  @Test func `fails where the compressed data ends early`() {
    #expect(throws: ByteSourceError.self) { try open { $0.store($0.stored.dropLast(20)) } }
  }
}

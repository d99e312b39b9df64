import Model
import OCI
import TestSupport
import Testing

@testable import Registry

@Suite struct `protobuf reader` {
  /// All fields of a message.
  private func fields(_ bytes: [UInt8]) throws(ProtobufError) -> [ProtobufReader.Field] {
    var reader = ProtobufReader(0..<bytes.count)
    var found: [ProtobufReader.Field] = []
    while let field = try reader.next(in: bytes.span) { found.append(field) }
    return found
  }

  @Test func `reads what the writer writes`() throws {
    var writer = ProtobufWriter()
    writer.field(1, "name")
    writer.field(3, -1 as Int64)
    writer.field(4, 0 as Int64)
    writer.field(200, [UInt8](repeating: 7, count: 300))
    let found = try fields(writer.bytes)
    #expect(found.map(\.number) == [1, 3, 200])
    #expect(try found[0].range() == 2..<6)
    #expect(try found[1].integer() == -1)
    #expect(try found[2].range().count == 300)
  }

  @Test(arguments: [
    ([0x08, 0x96, 0x01], ProtobufReader.Value.number(150)),
    ([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], .number(1 << 63)),
    ([0x09, 1, 0, 0, 0, 0, 0, 0, 0], .number(1)),
    ([0x0D, 0, 0, 0, 1], .number(1 << 24)),
    ([0x0A, 0], .bytes(2..<2)),
  ])
  func `reads each type`(bytes: [UInt8], value: ProtobufReader.Value) throws {
    #expect(try fields(bytes) == [ProtobufReader.Field(number: 1, value: value)])
  }

  @Test(
    arguments: [
      [0x08], [0x08, 0x80], [0x09, 1, 2, 3], [0x0D, 1], [0x0A, 1], [0x0A, 0xFF, 0xFF, 0x03],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ] as [[UInt8]]
  )
  func `does not read beyond the end`(bytes: [UInt8]) {
    #expect(throws: ProtobufError.truncated) { try fields(bytes) }
  }

  @Test(
    arguments: [
      // No field has number 0 or one of 30 bits; groups; numbers of more than 64 bits.
      [0x00, 0x00], [0x80, 0x80, 0x80, 0x80, 0x10, 0], [0x0B], [0x0C], [0x0F],
      [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02],
      [0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ] as [[UInt8]]
  )
  func `refuses what no writer writes`(bytes: [UInt8]) {
    let error = #expect(throws: ProtobufError.self) { try fields(bytes) }
    guard case .malformed = error else {
      Issue.record("another error: \(error as Any)")
      return
    }
  }

  @Test func `gives no value of another type`() throws {
    let number = try #require(try fields([0x08, 1]).first)
    #expect(throws: ProtobufError.wrongType(field: 1)) { try number.range() }
    let text = try #require(try fields([0x0A, 1, 65]).first)
    #expect(throws: ProtobufError.wrongType(field: 1)) { try text.integer() }
  }
}

@Suite struct `containerd messages` {
  static let digest = "sha256:" + String(repeating: "5", count: 64)

  static func image(_ name: String, digest: String = digest, type: String = "t") -> [UInt8] {
    var target = ProtobufWriter()
    target.field(1, type)
    target.field(2, digest)
    target.field(3, 1234 as Int64)
    var image = ProtobufWriter()
    image.field(1, name)
    image.field(3, target.bytes)
    image.field(7, [0x08, 1])
    var answer = ProtobufWriter()
    answer.field(1, image.bytes)
    return answer.bytes
  }

  @Test func `tell an image`() throws {
    let image = try #require(try ContainerdImage.inAnswer(Self.image("a:1")))
    #expect(image.name == "a:1")
    #expect(image.target.digest.description == Self.digest)
    #expect(image.target.size == 1234)
    #expect(try ContainerdImage.inAnswer([]) == nil)
    #expect(try ContainerdImage.list(Self.image("a") + Self.image("b")).map(\.name) == ["a", "b"])
  }

  @Test(arguments: [
    image("a", digest: "none"), image("a", digest: ""), [0x0A, 2, 0x0A, 0], [0x08, 1],
    [0x0A, 3, 0x0A, 1, 0xFF],
  ])
  func `are refused`(bytes: [UInt8]) {
    #expect(throws: (any Error).self) { try ContainerdImage.inAnswer(bytes) }
  }

  @Test(arguments: hostileVariants(of: image("docker.io/library/a:1")))
  func `survive anything`(bytes: [UInt8]) {
    _ = try? ContainerdImage.inAnswer(bytes)
    _ = try? ContainerdImage.list(bytes)
    _ = try? ContentPiece(bytes)
    _ = try? ContentInfo(bytes)
  }
}

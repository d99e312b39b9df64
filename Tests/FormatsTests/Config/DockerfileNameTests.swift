import Formats
import Model
import Testing

@Suite struct `name that ENV sets` {
  @Test func `may be no text`() throws {
    let bytes = Array("FROM a\nENV ".utf8) + [0xFF, 0xFF] + Array(" b".utf8)
    let file = try DockerfileReader.parse(bytes.span, limits: .standard)
    let pairs = file.stages.flatMap(\.instructions).flatMap(\.pairs)
    #expect(pairs.compactMap(\.value?.text) == ["b"])
  }
}

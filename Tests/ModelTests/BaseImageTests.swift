import Model
import Testing

@Suite struct `base image` {
  private func layers(_ names: String) -> [Layer] {
    names.enumerated().map { index, name in
      var layer = Layer(index: index)
      let hex = String(repeating: String(name), count: 64)
      layer.diffID = name == "?" ? nil : try? Digest(algorithm: .sha256, hex: hex)
      return layer
    }
  }

  @Test(
    arguments: [
      ("a", "abc", [true, false, false]), ("ab", "abc", [true, true, false]),
      ("abc", "abc", [true, true, true]), ("abd", "abc", [true, true, nil]),
      ("abcd", "abc", [true, true, true]), ("b", "abc", nil), ("", "abc", nil), ("?", "?bc", nil),
    ] as [(String, String, [Bool?]?)]
  )
  func `is what layers have in common from the bottom`(
    base: String,
    image: String,
    whose: [Bool?]?
  ) {
    let found = BaseImage("base", digest: nil, layers: layers(base), below: layers(image))
    #expect(found.map { base in layers(image).map { base.holds(layer: $0.index) } } == whose)
  }

  @Test func `is not known by its labels alone`() {
    let base = BaseImage("debian:12", digest: nil, basis: .labels)
    #expect(base.holds(layer: 0) == nil)
  }
}

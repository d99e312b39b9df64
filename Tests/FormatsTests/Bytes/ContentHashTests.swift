import Formats
import Model
import Testing

@Suite struct `content hash` {
  /// The values of FIPS 180-4 for the three bytes `abc`.
  @Test(arguments: [
    (Digest.Algorithm.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      .sha384,
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        + "8086072ba1e7cc2358baeca134c825a7"
    ),
    (
      .sha512,
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func `is the published one`(algorithm: Digest.Algorithm, hex: String) {
    var hash = ContentHash(algorithm)
    for byte in "abc".utf8 { hash?.update([byte].span) }
    #expect(hash?.finish().hex == hex)
    #expect(Digest(of: Array("abc".utf8).span, by: algorithm)?.hex == hex)
  }

  @Test(arguments: [Digest.Algorithm.md5, .sha1])
  func `is none of a kind that vouches for nothing`(algorithm: Digest.Algorithm) {
    let hash = ContentHash(algorithm)
    let isThere = hash != nil
    #expect(!isThere)
    #expect(Digest(of: [UInt8]().span, by: algorithm) == nil)
  }
}

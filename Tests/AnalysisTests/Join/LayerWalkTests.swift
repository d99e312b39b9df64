import Analysis
import Formats
import Model
import TestSupport
import Testing

@Suite struct `layer walk` {
  @Test func `keeps what it read before the damage, beside a gap`() {
    var tar = TarBuilder()
    tar.file("db/installed", "a 1")
    tar.file("later", String(repeating: "x", count: 5000))
    let layer = walked(Array(tar.finished().prefix(3000)))
    #expect(layer.facts["db/installed"]?.packages.count == 1)
    #expect(layer.gaps.map(\.reason) == [.truncated])
    #expect(layer.hasDamage)
  }

  @Test func `misses the end marker of an archive cut between entries`() {
    var tar = TarBuilder()
    tar.file("db/installed", "a 1")
    #expect(walked(tar.bytes).gaps.map(\.reason) == [.truncated])
  }

  @Test func `names the analyzer and file of what it could not read`() {
    let layer = walked { $0.file("db/installed", "broken") }
    let gap = layer.facts["db/installed"]?.gaps.first
    #expect(gap?.source == "test-list")
    #expect(gap?.path == "db/installed")
    #expect(gap?.reason == .malformed)
  }

  @Test func `only hashes a file beyond the limit, and says so`() {
    var limits = Limits.standard
    limits.fileSize = 100
    let big = tinyProgram + [UInt8](repeating: 7, count: 200)
    let layer = walked(limits: limits) {
      $0.file("db/installed", String(repeating: "a 1\n", count: 40))
      $0.file("usr/bin/big", big, mode: 0o755)
    }
    #expect(layer.facts["db/installed"]?.gaps.map(\.reason) == [.limit])
    #expect(layer.facts["usr/bin/big"]?.executable?.sha256 == SHA256.digest(of: big.span))
  }

  @Test func `says that a name led out of the root`() {
    let layer = walked { $0.file("../../etc/passwd", "x") }
    #expect(layer.gaps.map(\.reason) == [.malformed])
    #expect(layer.entries.count == 0)
  }

  @Test func `lists no more gaps than anyone reads`() {
    let layer = walked {
      for number in 0..<3000 { $0.hardLink("\(number).lock", to: "gone") }
    }
    #expect(layer.gaps.count == 1001)
  }

  @Test func `answers hostile archives with gaps`() {
    var tar = TarBuilder()
    tar.file("db/installed", "a 1")
    tar.hardLink("x.lock", to: "db/installed")
    for variant in hostileVariants(of: tar.finished()) { _ = walked(variant) }
  }
}

@Suite struct `layer cache form` {
  private static let layer = walked {
    $0.file("db/installed", "a 1 usr/bin/a\nb 2")
    $0.file("x.lock", "broken")
    $0.file("usr/bin/a", tinyProgram, mode: 0o755)
    $0.symbolicLink("bin", to: "usr/bin")
    $0.whiteout("old")
    $0.opaque("var")
    $0.hardLink("y.lock", to: "gone")
  }

  @Test func `gives back what went in`() {
    #expect(LayerInventory(encoded: Self.layer.encoded()) == Self.layer)
  }

  @Test func `is the same bytes for the same layer`() {
    #expect(Self.layer.encoded() == Self.layer.encoded())
  }

  @Test func `is refused when anything of it changed`() {
    let bytes = Self.layer.encoded()
    for variant in hostileVariants(of: bytes) where variant != bytes {
      #expect(LayerInventory(encoded: variant) == nil)
    }
  }
}

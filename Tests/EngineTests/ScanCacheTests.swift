import Analysis
import Engine
import Foundation
import Model
import Testing

@Suite struct `scan cache` {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "plimsoll-cache-\(UUID().uuidString)/a/b").path

  private static func layer(_ number: Int, size: Int = 0) -> LayerInventory {
    var layer = LayerInventory()
    layer.whiteouts = ["file\(number)", String(repeating: "x", count: size)]
    return layer
  }

  @Test func `gives back what was stored`() {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let cache = ScanCache(directory: directory, bound: 1 << 20)
    #expect(cache.inventory(for: "k") == nil)
    #expect(cache.store(Self.layer(1), for: "k") == nil)
    #expect(cache.inventory(for: "k") == Self.layer(1))
    #expect(cache.status().entries == 1)
    #expect(cache.clear() == 1)
    #expect(cache.status().entries == 0)
  }

  @Test func `may lie in a relative directory`() {
    let name = "plimsoll-cache-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: name) }
    let cache = ScanCache(directory: "\(name)/a//b/", bound: 1 << 20)
    #expect(cache.store(Self.layer(1), for: "k") == nil)
    #expect(FileManager.default.fileExists(atPath: "\(name)/a/b/k.layer"))
  }

  @Test func `drops a damaged entry`() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let cache = ScanCache(directory: directory, bound: 1 << 20)
    _ = cache.store(Self.layer(1), for: "k")
    try Data([1, 2, 3]).write(to: URL(filePath: "\(directory)/k.layer"))
    #expect(cache.inventory(for: "k") == nil)
    #expect(cache.status().entries == 0)
  }

  @Test func `stays within its bound and keeps what was used last`() {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let cache = ScanCache(directory: directory, bound: 40_000)
    for number in 0..<10 { _ = cache.store(Self.layer(number, size: 8000), for: "k\(number)") }
    #expect(cache.status().bytes <= 40_000)
    #expect(cache.inventory(for: "k9") != nil)
  }

  @Test func `says why it cannot be written`() {
    let cache = ScanCache(directory: "/proc/no/such", bound: 1)
    #expect(cache.store(Self.layer(1), for: "k")?.contains("/proc/no/such") == true)
  }

  @Test func `is shared by many at once and left without a trace of the writing`() async throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let cache = ScanCache(directory: directory, bound: 1 << 20)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<64 {
        group.addTask {
          _ = cache.store(Self.layer(number % 4), for: "k\(number % 4)")
          let found = cache.inventory(for: "k\(number % 4)")
          #expect(found == Self.layer(number % 4))
        }
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    #expect(names == (0..<4).map { "k\($0).layer" })
  }

  @Test func `names entries by all that decides them`() throws {
    let one = try Digest("sha256:" + String(repeating: "1", count: 64))
    let two = try Digest("sha256:" + String(repeating: "2", count: 64))
    var small = Limits.standard
    small.fileSize = 1
    let keys = Set([
      ScanCache.key(layer: one, analyzers: "a@1", limits: .standard),
      ScanCache.key(layer: two, analyzers: "a@1", limits: .standard),
      ScanCache.key(layer: one, analyzers: "a@2", limits: .standard),
      ScanCache.key(layer: one, analyzers: "a@1", limits: small),
    ])
    #expect(keys.count == 4)
  }
}

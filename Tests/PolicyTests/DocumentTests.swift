import Formats
import Foundation
import Model
import Policy
import TestSupport
import Testing

@Suite struct `documents on policy` {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: docs.appending(path: path)))
  }

  @Test func `show a policy that can be read`() throws {
    let page = String(decoding: try Self.bytes("policy.md"), as: UTF8.self)
    let blocks = page.split(separator: "```yaml\n").dropFirst()
    let example = try #require(blocks.first?.split(separator: "```").first)
    let read = try policy(String(example))
    #expect(read.options.failOn.count == 2)
    #expect(read.waivers.count == 1)
    for key in PolicyFileReader.keys { #expect(example.contains("\n\(key):"), "\(key)") }
    for key in WaiverReader.keys { #expect(example.contains(" \(key):"), "\(key)") }
  }

  @Test func `have a schema with all keys`() throws {
    let bytes = try Self.bytes("schema/policy-1.json")
    let schema = try JSONReader.parse(bytes.span, limits: .standard)
    #expect(schema["properties"]?.map?.keys.sorted() == PolicyFileReader.keys)
    #expect(schema["$defs"]?["waiver"]?["properties"]?.map?.keys.sorted() == WaiverReader.keys)
  }

  @Test func `name every condition of a gate and every kind of mismatch`() throws {
    let page = String(decoding: try Self.bytes("policy.md"), as: UTF8.self)
    for word in Severity.allCases.map(\.rawValue) + [
      "fixed", "exploited", "epss", "risk", "malware",
    ] { #expect(page.contains(word), "\(word)") }
    for format in IgnoreFile.Format.allCases { #expect(page.contains("`\(format.rawValue)`")) }
    for status in VEXStatement.Status.allCases { #expect(page.contains("`\(status.rawValue)`")) }
  }
}

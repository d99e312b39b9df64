import Foundation
import Testing

@Suite struct `layers` {
  /// The targets in layer order, as the manifest lists them.
  private static let targets = [
    "Model", "Formats", "OCI", "Analysis", "Advisories", "Checks", "Trust", "Policy", "Reports",
    "Artifacts", "Packs", "Starter", "Engine", "Registry", "Updates", "Commands", "plimsoll",
  ]

  @Test func `are the folders of Sources`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Checkout.root.appending(path: "Sources").path
    )
    // Shims of C have a capital C before the capital of their name.
    let shims = folders.filter { $0.prefixMatch(of: /C[A-Z]/) != nil }
    #expect(Set(folders).subtracting(shims) == Set(Self.targets))
  }

  @Test(arguments: targets)
  func `import nothing from below themselves`(target: String) throws {
    let place = try #require(Self.targets.firstIndex(of: target))
    let below = Set(Self.targets[place...])
    let declaration = /^\s*(?:package |public )?import (\w+)/.anchorsMatchLineEndings()
    for file in Checkout.swiftFiles(below: "Sources/\(target)") {
      let imports = try Checkout.text(file).matches(of: declaration).map { String($0.output.1) }
      #expect(below.isDisjoint(with: imports), "\(file)")
    }
  }

  @Test(arguments: targets.prefix { $0 != "Artifacts" })
  func `of the core neither wait nor touch the machine`(target: String) throws {
    let banned = /\b(import (Foundation|Glibc|Dispatch)|async|await|fopen|getenv)\b/
    for file in Checkout.swiftFiles(below: "Sources/\(target)") {
      let lines = try Checkout.text(file).split(separator: "\n")
      let code = lines.filter { !$0.contains("//") && !$0.contains("\"") }
      #expect(code.first { $0.firstMatch(of: banned) != nil } == nil, "\(file)")
    }
  }
}

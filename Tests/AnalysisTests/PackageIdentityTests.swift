import Analysis
import Model
import Testing

@Suite struct `packages of several files` {
  @Test func `are one where their package URL is one`() throws {
    var first = package("a", file: "go.mod")
    first.dependencies = ["example.org/b"]
    var second = package("a", file: "go.sum")
    second.digests = [Digest(algorithm: .sha256, bytes: [UInt8](repeating: 1, count: 32))]
    second.scope = .development
    var facts = FileFacts()
    facts.packages = [first]
    var others = FileFacts()
    others.packages = [second]
    let packages = join(["go.mod": facts, "go.sum": others])
    let found = try #require(packages.first)
    #expect(packages.count == 1)
    #expect(found.evidence.map(\.path) == ["go.mod", "go.sum"])
    #expect(found.dependencies == ["example.org/b"] && found.digests == second.digests)
    #expect(found.scope == .runtime)
  }

  @Test func `are only those that a complete file declares`() {
    var complete = FileFacts()
    complete.packages = [package("a", file: "go.mod")]
    complete.claims = [Claim(.declared(inFile: "go.sum"), isComplete: true)]
    var sums = FileFacts()
    sums.packages = [package("a", file: "go.sum"), package("b", file: "go.sum")]
    #expect(join(["go.mod": complete, "go.sum": sums]).map(\.name) == ["a"])
    complete.claims = []
    #expect(join(["go.mod": complete, "go.sum": sums]).map(\.name) == ["a", "b"])
  }

  private func package(_ name: String, file: String) -> Package {
    Package(
      .golang,
      namespace: "example.org",
      name: name,
      version: "v1.0.0",
      evidence: Evidence(analyzer: "test", method: .lockFile, path: file)
    )
  }

  private func join(_ facts: [String: FileFacts]) -> [Package] {
    var layer = LayerInventory()
    layer.facts = facts
    var join = InventoryJoin(subject: Subject(kind: .sourceTree, name: "t"), layers: [layer])
    return join.run().packages
  }
}

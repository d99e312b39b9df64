import Analysis
import Formats
import Model
import TestSupport
import Testing

private func program(_ json: String) -> [UInt8] {
  var elf = ELFBuilder()
  elf.sections = [TestSection(".dep-v0", ZipBuilder.zlib(Array(json.utf8)))]
  return elf.build()
}

let cargoAuditableExample = program(
  """
  {"packages":[
  {"name":"app","version":"0.1.0","source":"local","dependencies":[1,2],"root":true},
  {"name":"cc","version":"1.0.83","source":"crates.io","kind":"build"},
  {"name":"serde","version":"1.0.193","source":"crates.io"}]}
  """
)

@Suite struct `cargo-auditable analyzer` {
  @Test func `lists crates with what they need and when`() throws {
    let facts = try analyze(
      CargoAuditableAnalyzer.self,
      path: "usr/bin/app",
      bytes: cargoAuditableExample
    )
    #expect(facts.packages.map(\.name) == ["app", "cc", "serde"])
    #expect(facts.packages.map(\.version) == ["0.1.0", "1.0.83", "1.0.193"])
    #expect(facts.packages.map(\.scope) == [.runtime, .development, .runtime])
    #expect(facts.packages[0].dependencies == ["cc", "serde"])
  }

  @Test(arguments: [
    "{}", "{\"packages\":[{\"name\":\"a\"}]}", "[",
    "{\"packages\":[{\"name\":\"a\",\"version\":\"1\",\"dependencies\":[7]}]}",
  ])
  func `refuses what is no list of crates`(json: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(CargoAuditableAnalyzer.self, path: "app", bytes: program(json))
    }
  }

  @Test func `refuses a section that is not compressed`() {
    var elf = ELFBuilder()
    elf.sections = [TestSection(".dep-v0", Array("{}".utf8))]
    #expect(throws: AnalysisError.self) {
      try analyze(CargoAuditableAnalyzer.self, path: "app", bytes: elf.build())
    }
  }
}

import Checks
import Model
import Testing

private func findings(_ text: String, only rules: [String] = []) -> [Finding] {
  let example = ImageExample(text)
  #expect(example.unknown == [])
  return ImageChecker(CheckSelection(only: rules))
    .check(example.inventory, kinds: Set(Finding.Kind.allCases))
}

@Suite struct `image checks` {
  @Test(arguments: allImageChecks.map(\.rule.id))
  func `pass and fail their examples`(id: String) throws {
    let check = try #require(allImageChecks.first { $0.rule.id == id })
    #expect(!check.examples.passing.isEmpty && !check.examples.failing.isEmpty)
    for text in check.examples.passing {
      #expect(findings(text, only: [id]).map(\.title) == [], "\(text)")
    }
    for text in check.examples.failing {
      #expect(findings(text, only: [id]).count == 1, "\(text)")
    }
  }

  @Test func `say nothing of a bill of materials`() {
    let inventory = Inventory(subject: Subject(kind: .sbom, name: "a"))
    #expect(ImageChecker().check(inventory, kinds: Set(Finding.Kind.allCases)).isEmpty)
  }

  @Test func `give the families that are wanted`() {
    let inventory = ImageExample("file 0755 bin/gcc\n").inventory
    #expect(ImageChecker().check(inventory, kinds: [.surface]).map(\.rule) == ["PLM-A003"])
    #expect(ImageChecker().check(inventory, kinds: [.privilege]).map(\.rule) == ["PLM-P001"])
  }

  @Test func `come with the worst first`() {
    let found = findings("USER 0\npassword root empty\nfile 0755 bin/bash\n")
    #expect(found.map(\.severity) == found.map(\.severity).sorted(by: >))
    #expect(found.first?.rule == "PLM-P020")
  }

  @Test func `keep their fingerprint when a layer is added`() {
    let text = "file 4755 app\n"
    let before = findings(text, only: ["PLM-P010"])
    let after = findings("file 0644 a\nlayer\n" + text, only: ["PLM-P010"])
    #expect(before.map(\.fingerprint) == after.map(\.fingerprint))
    #expect(before.map(\.location.layer) == [0] && after.map(\.location.layer) == [1])
  }

  @Test func `do not print the value of a credential`() {
    let found = findings("ENV API_TOKEN 4f9a1c7d2e8b\n", only: ["PLM-P032"])
    #expect(found.count == 1)
    #expect(!String(describing: found).contains("4f9a1c7d2e8b"))
  }

  @Test func `see no file that a later layer replaced`() {
    let text = "file 4755 app\nlayer\nfile 0755 app\n"
    #expect(findings(text, only: ["PLM-P010"]).isEmpty)
  }
}

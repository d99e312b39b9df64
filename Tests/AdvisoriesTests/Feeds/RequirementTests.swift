import Model
import Testing

@testable import Advisories

@Suite struct `requirement` {
  /// The stretches that a requirement allows, and what is left when they are taken away.
  private func stretches(_ set: VersionSet) -> String {
    var package = AffectedPackage(AdvisorySpace("generic"), "x")
    set.fill(&package)
    guard !package.ranges.isEmpty else { return "none" }
    let parts = package.ranges.map { $0.describe() }
    let without = package.unaffectedVersions.map { "not \($0)" }
    return (parts + without).joined(separator: " | ")
  }

  @Test(arguments: [
    ("~> 2.2.8", ">= 2.2.8, < 2.3.a"), ("~> 2.2", ">= 2.2, < 3.a"), ("~> 2", ">= 2, < 3.a"),
    ("~> 3.0.17, >= 3.0.17.1", ">= 3.0.17.1, < 3.1.a"), (">= 1.2", ">= 1.2"), ("< 3", "< 3"),
    ("> 1.2", ">= 1.2 | not 1.2"), ("<= 1.2", "<= 1.2"), ("= 1.2", ">= 1.2, <= 1.2"),
    ("1.2", ">= 1.2, <= 1.2"), ("!= 1.2", "< 1.2 | >= 1.2 | not 1.2"), ("> 2, < 1", "none"),
    (">=1.0,<1.5", ">= 1.0, < 1.5"),
  ])
  func `of Ruby`(text: String, allowed: String) throws {
    #expect(stretches(try Requirement(language: .ruby).versions(text)) == allowed)
  }

  @Test(arguments: [
    ("^1.2.3", ">= 1.2.3, < 2-0"), ("^0.2.3", ">= 0.2.3, < 0.3-0"),
    ("^0.0.3", ">= 0.0.3, < 0.0.4-0"),
    ("1.2.3", ">= 1.2.3, < 2-0"), ("~1.2.3", ">= 1.2.3, < 1.3-0"), ("=1.2.3", ">= 1.2.3, <= 1.2.3"),
    (">= 0.8, <0.9", ">= 0.8, < 0.9"), ("*", "all versions"), ("1.*", ">= 1, < 2-0"),
    ("^ 0.7.4", ">= 0.7.4, < 0.8-0"), (">= 0.0.8 ", ">= 0.0.8"),
  ])
  func `of Cargo`(text: String, allowed: String) throws {
    #expect(stretches(try Requirement(language: .cargo).versions(text)) == allowed)
  }

  @Test(arguments: [
    ("8.x", ">= 8, < 9-0"), ("8", ">= 8, < 9-0"), ("8.1.2", ">= 8.1.2, <= 8.1.2"),
    ("^8.1.4 || ^7.10.1", ">= 8.1.4, < 9-0 | >= 7.10.1, < 8-0"), ("~1.2", ">= 1.2, < 1.3-0"),
    (">=1.0 <2.0 || 3.x", ">= 1.0, < 2.0 | >= 3, < 4-0"), ("1.0 - 2.1.3", ">= 1.0, <= 2.1.3"),
    ("1.0 - 2", ">= 1.0, < 3-0"), ("<=4.1 || >6", "< 4.2-0 | >= 7"), ("", "all versions"),
    ("v1.2.3", ">= 1.2.3, <= 1.2.3"),
  ])
  func `of npm`(text: String, allowed: String) throws {
    #expect(stretches(try Requirement(language: .npm).versions(text)) == allowed)
  }

  @Test(arguments: [
    (">=2.0.0,<2.0.99", ">= 2.0.0, < 2.0.99"), ("~1.2", ">= 1.2, < 2-dev"),
    ("~1.2.3", ">= 1.2.3, < 1.3-dev"), ("^1.2", ">= 1.2, < 2-dev"), ("1.2.*", ">= 1.2, < 1.3-dev"),
    ("1.2", ">= 1.2, <= 1.2"), ("<1|>=2", "< 1 | >= 2"),
  ])
  func `of Composer`(text: String, allowed: String) throws {
    #expect(stretches(try Requirement(language: .composer).versions(text)) == allowed)
  }

  @Test(arguments: [
    Requirement.Language.ruby, .cargo, .npm, .composer,
  ])
  func `without sense is refused`(language: Requirement.Language) {
    let long = String(repeating: ">= 1 ", count: 1000)
    for text in [">=", "~>", "1.0 !", "<=>2", long, String(repeating: "1|", count: 100)] {
      #expect(throws: VersionError.self, "\(text)") {
        try Requirement(language: language).versions(text)
      }
    }
  }

  @Test func `leaves what is not patched`() throws {
    let patched = try Requirement(language: .ruby, marksFixes: true)
      .versions(anyOf: ["~> 2.2.8", ">= 2.3.4"])
    let unaffected = try Requirement(language: .ruby).versions(anyOf: ["< 1.0"])
    var package = AffectedPackage(AdvisorySpace("gem"), "x")
    try patched.union(unaffected).complement().fill(&package)
    #expect(
      package.ranges == [
        VersionInterval(from: "1.0", .fixed("2.2.8")),
        VersionInterval(from: "2.3.a", .fixed("2.3.4")),
      ]
    )
    #expect(package.fixState == .fixed)
  }

  @Test func `that allows all leaves none`() throws {
    let all = try Requirement(language: .cargo).versions("*")
    var package = AffectedPackage(AdvisorySpace("cargo"), "x")
    try all.complement().fill(&package)
    #expect(package.fixState == .notAffected)
    #expect(package.ranges.isEmpty)
  }
}

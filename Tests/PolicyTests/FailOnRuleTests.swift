import Model
import Policy
import Testing

@Suite struct `what fails a gate` {
  @Test(arguments: [
    ("high", "high"), (" Critical , fixed", "critical,fixed"), ("any", "any"),
    ("moderate", "medium"), ("important", "high"), ("exploited", "exploited"), ("kev", "exploited"),
    ("epss>=0.1", "epss>=0.1"), ("epss >= 10%", "epss>=0.1"), ("risk>=70", "risk>=70.0"),
    ("medium,fixed,exploited,epss>=0.5", "medium,fixed,exploited,epss>=0.5"),
    ("fixed,fixed", "fixed"), ("malware", "malware"),
  ])
  func `is read`(text: String, as canonical: String) throws {
    #expect(try FailOnRule(text).description == canonical)
  }

  @Test(arguments: [
    ("", FailOnError.empty("")), ("high,", .empty("high,")), (",", .empty(",")),
    ("hgih", .unknownWord("hgih")), ("high fixed", .unknownWord("high fixed")),
    ("epss", .missingNumber("epss")), ("epss>0.1", .wrongOperator("epss>0.1")),
    ("epss=0.1", .wrongOperator("epss=0.1")), ("epss>=", .outOfRange("epss>=", upTo: 1)),
    ("epss>=1.5", .outOfRange("epss>=1.5", upTo: 1)),
    ("epss>=-1", .outOfRange("epss>=-1", upTo: 1)),
    ("epss>=nan", .outOfRange("epss>=nan", upTo: 1)),
    ("epss>=0x1", .outOfRange("epss>=0x1", upTo: 1)),
    ("risk>=101", .outOfRange("risk>=101", upTo: 100)), ("cvss>=7", .unknownWord("cvss>=7")),
    ("high,low", .secondSeverity("high,low")), ("high,none", .noneAmongOthers("high,none")),
  ])
  func `is refused`(text: String, because reason: FailOnError) {
    #expect(throws: reason) { try FailOnRule(text) }
    #expect(!reason.description.isEmpty)
  }

  @Test(arguments: [
    ("high", true), ("critical", false), ("any", true), ("high,fixed", true),
    ("exploited", true), ("low,exploited,fixed", true), ("critical,exploited", false),
    ("epss>=0.2", true), ("epss>=0.3", false), ("risk>=55", true), ("risk>=56", false),
    ("malware", false),
  ])
  func `holds for a vulnerability that meets all of it`(text: String, holds: Bool) throws {
    let finding = flaw(
      change: {
        $0.fixState = .fixed
        $0.exploited = ExploitedFact(added: "", due: "", isUsedByRansomware: false)
        $0.likelihood = ExploitLikelihood(probability: 0.2, percentile: 0.9, date: "")
        $0.risk = 55
      }
    )
    #expect(try FailOnRule(text).holds(for: finding) == holds)
  }

  @Test(arguments: [
    ("high", true), ("high,fixed", false), ("exploited", false), ("epss>=0", false),
  ])
  func `asks no more than is known of one`(text: String, holds: Bool) throws {
    #expect(try FailOnRule(text).holds(for: flaw()) == holds)
  }

  @Test func `takes a fix behind a subscription for none`() throws {
    let finding = flaw(
      change: {
        $0.fixState = .fixed
        $0.fixChannel = "Ubuntu Pro"
      }
    )
    #expect(try !FailOnRule("high,fixed").holds(for: finding))
  }

  @Test(arguments: [("high,fixed", true), ("critical", false), ("high,exploited", false)])
  func `holds for secrets by severity`(text: String, holds: Bool) throws {
    let secret = fault(.secret, "aws-key", .high, path: "root/.aws/credentials")
    #expect(try FailOnRule(text).holds(for: secret) == holds)
  }

  @Test(arguments: ["critical,fixed", "exploited", "malware", "epss>=0.9"])
  func `always holds for malware`(text: String) throws {
    #expect(try FailOnRule(text).holds(for: flaw("MAL-2024-1", in: "evil", .unknown)))
  }

  @Test func `may be several, or none`() throws {
    #expect(try FailOnRule.parse(["critical", "exploited", "critical"]).count == 2)
    #expect(try FailOnRule.parse(["none"]).isEmpty)
    #expect(try FailOnRule.parse([]).isEmpty)
    #expect(throws: FailOnError.noneAmongOthers("none")) {
      try FailOnRule.parse(["high", "none"])
    }
  }
}

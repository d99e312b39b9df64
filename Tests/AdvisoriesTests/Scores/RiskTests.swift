import Advisories
import Foundation
import Model
import TestSupport
import Testing

@Suite struct `risk` {
  /// The rows of the table in `docs/risk.md`.
  private static func workedExamples() throws -> [[String]] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/risk.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("| Severity | Score |") })
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      line.dropFirst().dropLast().split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
  }

  @Test func `is what the worked examples say`() throws {
    let rows = try Self.workedExamples()
    #expect(rows.count >= 12)
    for row in rows {
      var facts = RiskFacts(try #require(Severity(rawValue: row[0])), score: Double(row[1]))
      facts.probability = Double(row[2])
      facts.exploitation =
        row[3] == "by ransomware" ? .byRansomware : row[3] == "yes" ? .known : .unknown
      facts.hasFix = row[4] == "yes"
      facts.isKernelHeaders = row[5] == "kernel headers"
      facts.isMalware = row[5] == "malware"
      #expect(facts.risk == Double(row[6]), "\(row)")
    }
  }

  private static func random(using generator: inout SeededGenerator) -> RiskFacts {
    let severities = Severity.allCases.filter { $0 != .unknown }
    var facts = RiskFacts(severities.randomElement(using: &generator) ?? .low)
    facts.score = Bool.random(using: &generator) ? .random(in: 0...10, using: &generator) : nil
    facts.probability = .random(in: 0...1, using: &generator)
    facts.exploitation =
      RiskFacts.Exploitation.allCases.randomElement(using: &generator) ?? .unknown
    facts.hasFix = .random(using: &generator)
    facts.isKernelHeaders = .random(using: &generator)
    return facts
  }

  /// The facts made worse in one way, chosen by number.
  private static func worsened(_ facts: RiskFacts, _ way: Int) -> RiskFacts {
    var worse = facts
    switch way {
    case 0: worse.severity = Severity.allCases.first { $0 > facts.severity } ?? facts.severity
    case 1: worse.score = facts.score.map { $0 + 1 }
    case 2: worse.probability = facts.probability.map { $0 + 0.01 }
    case 3: worse.exploitation = max(facts.exploitation, .known)
    case 4: worse.exploitation = .byRansomware
    case 5: worse.hasFix = true
    case 6: worse.isKernelHeaders = false
    default: worse.isMalware = true
    }
    return worse
  }

  @Test func `never sinks as a fact gets worse, and stays between 0 and 100`() {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<4000 {
      let facts = Self.random(using: &generator)
      let worse = Self.worsened(facts, round % 8)
      #expect(worse.risk >= facts.risk, "\(facts) \(worse)")
      #expect((0...100).contains(facts.risk))
    }
  }

  @Test func `takes numbers that are none for unknown`() {
    var facts = RiskFacts(.high, score: .nan)
    facts.probability = .infinity
    #expect(facts.risk == RiskFacts(.high).risk)
  }

  @Test func `is taken from a finding`() {
    var detail = VulnerabilityDetail(
      package: Package(
        .npm,
        name: "a",
        version: "1",
        evidence: Evidence(analyzer: "a", method: .lockFile, path: "a")
      ),
      identifiers: ["CVE-2024-1"]
    )
    detail.fixState = .fixed
    detail.exploited = ExploitedFact(added: "2024-01-01", due: "", isUsedByRansomware: true)
    detail.decidingSeverity = SeverityStatement(
      vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
      source: "nvd"
    )
    #expect(RiskFacts(.vulnerability, severity: .critical, detail: detail).risk == 100)
  }
}

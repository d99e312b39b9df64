import Analysis
import Foundation
import Model
import TestSupport
import Testing

@Suite struct `end of life` {
  private func system(_ id: String, _ version: String, prettyName: String = "") -> OperatingSystem {
    var system = OperatingSystem(id: id, version: version, path: "etc/os-release")
    system.prettyName = prettyName
    return system
  }

  @Test(
    arguments: [
      ("debian", "12", "2028-06-30"),
      ("ubuntu", "20.04", "2025-05-29"),
      ("alpine", "3.19.1", "2025-11-01"),
      ("alpine", "3.1", "2016-11-01"),
      ("rhel", "8.9", "2029-05-31"),
      ("centos", "7", "2024-06-30"),
      ("amzn", "2018.03", "2023-12-31"),
      ("sles", "15", "2019-12-31"),
      ("sles", "15.5", "2024-12-31"),
      ("sles", "15.99", nil),
      ("opensuse-leap", "15.6", "2026-04-30"),
      ("opensuse-tumbleweed", "20240101", nil),
      ("wolfi", "20230201", nil),
      ("debian", "", nil),
      ("debian", "99", nil),
    ] as [(String, String, String?)]
  )
  func `is known by release`(id: String, version: String, date: String?) {
    #expect(EndOfLife.date(of: system(id, version)) == date)
  }

  @Test func `of CentOS Stream is not that of CentOS Linux`() {
    #expect(EndOfLife.date(of: system("centos", "8", prettyName: "CentOS Linux 8")) == "2021-12-31")
    #expect(
      EndOfLife.date(of: system("centos", "8", prettyName: "CentOS Stream 8")) == "2024-05-31"
    )
  }

  @Test func `tells extended support apart`() {
    let release = EndOfLife.release(of: system("ubuntu", "16.04"))
    #expect(release?.date == "2021-04-30")
    #expect((release?.extended ?? "") > "2026")
  }

  /// Debian keeps a table of its own and Ubuntu's releases; ours must not drift from it.
  @Test(arguments: [("debian", "eol-lts"), ("ubuntu", "eol-server")])
  func `agrees with Debian's table`(id: String, column: String) throws {
    guard
      let text = try? String(contentsOfFile: "/usr/share/distro-info/\(id).csv", encoding: .utf8)
    else { try skip("needs distro-info-data") }
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(rows.first)
    let end = try #require(header.firstIndex(of: "eol"))
    let later = try #require(header.firstIndex(of: column))
    for row in rows.dropFirst() where row.count > end && !row[end].isEmpty {
      let version = String(row[0].prefix { $0 != " " })
      guard let ours = EndOfLife.date(of: system(id, version)) else { continue }
      let expected = row.count > later && !row[later].isEmpty ? row[later] : row[end]
      #expect(ours == max(expected, row[end]), "\(id) \(version)")
    }
  }
}

import Advisories
import Formats
import Model
import Testing

@Suite struct `known exploited vulnerabilities` {
  private let json = """
    {"catalogVersion": "2025.08.25", "dateReleased": "2025-08-25T17:04:19.9Z", "count": 2,
     "vulnerabilities": [
      {"cveID": "CVE-2025-1", "vulnerabilityName": "A \\"B\\" flaw", "dateAdded": "2025-08-20",
       "dueDate": "2025-09-10", "knownRansomwareCampaignUse": "Known", "cwes": ["CWE-59", "CWE-436"]},
      {"cveID": "", "vulnerabilityName": "nameless"},
      {"cveID": "CVE-2021-2", "vulnerabilityName": "C", "dateAdded": "2021-11-03",
       "dueDate": "", "knownRansomwareCampaignUse": "Unknown"}]}
    """
  private let csv = """
    cveID,vendorProject,vulnerabilityName,dateAdded,dueDate,knownRansomwareCampaignUse,cwes\r
    CVE-2025-1,Git,"A ""B"" flaw",2025-08-20,2025-09-10,Known,"CWE-59, CWE-436"\r
    ,,nameless,,,,\r
    CVE-2021-2,"two
    lines",C,2021-11-03,,Unknown,
    """

  @Test(arguments: [true, false])
  func `says the same as JSON and as CSV`(asJSON: Bool) throws {
    let path = asJSON ? "kev/a.json" : "kev/kev.tar.zst!/a.csv"
    let sink = try read(asJSON ? json : csv, path, by: KEVFeed())
    #expect(sink.facts.map(\.id) == ["CVE-2025-1", "CVE-2021-2"])
    #expect(sink.facts.first?.summary == "A \"B\" flaw")
    #expect(sink.facts.first?.weaknesses == ["CWE-59", "CWE-436"])
    #expect(
      sink.facts.map(\.exploited) == [
        ExploitedFact(added: "2025-08-20", due: "2025-09-10", isUsedByRansomware: true),
        ExploitedFact(added: "2021-11-03", due: "", isUsedByRansomware: false),
      ]
    )
    #expect(sink.gaps.count == 1)
    #expect(sink.date == (asJSON ? "2025-08-25" : ""))
  }

  @Test(arguments: [
    ("kev/a.json", "[]"), ("kev/a.json", "{\"vulnerabilities\": ["), ("kev/a.csv", "a,b\n"),
    ("kev/a.csv", "cveID\n\"CVE"), ("kev/a.csv", "cveID\n\"CVE\"x"),
    ("kev/a.csv", "cveID" + String(repeating: ",", count: 5000)),
  ])
  func `refuses what is no catalogue`(path: String, text: String) {
    #expect(throws: FeedError.self) { try read(text, path, by: KEVFeed()) }
  }

  @Test(arguments: ["kev/x_schema.json", "kev/kev.tar.zst!/LICENSE"])
  func `passes over what lies beside it`(path: String) throws {
    #expect(try read("anything", path, by: KEVFeed()) == FeedSink())
  }
}

@Suite struct `exploit likelihood` {
  @Test(arguments: [
    ("cve,epss\nCVE-2020-5902,0.65117\n", "epss/epss_scores-2021-04-14.csv.gz", 0.0, "2021-04-14"),
    ("cve,epss,percentile\nCVE-2020-5902,0.65117,0.99\n", "epss/current.csv", 0.99, ""),
    (
      "#model_version:v2023.03.01,score_date:2023-03-07T00:00:00+0000\r\ncve,epss,percentile\r\n"
        + "CVE-2020-5902,0.65117,0.5\r\n", "epss/epss_scores-2020-01-01.csv", 0.5, "2023-03-07"
    ),
    (
      "#model_version:v2023.03.01\npercentile,cve,other,epss\n0.25,CVE-2020-5902,x,6.5117e-1",
      "epss/a.csv", 0.25, ""
    ),
  ])
  func `is read in every form it had`(
    text: String,
    path: String,
    percentile: Double,
    day: String
  ) throws {
    let sink = try read(text, path, by: EPSSFeed())
    let wanted = ExploitLikelihood(probability: 0.65117, percentile: percentile, date: day)
    #expect(sink.facts.map(\.id) == ["CVE-2020-5902"])
    #expect(sink.facts.first?.likelihood == wanted)
    #expect(sink.date == day)
    #expect(sink.gaps.isEmpty)
  }

  @Test(arguments: [
    "CVE-2020-1,2,0.5", "CVE-2020-1", "x,0.1,0.1", "CVE-2020-1,nan,0.1", "CVE-1,0,\u{1}",
  ])
  func `skips a row that is no score`(row: String) throws {
    let sink = try read("cve,epss,percentile\n\(row)\nCVE-2020-2,0.1,0.2", "a.csv", by: EPSSFeed())
    #expect(sink.facts.map(\.id) == ["CVE-2020-2"])
    #expect(sink.gaps.map(\.detail) == ["no score in line 2"])
  }

  @Test(arguments: ["", "#only", "invalid,header\nCVE-2020-1,1"])
  func `refuses what has no columns of scores`(text: String) {
    #expect(throws: FeedError.self) { try read(text, "a.csv", by: EPSSFeed()) }
  }

  @Test func `keeps to the limit of values`() {
    var limits = Limits()
    limits.values = 2
    let text = "cve,epss\nCVE-1-1,0\nCVE-1-2,0\nCVE-1-3,0\n"
    #expect(throws: FeedError.limit("values in one document")) {
      try read(text, "a.csv", by: EPSSFeed(), limits: limits)
    }
  }
}

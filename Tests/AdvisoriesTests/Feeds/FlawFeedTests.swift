import Advisories
import Model
import Testing

let cveRecordExample = """
  {"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2024-1","state":"PUBLISHED",
  "datePublished":"2024-05-06T07:08:09.000Z"},"containers":{"cna":{"title":"A title",
  "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
  {"cvssV2_0":{"vectorString":"AV:N/AC:L/Au:N/C:P/I:P/A:P"},"other":{"type":"x"}},
  {"cvssV4_0":{"vectorString":"broken"}}],
  "problemTypes":[{"descriptions":[{"cweId":"CWE-79"},{"description":"n/a"}]}]},
  "adp":[{"providerMetadata":{"shortName":"CISA-ADP"},
  "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:N/A:N"}}],
  "problemTypes":[{"descriptions":[{"cweId":"CWE-79"},{"cweId":"CWE-80"}]}]},
  {"providerMetadata":{"shortName":"CVE"},
  "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:N/I:N/A:N"}}]}]}}
  """

let nvdExample = """
  {"format":"NVD_CVE","version":"2.0","timestamp":"2024-05-06T07:08:09.000","vulnerabilities":[
  {"cve":{"id":"CVE-2024-1","published":"2024-05-01T00:00:00.000","vulnStatus":"Analyzed","metrics":{
  "cvssMetricV31":[{"source":"nvd@nist.gov","cvssData":{
  "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
  {"source":"134c704f-9b21-4f2e-91b3-4a467353bcc0","cvssData":{
  "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
  "cvssMetricV2":[{"source":"a@example.com","cvssData":{"vectorString":"AV:N/AC:L/Au:N/C:P/I:P/A:P"}}]},
  "weaknesses":[{"description":[{"lang":"en","value":"CWE-352"}]},
  {"description":[{"lang":"en","value":"NVD-CWE-noinfo"},{"lang":"en","value":"CWE-352"}]}]}},
  {"cve":{"id":"CVE-2024-2","vulnStatus":"Rejected"}}]}
  """

@Suite struct `facts by CVE number` {
  @Test func `come from the authority and from CISA`() throws {
    let path = "cve/cvelistV5.zip!/cves/2024/0xxx/CVE-2024-1.json"
    let facts = try #require(try read(cveRecordExample, path, by: CVERecordFeed()).facts.first)
    #expect(
      facts.severities.map { "\($0.source) \($0.scale.rawValue) \($0.severity.rawValue)" } == [
        "cna CVSS:3.1 critical", "cna CVSS:2.0 high", "cisa-adp CVSS:3.1 medium",
      ]
    )
    #expect(facts.weaknesses == ["CWE-79", "CWE-80"])
    #expect([facts.id, facts.summary, facts.published] == ["CVE-2024-1", "A title", "2024-05-06"])
    #expect(!facts.isRejected)
  }

  @Test func `say that a number was rejected`() throws {
    let text = #"{"cveMetadata":{"cveId":"CVE-2019-25161","state":"REJECTED"},"containers":{}}"#
    let sink = try read(text, "cve/CVE-2019-25161.json", by: CVERecordFeed())
    #expect(sink.facts.map(\.isRejected) == [true])
    #expect(try read("[]", "cve/a.zip!/cves/delta.json", by: CVERecordFeed()) == FeedSink())
    #expect(throws: FeedError.self) { try read("{}", "cve/CVE-1.json", by: CVERecordFeed()) }
  }

  @Test func `come from NVD, each with its source`() throws {
    let sink = try read(nvdExample, "nvd/nvdcve-2.0-2024.json", by: NVDFeed())
    #expect(
      sink.facts.first?.severities.map { "\($0.source) \($0.scale.rawValue)" } == [
        "nvd CVSS:3.1", "cisa-adp CVSS:3.1", "cna CVSS:2.0",
      ]
    )
    #expect(sink.facts.first?.weaknesses == ["CWE-352"])
    #expect(sink.facts.map(\.isRejected) == [false, true])
    #expect(sink.date == "2024-05-06")
  }

  @Test(arguments: ["{}", #"{"CVE_Items":[]}"#, "["])
  func `of NVD are refused in other versions`(text: String) {
    #expect(throws: FeedError.self) { try read(text, "nvd/a.json", by: NVDFeed()) }
  }
}

import Advisories
import TestSupport
import Testing

@Suite struct `CVSS tool` {
  private func answer(_ line: String) -> String {
    String(decoding: CVSSTool.answer(Array(line.utf8).span), as: UTF8.self)
  }

  @Test(arguments: [
    (
      #"{"vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}"#,
      #"{"version":"3.1","score":9.8,"severity":"critical","base":9.8}"#
    ),
    (
      #"{"vector":"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H"}"#,
      #"{"version":"2.0","score":9.2,"severity":"high","base":7.8,"temporal":6.4,"environmental":9.2}"#
    ),
    (
      #"{"vector":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/E:P"}"#,
      #"{"version":"4.0","score":7.8,"severity":"high","base":8.8,"nomenclature":"CVSS-BT"}"#
    ),
    (
      #"{"vector":"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"}"#,
      #"{"version":"3.0","score":0.0,"severity":"none","base":0.0}"#
    ),
    (#"{"vector":"x"}"#, #"{"error":"'x' is no metric with a value"}"#),
    (#"{"vector":1}"#, #"{"error":"'vector' is missing or no string"}"#),
    (#"{}"#, #"{"error":"'vector' is missing or no string"}"#),
    (#"[]"#, #"{"error":"the line is no JSON object"}"#),
    (#"{"#, #"{"error":"the line is not JSON"}"#),
  ])
  func `answers a line with a line`(question: String, expected: String) {
    #expect(answer(question) == expected)
  }

  @Test func `answers spoilt lines, on one line each`() {
    let good = #"{"vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}"#
    for bytes in hostileVariants(of: Array(good.utf8)) {
      let answer = CVSSTool.answer(bytes.span)
      #expect(answer.first == UInt8(ascii: "{") && !answer.contains(0x0A))
    }
  }
}

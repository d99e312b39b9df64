import Advisories
import TestSupport
import Testing

@Suite struct `version tool` {
  private func answer(_ line: String) -> String {
    String(decoding: VersionTool.answer(Array(line.utf8).span), as: UTF8.self)
  }

  @Test(arguments: [
    (#"{"op":"compare","scheme":"deb","a":"1.0~rc1","b":"1.0"}"#, #"{"result":-1}"#),
    (#"{"op":"compare","scheme":"Debian:12","a":"1.0","b":"1.0-0"}"#, #"{"result":0}"#),
    (#"{"op":"compare","scheme":"PEP440","a":"1.0.post1","b":"1.0"}"#, #"{"result":1}"#),
    (#"{"op":"compare","scheme":"npm","a":"x","b":"1.0.0"}"#, #"{"error":"'x' is no version"}"#),
    (#"{"op":"valid","scheme":"apk","version":"1.2-r0"}"#, #"{"result":true}"#),
    (#"{"op":"valid","scheme":"alpine","version":"1.2-0"}"#, #"{"result":false}"#),
    (
      #"{"op":"contains","scheme":"npm","range":"^1.2 || 3","version":"3.1.0"}"#,
      #"{"result":true}"#
    ),
    (
      #"{"op":"contains","scheme":"cargo","range":"1.2","version":"2.0.0"}"#, #"{"result":false}"#
    ),
    (
      #"{"op":"contains","scheme":"python","range":"1.2","version":"2.0.0"}"#,
      #"{"error":"'1.2' is no range"}"#
    ),
    (#"{"op":"compare","scheme":"deb","a":"1"}"#, #"{"error":"'b' is missing or no string"}"#),
    (#"{"op":"compare","a":"1"}"#, #"{"error":"'scheme' is missing or no string"}"#),
    (#"{"op":"affected","version":"1"}"#, #"{"error":"'record' is missing or no object"}"#),
    (
      #"{"op":"x"}"#, #"{"error":"unknown op 'x'; use compare, valid, contains or affected"}"#
    ),
    (#"{}"#, #"{"error":"'op' is missing; use compare, valid, contains or affected"}"#),
    (#"[]"#, #"{"error":"the line is no JSON object"}"#),
    (#"{"#, #"{"error":"the line is not JSON: it ends in the middle of a value"}"#),
  ])
  func `answers a line with a line`(question: String, expected: String) {
    #expect(answer(question) == expected)
  }

  @Test func `tells which schemes there are`() {
    let reply = answer(#"{"op":"valid","scheme":"zzz","version":"1"}"#)
    #expect(reply.hasPrefix(#"{"error":"unknown scheme 'zzz'; use one of alpm, apk, "#))
    #expect(VersionScheme.allCases.allSatisfy { VersionScheme(named: $0.rawValue) == $0 })
  }

  /// An entry with events as `introduced 1.0, fixed 2.0`.
  private func affected(_ events: String, _ version: String, _ extra: String = "") -> String {
    let events = events.split(separator: ",").map { event in
      let words = event.split(separator: " ")
      return #"{"\#(words[0])":"\#(words[1])"}"#
    }
    let range = #"{"type":"ECOSYSTEM","events":[\#(events.joined(separator: ","))]}"#
    let entry =
      #"{"package":{"ecosystem":"PyPI","name":"A_b"},"ranges":[\#(range)],"versions":["9.9"]}"#
    return answer(
      #"{"op":"affected","record":{"id":"X","affected":[\#(entry)]},"version":"\#(version)"\#(extra)}"#
    )
  }

  @Test(arguments: [
    ("introduced 0,fixed 2.0", "1.9 0.dev0 9.9 9.9.0", "2.0 2.0+x 3"),
    ("fixed 2.0,introduced 1.0", "1.0 2.0rc1", "0.9 2.0"),
    ("introduced 0,last_affected 2.0", "2.0 1", "2.0.1"),
    ("introduced 1,fixed 2,introduced 3,fixed 4", "1 3.5", "0.9 2 4"),
    ("introduced 0,limit 2", "1", "2 3"),
    ("introduced 0,limit *", "7", ""),
    ("introduced 1.0", "1.0 99", "0.1"),
  ])
  func `evaluates a record`(events: String, inside: String, outside: String) {
    for version in inside.split(separator: " ") {
      #expect(affected(events, String(version)) == #"{"result":true}"#, "\(version)")
    }
    for version in outside.split(separator: " ") {
      #expect(affected(events, String(version)) == #"{"result":false}"#, "\(version)")
    }
  }

  @Test(arguments: [
    (#","ecosystem":"PyPI","package":"a-B""#, true), (#","ecosystem":"npm""#, false),
    (#","package":"other""#, false), (#","ecosystem":"PyPI:x""#, true),
  ])
  func `asks for one package`(extra: String, isAffected: Bool) {
    #expect(affected("introduced 0", "1", extra) == #"{"result":\#(isAffected)}"#)
  }

  @Test func `passes ranges of commits over`() {
    let range = #"{"type":"GIT","repo":"r","events":[{"introduced":"0"}]}"#
    let entry = #"{"package":{"ecosystem":"Debian:12","name":"a"},"ranges":[\#(range)]}"#
    let line = #"{"op":"affected","record":{"affected":[\#(entry)]},"version":"1"}"#
    #expect(answer(line) == #"{"result":false}"#)
  }

  @Test func `answers spoilt lines, on one line each`() {
    let good = #"{"op":"contains","scheme":"npm","range":"^1.2 || 3 - 4","version":"3.1.0"}"#
    for bytes in hostileVariants(of: Array(good.utf8)) {
      let answer = VersionTool.answer(bytes.span)
      #expect(answer.first == UInt8(ascii: "{") && !answer.contains(0x0A))
    }
  }
}

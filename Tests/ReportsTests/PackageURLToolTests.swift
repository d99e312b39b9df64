import Reports
import TestSupport
import Testing

@Suite struct `package URL tool` {
  private func answer(_ line: String) -> String {
    String(decoding: PackageURLTool.answer(Array(line.utf8).span), as: UTF8.self)
  }

  @Test(arguments: [
    (
      #"{"op":"parse","purl":"pkg:npm/%40a/b@1?x=2&A=3#c"}"#,
      #"{"type":"npm","namespace":"@a","name":"b","version":"1","qualifiers":{"a":"3","x":"2"},"subpath":"c"}"#
    ),
    (
      #"{"op":"parse","purl":"pkg:cargo/rand"}"#,
      #"{"type":"cargo","namespace":null,"name":"rand","version":null,"qualifiers":null,"subpath":null}"#
    ),
    (
      #"{"op":"build","type":"NPM","namespace":"@a","name":"b","version":null,"qualifiers":{"z":null,"y":"1/2"},"subpath":"/c/"}"#,
      #"{"purl":"pkg:npm/%40a/b?y=1%2F2#c"}"#
    ),
    (
      #"{"op":"build","type":"generic","name":"a","qualifiers":{"checksum":["sha1:1","sha256:2"]}}"#,
      #"{"purl":"pkg:generic/a?checksum=sha1:1%2Csha256:2"}"#
    ),
    (#"{"op":"canonical","purl":"pkg:PYPI/A_b"}"#, #"{"purl":"pkg:pypi/a-b"}"#),
    (#"{"op":"parse","purl":"x"}"#, #"{"error":"a package URL begins with pkg:"}"#),
    (#"{"op":"build","type":null,"name":"a"}"#, #"{"error":"the type is missing"}"#),
    (#"{"op":"build","type":"npm","name":1}"#, #"{"error":"'name' is no string"}"#),
    (#"{"op":"parse"}"#, #"{"error":"'purl' is missing or no string"}"#),
    (#"{"op":"dance"}"#, #"{"error":"unknown op 'dance'; use parse, build or canonical"}"#),
    (#"{}"#, #"{"error":"'op' is missing; use parse, build or canonical"}"#),
    (#"[]"#, #"{"error":"the line is no JSON object"}"#),
  ])
  func `answers a line with a line`(question: String, expected: String) {
    #expect(answer(question) == expected)
  }

  @Test func `answers spoilt lines, on one line each`() {
    let good = #"{"op":"parse","purl":"pkg:npm/%40a/b@1?x=2#c"}"#
    for bytes in hostileVariants(of: Array(good.utf8)) {
      let answer = PackageURLTool.answer(bytes.span)
      #expect(answer.first == UInt8(ascii: "{") && !answer.contains(0x0A))
    }
  }
}

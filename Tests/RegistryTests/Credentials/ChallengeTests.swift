import Registry
import TestSupport
import Testing

@Suite struct `challenge` {
  struct Case: Sendable, CustomTestStringConvertible {
    var fields: [String]
    var expected: [Challenge]
    var testDescription: String { fields.joined(separator: " | ") }

    init(_ fields: String..., is expected: [Challenge]) {
      self.fields = fields
      self.expected = expected
    }
  }

  private static let hub = Challenge(
    scheme: "bearer",
    parameters: [
      "realm": "https://auth.docker.io/token", "service": "registry.docker.io",
      "scope": "repository:a/b:pull,push",
    ]
  )

  @Test(arguments: [
    Case(
      #"Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push""#,
      is: [hub]
    ),
    Case(
      #"BEARER  Realm = "https://auth.docker.io/token" , service="registry.docker.io",, scope="repository:a/b:pull,push""#,
      is: [hub]
    ),
    Case(
      #"Basic realm="a \"b\" c""#,
      is: [Challenge(scheme: "basic", parameters: ["realm": #"a "b" c"#])]
    ),
    Case("Basic", is: [Challenge(scheme: "basic")]),
    Case(
      #"Basic realm="x, y", Bearer realm="z",service=s"#,
      is: [
        Challenge(scheme: "basic", parameters: ["realm": "x, y"]),
        Challenge(scheme: "bearer", parameters: ["realm": "z", "service": "s"]),
      ]
    ),
    Case(
      "Negotiate",
      "Basic realm=x",
      is: [Challenge(scheme: "negotiate"), Challenge(scheme: "basic", parameters: ["realm": "x"])]
    ),
    Case(
      "Bearer realm=https://a/t,service=b",
      is: [
        Challenge(scheme: "bearer", parameters: ["realm": "https://a/t", "service": "b"])
      ]
    ),
    Case("Bearer realm=a,realm=b", is: [Challenge(scheme: "bearer", parameters: ["realm": "a"])]),
    Case(#"Bearer realm="open"#, is: [Challenge(scheme: "bearer", parameters: ["realm": "open"])]),
    Case("", is: []),
    Case(", ,", is: []),
    Case("realm=x", is: []),
    Case(#""Basic""#, is: []),
  ])
  func `is read`(each: Case) {
    #expect(Challenge.list(each.fields) == each.expected)
  }

  @Test func `of any bytes does no harm`() {
    var random = SystemRandomNumberGenerator()
    let alphabet = Array("Ba=\",\\ \t;é".unicodeScalars)
    for length in 0..<2000 {
      var text = ""
      for _ in 0..<(length % 40) {
        text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      _ = Challenge.list([text])
    }
    #expect(Challenge.list([String(repeating: "a,", count: 20_000)]).isEmpty)
  }
}

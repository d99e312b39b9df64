import Registry
import Testing

@Suite struct `proxy settings` {
  private static func server(
    for address: String,
    _ environment: [String: String]
  ) throws -> String? {
    let address = try #require(HTTPAddress(address))
    let server = try ProxySettings(environment: environment).server(for: address)
    return server.map { "\($0.kind) \($0.host):\($0.port)" }
  }

  @Test(arguments: [
    ("http://proxy.example:3128", "http proxy.example:3128"),
    ("proxy.example:3128", "http proxy.example:3128"),
    ("http://proxy.example/", "http proxy.example:80"),
    ("socks5://10.0.0.1", "socks 10.0.0.1:1080"),
    ("http://[2001:db8::1]:8080", "http 2001:db8::1:8080"),
  ])
  func `reads a proxy`(text: String, as expected: String) throws {
    #expect(try Self.server(for: "https://a.example/", ["HTTPS_PROXY": text]) == expected)
  }

  @Test(arguments: [
    "https://proxy:1", "gopher://proxy", "http://", "http://u:secret@:1", "socks5://u:p@h",
  ])
  func `refuses others, and never repeats a password`(text: String) {
    let error = #expect(throws: RegistryError.self) {
      try ProxySettings(environment: ["HTTPS_PROXY": text])
    }
    #expect(error?.code == .configuration)
    #expect(error?.description.contains("secret") == false)
  }

  @Test func `reads a login`() throws {
    let server = try ProxyServer("http://me:p%40ss%3A@proxy:1", from: "X")
    #expect(server.user == "me")
    #expect(server.password == Secret("p@ss:"))
  }

  @Test func `takes the proxy of the scheme, lower case first`() throws {
    let environment = ["HTTPS_PROXY": "upper:1", "https_proxy": "lower:1", "HTTP_PROXY": "plain:1"]
    #expect(try Self.server(for: "https://a.example/", environment) == "http lower:1")
    #expect(try Self.server(for: "http://a.example/", environment) == "http plain:1")
    #expect(try Self.server(for: "https://127.0.0.1:5000/", environment) == nil)
  }

  @Test func `takes one proxy for both schemes where there is no other`() throws {
    let environment = ["ALL_PROXY": "socks5://all", "http_proxy": "plain:1"]
    #expect(try Self.server(for: "https://a.example/", environment) == "socks all:1080")
    #expect(try Self.server(for: "http://a.example/", environment) == "http plain:1")
    let lower = ["ALL_PROXY": "upper:1", "all_proxy": "lower:1", "NO_PROXY": "b.example"]
    #expect(try Self.server(for: "http://a.example/", lower) == "http lower:1")
    #expect(try Self.server(for: "http://b.example/", lower) == nil)
  }

  @Test(arguments: [
    ("*", "https://a.example/", true),
    ("example.com", "https://example.com/", true),
    ("example.com", "https://a.example.com/", true),
    ("example.com", "https://notexample.com/", false),
    (".example.com", "https://example.com/", false),
    (".example.com", "https://a.example.com/", true),
    ("*.example.com", "https://a.example.com/", true),
    ("Example.COM:5000", "https://example.com:5000/", true),
    ("example.com:5000", "https://example.com/", false),
    ("x, 10.0.0.0/8 ,y", "https://10.1.2.3/", true),
    ("10.0.0.0/8", "https://11.1.2.3/", false),
    ("192.168.1.0/25", "https://192.168.1.128/", false),
    ("192.168.1.4", "https://192.168.1.4:5000/", true),
    ("192.168.1.4:80", "https://192.168.1.4:5000/", false),
    ("2001:db8::/32", "https://[2001:db8::5]/", true),
    ("[2001:db8::5]", "https://[2001:db8:0:0::5]/", true),
    ("10.0.0.0/99", "https://10.0.0.1/", false),
    ("", "https://a.example/", false),
  ])
  func `heeds NO_PROXY`(list: String, address: String, isDirect: Bool) throws {
    let address = try #require(HTTPAddress(address))
    #expect(ProxyExceptions(list).contains(address) == isDirect)
  }
}

import Registry
import Testing

@Suite struct `HTTP address` {
  @Test(arguments: [
    ("https://registry.example/v2/", "https://registry.example/v2/"),
    ("HTTPS://Registry.Example", "https://registry.example/"),
    ("http://127.0.0.1:5000/v2/a?b=c#d", "http://127.0.0.1:5000/v2/a?b=c"),
    ("https://registry.example:443/a", "https://registry.example/a"),
    ("https://[::1]:5000?x", "https://[::1]:5000/?x"),
    ("https://user:word@registry.example/a", "https://registry.example/a"),
  ])
  func `is read`(text: String, as expected: String) {
    #expect(HTTPAddress(text)?.text == expected)
  }

  @Test(arguments: [
    "", "registry.example", "ftp://a/b", "https://", "https:///a", "https://a:0/", "https://a:x/",
    "https://a:70000/", "https://a b/", "https://[::1/", "https://é/", "https://[]/",
    "https://a/\r\nX: y",
  ])
  func `is refused`(text: String) {
    #expect(HTTPAddress(text) == nil)
  }

  @Test(arguments: [
    ("https://b.example/x", "https://b.example/x"),
    ("//b.example/x", "https://b.example/x"),
    ("/x?y=1", "https://a.example:5000/x?y=1"),
    ("x", "https://a.example:5000/v2/x"),
    ("?y", "https://a.example:5000/v2/blob?y"),
    ("", "https://a.example:5000/v2/blob?q"),
    ("http://b.example/#f", "http://b.example/"),
  ])
  func `follows a location`(location: String, to expected: String) {
    let here = HTTPAddress("https://a.example:5000/v2/blob?q")
    #expect(here?.resolving(location)?.text == expected)
  }

  @Test(arguments: ["data:text/plain,x", "ftp://a/", "/a b", "//"])
  func `follows no other location`(location: String) {
    #expect(HTTPAddress("https://a.example/")?.resolving(location) == nil)
  }

  @Test func `is described without its query`() {
    #expect(HTTPAddress("https://a/b?signature=1")?.description == "https://a/b")
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.9.9.9:5000", true), ("localhost", true), ("LOCALHOST:1", true),
    ("[::1]:5000", true), ("[::ffff:127.0.0.1]", true), ("a.localhost", true),
    ("128.0.0.1", false), ("localhost.example", false), ("[::2]", false),
    ("127.0.0.1.example", false),
  ])
  func `knows this machine`(authority: String, isLoopback: Bool) {
    let address = HTTPAddress(scheme: .http, authority: authority)
    #expect(address?.isLoopback == isLoopback)
  }
}

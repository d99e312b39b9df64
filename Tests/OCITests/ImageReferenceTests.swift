import Model
import OCI
import TestSupport
import Testing

private let hex = String(repeating: "0123456789abcdef", count: 4)

private struct Reading: CustomTestStringConvertible, Sendable {
  let text: String
  let canonical: String
  let familiar: String

  init(_ text: String, _ canonical: String, familiar: String) {
    self.text = text
    self.canonical = canonical
    self.familiar = familiar
  }

  var testDescription: String { text }
}

private let readings = [
  Reading("nginx", "docker.io/library/nginx:latest", familiar: "nginx:latest"),
  Reading("nginx:1.27", "docker.io/library/nginx:1.27", familiar: "nginx:1.27"),
  Reading("library/nginx", "docker.io/library/nginx:latest", familiar: "nginx:latest"),
  Reading("docker.io/nginx", "docker.io/library/nginx:latest", familiar: "nginx:latest"),
  Reading("index.docker.io/nginx", "docker.io/library/nginx:latest", familiar: "nginx:latest"),
  Reading("user/app", "docker.io/user/app:latest", familiar: "user/app:latest"),
  Reading("library/a/b", "docker.io/library/a/b:latest", familiar: "library/a/b:latest"),
  Reading(
    "docker.io/example.org/app",
    "docker.io/example.org/app:latest",
    familiar: "docker.io/example.org/app:latest"
  ),
  Reading("localhost/app", "localhost/app:latest", familiar: "localhost/app:latest"),
  Reading("localhost:5000/app:v1", "localhost:5000/app:v1", familiar: "localhost:5000/app:v1"),
  Reading("LOCALHOST/app", "LOCALHOST/app:latest", familiar: "LOCALHOST/app:latest"),
  Reading("Registry/app", "Registry/app:latest", familiar: "Registry/app:latest"),
  Reading(
    "127.0.0.1:5000/a/b/c",
    "127.0.0.1:5000/a/b/c:latest",
    familiar: "127.0.0.1:5000/a/b/c:latest"
  ),
  Reading(
    "[2001:db8::1]:5000/app",
    "[2001:db8::1]:5000/app:latest",
    familiar: "[2001:db8::1]:5000/app:latest"
  ),
  Reading("[::1]/app", "[::1]/app:latest", familiar: "[::1]/app:latest"),
  Reading("ghcr.io/o/r:t", "ghcr.io/o/r:t", familiar: "ghcr.io/o/r:t"),
  Reading(
    "a__b/c---d/e.f_g",
    "docker.io/a__b/c---d/e.f_g:latest",
    familiar: "a__b/c---d/e.f_g:latest"
  ),
  Reading(
    "app@sha256:\(hex)",
    "docker.io/library/app@sha256:\(hex)",
    familiar: "app@sha256:\(hex)"
  ),
  Reading(
    "r.example/app:1@sha256:\(hex)",
    "r.example/app:1@sha256:\(hex)",
    familiar: "r.example/app:1@sha256:\(hex)"
  ),
  Reading("app:5000", "docker.io/library/app:5000", familiar: "app:5000"),
]

@Suite struct `image reference` {
  @Test(arguments: readings)
  private func `is read as Docker reads it`(_ reading: Reading) throws {
    let reference = try ImageReference(reading.text)
    #expect(reference.canonical == reading.canonical)
    #expect(reference.familiar == reading.familiar)
    #expect(try ImageReference(reference.canonical).canonical == reading.canonical)
  }

  @Test(arguments: [
    ("", ImageReferenceError.empty),
    (hex, .identifier(hex)),
    ("Nginx", .upperCase("library/Nginx")),
    ("user/App", .upperCase("user/App")),
    ("a//b", .invalidRepository("a//b")),
    ("-a", .invalidRepository("library/-a")),
    ("a..b", .invalidRepository("library/a..b")),
    ("a._b", .invalidRepository("library/a._b")),
    ("a___b", .invalidRepository("library/a___b")),
    ("a/", .invalidRepository("a/")),
    ("a b", .invalidRepository("library/a b")),
    (":tag", .invalidRepository("")),
    ("a:", .invalidTag("")),
    ("a:-x", .invalidTag("-x")),
    ("a:b:c", .invalidTag("b:c")),
    ("a:" + String(repeating: "t", count: 129), .invalidTag(String(repeating: "t", count: 129))),
    ("a@sha256:beef", .invalidDigest(.malformedValue("beef"))),
    ("a@beef", .invalidDigest(.missingAlgorithm("beef"))),
    (
      "a@md5:0123456789abcdef0123456789abcdef",
      .invalidDigest(.unknownAlgorithm("md5"))
    ),
    ("-x.io/a", .invalidRegistry("-x.io")),
    ("x.io:port/a", .invalidRegistry("x.io:port")),
    ("x.io:99999/a", .invalidRegistry("x.io:99999")),
    ("foo_bar.io/a", .invalidRegistry("foo_bar.io")),
    ("r.io/" + String(repeating: "a", count: 256), .tooLong(256)),
    (String(repeating: "a", count: 2000), .tooLong(2000)),
  ])
  func `is refused`(text: String, because reason: ImageReferenceError) {
    let error = #expect(throws: ImageReferenceError.self) { try ImageReference(text) }
    #expect(error == reason)
    #expect(error.map { !"\($0)".isEmpty } == true)
  }

  @Test func `may be as long as the grammar allows`() throws {
    let repository = String(repeating: "a", count: 255)
    let tag = String(repeating: "T", count: 128)
    #expect(try ImageReference("r.io/\(repository):\(tag)").tag == tag)
  }

  @Test func `asks a registry for the digest before the tag`() throws {
    #expect(try ImageReference("app:1").target == "1")
    #expect(try ImageReference("app").target == "latest")
    #expect(try ImageReference("app:1@sha256:\(hex)").target == "sha256:\(hex)")
    let pinned = try ImageReference("app:1").pinned(to: Digest("sha256:\(hex)"))
    #expect(pinned.familiar == "app:1@sha256:\(hex)")
  }

  @Test func `takes any text`() throws {
    for bytes in hostileVariants(of: Array("localhost:5000/a/b:t@sha256:\(hex)".utf8)) {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let reference = try? ImageReference(text) else { continue }  // Refused is an answer.
      #expect(try ImageReference(reference.canonical).canonical == reference.canonical)
    }
  }
}

import RegistryStub
import Testing

@testable import Registry

@Suite struct `netrc file` {
  private func field(_ text: String, _ host: String) -> String? {
    let bytes = Array(text.utf8)
    return NetrcFile(bytes.span).field(for: HTTPAddress(scheme: .https, host: host))?.exposed
  }

  /// `a:b`, as a field has it.
  private static let login = "Basic YTpi"

  @Test(arguments: [
    ("machine one login a password b", "one"),
    ("machine ONE\n  login a\n  password b\n", "one"),
    ("# a remark\nmachine other login x password y\nmachine one login a password b", "one"),
    ("machine one login \"a\" account c password \"b\"", "one"),
    ("default login x password y\nmachine one login a password b", "one"),
    ("macdef init\ncd machine one\nls\n\nmachine one login a password b", "one"),
  ])
  func `gives the login of a machine`(text: String, host: String) {
    #expect(field(text, host) == Self.login)
  }

  @Test(arguments: [
    "", "machine other login a password b", "machine", "machine one", "login a password b",
    "default", "default login a password b", "machine one nonsense login a password b", "macdef",
    "machine \"one",
  ])
  func `gives none otherwise`(text: String) {
    #expect(field(text, "one") == nil)
  }

  @Test func `does not tell passwords`() {
    let bytes = Array("machine one login a password sesame".utf8)
    #expect(!"\(NetrcFile(bytes.span))".contains("sesame"))
  }
}

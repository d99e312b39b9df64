import Testing
import Updates

@Suite struct `address that a user names` {
  private func paths(_ texts: String...) throws -> [String] {
    try SourceList(named: texts, limit: 1).files.map(\.path)
  }

  @Test(arguments: [
    ("https://a.example/x/osv/npm/all.zip", "osv/npm/all.zip"),
    ("https://a.example/osv/Rocky%20Linux/all.zip?a=b", "osv/Rocky Linux/all.zip"),
    (
      "http://localhost:1/known_exploited_vulnerabilities.json",
      "kev/known_exploited_vulnerabilities.json"
    ),
    ("osv/npm/all.zip=https://a.example/npm.zip", "osv/npm/all.zip"),
  ])
  func `is of the file that its end tells`(text: String, path: String) throws {
    #expect(try paths(text) == [path])
  }

  @Test func `is a folder like a copy otherwise`() throws {
    let files = try SourceList(named: ["https://a.example/feeds"], limit: 1).files
    #expect(files.count > 40)
    #expect(files.allSatisfy { $0.places.map(\.url) == ["https://a.example/feeds/" + escaped($0)] })
  }

  private func escaped(_ file: SourceFile) -> String {
    file.path.split(separator: " ").joined(separator: "%20")
  }

  @Test func `may be one of several for the same file`() throws {
    let names = ["https://a.example/osv/npm/all.zip", "https://b.example/osv/npm/all.zip"]
    let files = try SourceList(named: names, limit: 1).files
    #expect(files.map { $0.places.map(\.url) } == [names])
  }

  @Test(arguments: [
    "ftp://a.example/osv/npm/all.zip", "feeds", "https://a.example/all.zip", "https://",
    "secrets.txt=https://a.example/x", "../osv/npm/all.zip=https://a.example/x",
    "https://a.example/unheard-of.json",
  ])
  func `is refused where nothing can be made of it`(text: String) {
    #expect(throws: UpdateError.self) { try paths(text) }
  }
}

import Advisories
import Model
import Testing

@Suite struct `feeds of languages` {
  @Test func `RustSec says what is patched`() throws {
    let sink = try read(rustExample, "rustsec/a.tar!/crates/deque/RUSTSEC-1.md", by: RustSecFeed())
    let advisory = try #require(sink.advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "cargo, deque, fixed, >= 0.5.0, < 0.7.4, >= 0.8-0, < 0.8.1"
      ]
    )
    #expect([advisory.id, advisory.summary] == ["RUSTSEC-2021-0093", "A title"])
    #expect(advisory.aliases == ["CVE-2021-1"])
    #expect(advisory.severities.map(\.severity) == [.critical])
    #expect(advisory.kind == .vulnerability)
  }

  @Test(arguments: [
    (
      "rust/std/CVE-2018-1.md", "std", "patched = [\">= 1.29.1\"]", "generic, rust, fixed, < 1.29.1"
    ),
    (
      "rust/rustdoc/CVE-2018-1.md", "rustdoc", "patched = [\"> 1.27.0\"]",
      "generic, rustdoc, not-fixed, <= 1.27.0"
    ),
    (
      "rust/cargo/CVE-2018-1.md", "cargo", "patched = []", "generic, cargo, not-fixed, all versions"
    ),
  ])
  func `RustSec tells of the toolchain`(
    path: String,
    name: String,
    versions: String,
    row: String
  ) throws {
    let text = """
      ```toml
      [advisory]
      id = "CVE-2018-1"
      package = "\(name)"
      date = "2018-07-05"
      informational = "unsound"
      withdrawn = "2020-01-02"
      [versions]
      \(versions)
      ```
      """
    let sink = try read(text, "rustsec/a.tar.zst!/\(path)", by: RustSecFeed())
    #expect(sink.advisories.flatMap(\.affected).map(\.text) == [row])
    #expect(sink.advisories.map(\.kind) == [.notice])
    #expect(sink.advisories.map(\.withdrawn) == ["2020-01-02"])
  }

  @Test func `Haskell gives ranges, packages and components`() throws {
    let text = haskellExample + "x"
    let path = "haskell/a.tar!/advisories/published/2023/HSEC-2023-0009.md"
    let advisory = try #require(try read(text, path, by: HaskellFeed()).advisories.first)
    #expect(advisory.affected.map(\.text) == ["hackage, git-annex, fixed, < 6.20170818"])
    #expect(advisory.weaknesses == ["CWE-20", "CWE-78"])
    #expect(advisory.published == "2023-05-06")
    let component = haskellExample.split(separator: "package =").joined(
      separator: "ghc-component ="
    )
    let other = try read(component, path, by: HaskellFeed())
    #expect(other.advisories.flatMap(\.affected).map(\.space.rawValue) == ["ghc"])
    let reserved = "haskell/a.tar!/advisories/reserved/2024/HSEC-2024-0001.md"
    #expect(try read("", reserved, by: HaskellFeed()) == FeedSink())
  }

  @Test func `RubySec takes what no list names for affected`() throws {
    let path = "rubysec/a.tar!/gems/resque/CVE-2023-50725.yml"
    let advisory = try #require(try read(rubyExample, path, by: RubySecFeed()).advisories.first)
    #expect(
      advisory.affected.map(\.text) == ["gem, resque, fixed, >= 1.0, < 2.2.1, >= 2.3.a, < 2.3.4"]
    )
    #expect([advisory.id] + advisory.aliases == ["CVE-2023-50725", "GHSA-gc3j-vvwf-4rp8"])
    #expect(advisory.published == "2023-12-18")
  }

  @Test func `RubySec tells of interpreters`() throws {
    let text = "engine: jruby\nosvdb: 5\ntitle: T\nnotes: Never patched"
    let sink = try read(text, "rubysec/a.tar!/rubies/jruby/OSVDB-5.yml", by: RubySecFeed())
    #expect(
      sink.advisories.flatMap(\.affected).map(\.text) == ["generic, jruby, not-fixed, all versions"]
    )
    #expect(sink.advisories.map(\.id) == ["OSVDB-5"])
    #expect(sink.advisories.first?.affected.first?.note == "Never patched")
  }

  @Test func `FriendsOfPHP gives branches, fixed and not`() throws {
    let path = "php/a.tar.zst!/cakephp/cakephp/2015-08-06.yaml"
    let advisory = try #require(try read(phpExample, path, by: PHPFeed()).advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "composer, cakephp/cakephp, fixed, >= 2.0.0, < 2.1 (limit), >= 2.5.0, < 2.5.9"
      ]
    )
    #expect([advisory.id, advisory.published] == ["FOP-Cakephp-cakephp-2015-08-06", "2015-08-06"])
  }

  @Test func `Node.js takes the patched from the vulnerable`() throws {
    let path = "nodejs/a.tar.zst!/vuln/core/170.json"
    let advisory = try #require(try read(nodeExample, path, by: NodeCoreFeed()).advisories.first)
    #expect(
      advisory.affected.map(\.text) == [
        "generic, node, fixed, >= 20.0.0, < 20.20.2, >= 22.0.0, < 22.22.2, < 4.2.0 (limit), "
          + ">= 25.0.0, < 26.0.0 (limit)"
      ]
    )
    #expect(advisory.id == "CVE-2021-1")
    for other in ["vuln/core/index.json", "vuln/npm/1.json", "tools/vex/node.openvex.json"] {
      #expect(try read("", "nodejs/a.tar!/\(other)", by: NodeCoreFeed()) == FeedSink())
    }
  }

  @Test(arguments: [
    (
      RustSecFeed() as any Feed, "crates/a/RUSTSEC-1.md",
      ["", "```toml\n[advisory]\n", "# a", "```toml\n```"]
    ),
    (HaskellFeed(), "HSEC-1.md", ["```toml\n[advisory]\n```"]),
    (RubySecFeed(), "gems/a/b.yml", ["", "a: b", "gem: a\npatched_versions: ['!!']", "["]),
    (PHPFeed(), "php/a/b.yaml", ["", "reference: x", "reference: composer://a/b"]),
    (NodeCoreFeed(), "vuln/core/1.json", ["{}", "[", "{\"vulnerable\": \"!\"}"]),
  ])
  func `refuse what is no record`(feed: any Feed, path: String, texts: [String]) {
    for text in texts {
      #expect(throws: FeedError.self, "\(text)") { try read(text, path, by: feed) }
    }
  }
}

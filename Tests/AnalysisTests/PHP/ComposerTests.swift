import Analysis
import Model
import Testing

private let sha1 = String(repeating: "1a", count: 20)

let composerLockExample = """
  {"packages": [{
      "name": "monolog/monolog", "version": "3.5.0", "license": ["MIT"],
      "authors": [{"name": "Jordi", "email": "j@example.org"}],
      "require": {"php": ">=8.1", "psr/log": "^2.0 || ^3.0", "ext-json": "*"},
      "dist": {"type": "zip", "shasum": "\(sha1)"}},
    {"name": "acme/lib", "version": "dev-main",
      "source": {"type": "git", "url": "https://host/lib.git", "reference": "abc"}}],
   "packages-dev": [{"name": "phpunit/phpunit", "version": "10.5.0"}]}
  """

let composerInstalledExample = """
  {"packages": [
    {"name": "psr/log", "version": "3.0.0", "install-path": "../psr/log"},
    {"name": "phpunit/phpunit", "version": "10.5.0", "install-path": "../phpunit/phpunit"}],
   "dev": true, "dev-package-names": ["phpunit/phpunit"]}
  """

@Suite struct `Composer` {
  @Test func `locks packages for use and for development`() throws {
    let facts = try analyze(ComposerLockAnalyzer.self, path: "composer.lock", composerLockExample)
    #expect(
      facts.packageLines == [
        "monolog/monolog 3.5.0", "acme/lib dev-main", "phpunit/phpunit 10.5.0 (development)",
      ]
    )
    let package = try #require(facts.package("monolog"))
    #expect(package.vendor == "Jordi")
    #expect(package.licenses == ["MIT"])
    #expect(package.dependencies == ["psr/log"])
    #expect(package.digests.map(\.hex) == [sha1])
    #expect(facts.package("lib")?.qualifiers == ["vcs_url": "git+https://host/lib.git@abc"])
  }

  @Test func `installs packages, each with its directory`() throws {
    let path = "app/vendor/composer/installed.json"
    let facts = try analyze(ComposerInstalledAnalyzer.self, path: path, composerInstalledExample)
    #expect(facts.packageLines == ["psr/log 3.0.0", "phpunit/phpunit 10.5.0 (development)"])
    #expect(
      facts.claims.flatMap(\.directories) == ["app/vendor/psr/log", "app/vendor/phpunit/phpunit"]
    )
  }

  @Test func `of old wrote a bare list`() throws {
    let text = #"[{"name": "psr/log", "version": "1.1.4"}]"#
    let path = "vendor/composer/installed.json"
    let facts = try analyze(ComposerInstalledAnalyzer.self, path: path, text)
    #expect(facts.packageLines == ["psr/log 1.1.4"])
  }

  @Test func `leaves a gap for what has no name`() throws {
    let text = #"{"packages": [{"version": "1"}, {"name": "a/b", "version": "2"}]}"#
    let facts = try analyze(ComposerLockAnalyzer.self, path: "composer.lock", text)
    #expect(facts.packageLines == ["a/b 2"])
    #expect(facts.gaps.count == 1)
  }
}

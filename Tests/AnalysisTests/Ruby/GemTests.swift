import Model
import Testing

@testable import Analysis

let gemSpecificationExample = #"""
  # -*- encoding: utf-8 -*-
  # stub: nokogiri 1.15.0 x86_64-linux lib

  Gem::Specification.new do |s|
    s.name = "nokogiri".freeze
    s.version = "1.15.0"
    s.platform = "x86_64-linux".freeze
    s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :x
    s.metadata = { "rubygems_mfa_required" => "true" } if s.respond_to? :metadata=
    s.authors = ["Mike \"M\" D".freeze,
      "Aaron".freeze]
    s.licenses = ["MIT".freeze]
    s.specification_version = 4
    s.add_runtime_dependency(%q<racc>.freeze, ["~> 1.4"])
    s.add_dependency(%q<mini_portile2>.freeze, ["~> 2.8"])
    s.add_development_dependency(%q<rake>.freeze, [">= 0"])
  end
  """#

private let hash = String(repeating: "0f", count: 32)

let gemfileLockExample = """
  GIT
    remote: https://github.com/rack/rack.git
    revision: abc
    branch: main
    specs:
      rack (3.1.0)

  PATH
    remote: .
    specs:
      mine (0.1.0)

  GEM
    remote: https://rubygems.org/
    specs:
      nokogiri (1.15.0)
        mini_portile2 (~> 2.8.2)
        racc (~> 1.4)
      nokogiri (1.15.0-x86_64-linux)
        racc (~> 1.4)
      racc (1.7.0)

  PLATFORMS
    ruby

  DEPENDENCIES
    mine!
    nokogiri

  CHECKSUMS
    nokogiri (1.15.0-x86_64-linux) sha256=\(hash)
    racc (1.7.0)

  BUNDLED WITH
     2.5.6
  """

@Suite struct `gem specification` {
  let path = "var/lib/gems/3.1.0/specifications/nokogiri-1.15.0-x86_64-linux.gemspec"

  @Test func `is read without being run`() throws {
    let facts = try analyze(GemSpecificationAnalyzer.self, path: path, gemSpecificationExample)
    let package = try #require(facts.packages.first)
    #expect(facts.packageLines == ["nokogiri 1.15.0"])
    #expect(package.vendor == #"Mike "M" D"#)
    #expect(package.licenses == ["MIT"])
    #expect(package.dependencies == ["mini_portile2", "racc"])
    #expect(package.qualifiers == ["platform": "x86_64-linux"])
  }

  @Test(arguments: [
    "var/lib/gems/3.1.0/specifications/a-1.gemspec",
    "var/lib/gems/3.1.0/specifications/default/a-1.gemspec",
  ])
  func `gives the gem its directory`(path: String) throws {
    let facts = try analyze(GemSpecificationAnalyzer.self, path: path, "# stub: a 1 ruby lib\n")
    #expect(facts.claims.first?.directories == ["var/lib/gems/3.1.0/gems/a-1"])
  }

  @Test func `falls back on its stub for what is computed`() throws {
    let text = """
      # stub: json 2.6.1 ruby lib
      Gem::Specification.new do |s|
        s.name = "json"
        s.version = File.read("VERSION")
        s.licenses = %w[Ruby BSD-2-Clause]
      end
      """
    let facts = try analyze(GemSpecificationAnalyzer.self, path: path, text)
    #expect(facts.packageLines == ["json 2.6.1"])
    #expect(facts.packages.first?.licenses == ["Ruby", "BSD-2-Clause"])
  }

  @Test func `that must be run to be understood is refused`() {
    let text = "Gem::Specification.new do |s|\n s.name = \"a#{1}\"\nend"
    #expect(throws: AnalysisError.self) {
      try analyze(GemSpecificationAnalyzer.self, path: path, text)
    }
  }

  @Test func `owns its extension's directory`() throws {
    let directory = "var/lib/gems/3.1.0/extensions/x86_64-linux/3.1.0/racc-1.7.0"
    let facts = try analyze(GemExtensionAnalyzer.self, path: directory + "/gem.build_complete", "")
    let claim = try #require(facts.claims.first)
    #expect(
      claim.holder == .declared(inFile: "var/lib/gems/3.1.0/specifications/racc-1.7.0.gemspec")
    )
    #expect(claim.directories == [directory])
  }
}

@Suite struct `Ruby literal` {
  @Test(arguments: [
    (#""a\"b""#, #"a"b"#), (#"'it\'s \n'"#, #"it's \n"#), ("%q<a<b>c>", "a<b>c"), ("%(x)", "x"),
    (#"Gem::Version.new("1.0")"#, "1.0"),
  ])
  func `is a string`(text: String, value: String) {
    var literal = RubyLiteral(text[...])
    #expect(literal.string() == value)
  }

  @Test(arguments: ["VERSION", #""a#{b}""#, "\"open", "%q", "%", "", "Gem::Version.new(x)"])
  func `is none`(text: String) {
    var literal = RubyLiteral(text[...])
    #expect(literal.string() == nil)
  }
}

@Suite struct `Bundler's lock` {
  @Test func `names gems, platforms, sources and hashes`() throws {
    let facts = try analyze(GemfileLockAnalyzer.self, path: "Gemfile.lock", gemfileLockExample)
    #expect(
      facts.packageLines == ["rack 3.1.0", "nokogiri 1.15.0", "nokogiri 1.15.0", "racc 1.7.0"]
    )
    #expect(facts.packages[0].qualifiers == ["vcs_url": "git+https://github.com/rack/rack.git@abc"])
    #expect(facts.packages[1].dependencies == ["mini_portile2", "racc"])
    #expect(facts.packages[2].qualifiers == ["platform": "x86_64-linux"])
    #expect(facts.packages[2].digests.map(\.hex) == [hash])
  }

  @Test func `with a merge conflict is refused`() {
    let text = "GEM\n  specs:\n<<<<<<< HEAD\n    a (1)\n"
    #expect(throws: AnalysisError.malformed("an unresolved merge conflict at line 3")) {
      try analyze(GemfileLockAnalyzer.self, path: "Gemfile.lock", text)
    }
  }
}

import Model
import Testing

@testable import Analysis

let nodePackageExample = """
  {"name": "@babel/core", "version": "7.23.0", "license": "MIT",
   "author": "The Babel Team (https://babel.dev/team)",
   "dependencies": {"semver": "^6.3.1", "aliased": "npm:real@^1"},
   "devDependencies": {"chai": "1"}}
  """

@Suite struct `node package` {
  @Test func `says who made it and what it needs`() throws {
    let path = "app/node_modules/@babel/core/package.json"
    let facts = try analyze(NodePackageAnalyzer.self, path: path, nodePackageExample)
    let package = try #require(facts.packages.first)
    #expect(facts.packageLines == ["@babel/core 7.23.0"])
    #expect(package.licenses == ["MIT"])
    #expect(package.vendor == "The Babel Team")
    #expect(package.dependencies == ["real", "semver"])
    #expect(facts.claims.first?.directories == ["app/node_modules/@babel/core"])
  }

  @Test(arguments: [
    ("node_modules/a/package.json", true),
    ("node_modules/.pnpm/a@1/node_modules/a/package.json", true),
    ("usr/share/nodejs/a/package.json", true),
    ("usr/lib/node_modules/npm/package.json", true),
    ("opt/yarn-v1.22.19/package.json", true),
    ("package.json", true),
    ("node_modules/a/test/fixtures/b/package.json", false),
    ("node_modules/@s/package.json", false),
    ("usr/share/nodejs/a/dist/package.json", false),
  ])
  func `is one only where Node.js finds it`(path: String, isPackage: Bool) throws {
    let text = #"{"name": "a", "version": "1.0.0"}"#
    let facts = try analyze(NodePackageAnalyzer.self, path: path, text)
    #expect(facts.packages.isEmpty != isPackage)
  }

  @Test(arguments: [
    #"{"license": "MIT"}"#, #"{"license": {"type": "MIT", "url": "x"}}"#,
    #"{"licenses": [{"type": "MIT"}]}"#, #"{"license": ["MIT"]}"#, #"{"licenses": "MIT"}"#,
  ])
  func `gives its licence in many forms`(fields: String) throws {
    let text = #"{"name": "a", "version": "1","# + fields.dropFirst()
    let facts = try analyze(NodePackageAnalyzer.self, path: "node_modules/a/package.json", text)
    #expect(facts.packages.first?.licenses == ["MIT"])
  }

  @Test(arguments: [#"{"name": "a"}"#, #"{"version": "1"}"#, #"{"type": "module"}"#, "[]"])
  func `without name and version is none`(text: String) throws {
    let facts = try analyze(NodePackageAnalyzer.self, path: "node_modules/a/package.json", text)
    #expect(facts.isEmpty)
  }

  @Test func `that is broken matters only where it counts`() throws {
    #expect(throws: AnalysisError.self) {
      try analyze(NodePackageAnalyzer.self, path: "node_modules/a/package.json", "{")
    }
    #expect(try analyze(NodePackageAnalyzer.self, path: "srv/test/package.json", "{").isEmpty)
  }
}

@Suite struct `Base64 text` {
  @Test(arguments: [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob")])
  func `is decoded`(text: String, plain: String) {
    #expect(Base64.decode(text) == Array(plain.utf8))
  }

  @Test(arguments: ["Zg=a", "Z*==", "Zh=="])
  func `is refused`(text: String) { #expect(Base64.decode(text) == nil) }
}

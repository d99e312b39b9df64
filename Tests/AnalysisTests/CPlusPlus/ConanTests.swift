import Analysis
import Model
import Testing

let conanLockExample = """
  {"version": "0.5",
   "requires": ["zlib/1.2.11#4524fcdd41f33e8df88ece6e755a5dcc%1650538915.154",
    "mylib/2.0@acme/stable"],
   "build_requires": ["cmake/3.22.6#32cced101c6df0fab43e8d00bd2483eb"],
   "python_requires": [], "config_requires": ["nonsense"]}
  """

private let oldConanLock = """
  {"graph_lock": {"nodes": {
    "0": {"options": "", "requires": ["1", "2"], "build_requires": ["3"], "path": "conanfile.txt"},
    "1": {"ref": "openssl/1.1.1k#abc", "package_id": "p1", "prev": "r1", "requires": ["2"],
     "context": "host"},
    "2": {"ref": "zlib/1.2.11@_/_", "package_id": "p2", "prev": "0", "context": "host"},
    "3": {"ref": "cmake/3.20.0", "requires": ["4"], "context": "host"},
    "4": {"ref": "ncurses/6.2", "context": "host"},
    "5": {"ref": "protobuf/3.9.1", "context": "build"}}, "revisions_enabled": true},
   "version": "0.4"}
  """

private let oldestConanLock = """
  {"graph_lock": {"nodes": {
    "0": {"pref": null, "requires": {"zlib/1.2.11#rev": "1"}, "path": "conanfile.txt"},
    "1": {"pref": "zlib/1.2.11#rev:6af9cc#4c5a82", "options": "shared=False"}}},
   "version": "0.2"}
  """

let conanFileExample = """
  # what we need
  [requires]
  zlib/1.2.11
  openssl/1.1.1k#abc   # pinned
  boost/[>=1.70 <2]
  odd

  [tool_requires]
  cmake/3.22.6@acme/stable

  [generators]
  CMakeDeps
  """

let conanInfoExample = """
  [settings]
      arch=x86_64

  [requires]
      zlib/1.Y.Z

  [full_requires]
      zlib/1.2.8@lasote/stable:2dec3996ef8de7edb0304eaf4efdd96a0477d3a3

  [recipe_hash]
      asdasdasd
  """

@Suite struct `Conan` {
  @Test func `2 locks lists of references`() throws {
    let facts = try analyze(ConanLockAnalyzer.self, path: "conan.lock", conanLockExample)
    #expect(
      facts.purls == [
        "pkg:conan/zlib@1.2.11?rrev=4524fcdd41f33e8df88ece6e755a5dcc",
        "pkg:conan/mylib@2.0?channel=stable&user=acme",
        "pkg:conan/cmake@3.22.6?rrev=32cced101c6df0fab43e8d00bd2483eb",
      ]
    )
    #expect(facts.packages.map(\.scope) == [.runtime, .runtime, .development])
    #expect(facts.gaps.map(\.detail) == ["not a reference: nonsense"])
  }

  @Test func `1 locks a graph`() throws {
    let facts = try analyze(ConanLockAnalyzer.self, path: "conan.lock", oldConanLock)
    #expect(
      facts.packageLines == [
        "openssl 1.1.1k", "zlib 1.2.11", "cmake 3.20.0 (development)",
        "ncurses 6.2 (development)", "protobuf 3.9.1 (development)",
      ]
    )
    #expect(facts.package("openssl")?.dependencies == ["zlib"])
    #expect(facts.package("openssl")?.qualifiers == ["rrev": "abc", "prev": "r1"])
    #expect(facts.package("zlib")?.qualifiers == [:])
  }

  @Test func `1 locked a graph of another form at first`() throws {
    let facts = try analyze(ConanLockAnalyzer.self, path: "conan.lock", oldestConanLock)
    #expect(facts.purls == ["pkg:conan/zlib@1.2.11?prev=4c5a82&rrev=rev"])
  }

  @Test func `manifests give what they pin`() throws {
    let facts = try analyze(ConanFileAnalyzer.self, path: "conanfile.txt", conanFileExample)
    #expect(
      facts.packageLines == ["zlib 1.2.11", "openssl 1.1.1k", "cmake 3.22.6 (development)"]
    )
    #expect(facts.gaps.map(\.detail) == ["line 6 names no package"])
  }

  @Test func `1 leaves what it installed`() throws {
    let directory = "root/.conan/data/png/1.6/_/_/package/5ab84d"
    let path = "\(directory)/conaninfo.txt"
    let facts = try analyze(ConanInfoAnalyzer.self, path: path, conanInfoExample)
    #expect(
      facts.purls == ["pkg:conan/png@1.6", "pkg:conan/zlib@1.2.8?channel=stable&user=lasote"]
    )
    #expect(facts.package("png")?.dependencies == ["zlib"])
    #expect(facts.claims.map(\.directories) == [[directory]])
  }
}

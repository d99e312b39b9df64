import Analysis
import Model
import Testing

private let hash = String(repeating: "ab", count: 32)

let pipfileLockExample = """
  {"_meta": {"pipfile-spec": 6},
   "default": {
     "requests": {"version": "==2.31.0", "hashes": ["sha256:\(hash)"], "markers": "x"},
     "lib": {"git": "https://host/lib.git", "ref": "abc"},
     "here": {"editable": true, "path": "."}},
   "develop": {"pytest": {"version": "==8.0.0"}},
   "docs": {"sphinx": {"version": "==7.0"}}}
  """

let poetryLockExample = """
  [[package]]
  name = "requests"
  version = "2.31.0"
  optional = false
  groups = ["main", "dev"]
  files = [{file = "requests-2.31.0-py3-none-any.whl", hash = "sha256:\(hash)"}]

  [package.dependencies]
  certifi = ">=2017.4.17"
  PySocks = {version = ">=1.5.6", optional = true, markers = "extra == 'socks'"}
  [[package]]
  name = "pytest"
  version = "8.0.0"
  groups = ["dev"]
  files = []
  [[package]]
  name = "lib"
  version = "0.1"
  optional = true
  files = []
  [package.source]
  type = "git"
  url = "https://host/lib.git"
  reference = "main"
  resolved_reference = "abc"

  [metadata]
  lock-version = "2.1"
  """

let pdmLockExample = """
  [metadata]
  groups = ["default", "test"]
  lock_version = "4.5.0"

  [[package]]
  name = "requests"
  version = "2.31.0"
  groups = ["default"]
  dependencies = ["certifi>=2017.4.17", "idna<4,>=2.5"]
  files = [{file = "a.whl", hash = "sha256:\(hash)"}]

  [[package]]
  name = "requests"
  version = "2.31.0"
  extras = ["socks"]
  groups = ["default"]
  dependencies = ["PySocks!=1.5.7,>=1.5.6", "requests==2.31.0"]

  [[package]]
  name = "pytest"
  version = "8.0.0"
  groups = ["test"]
  """

let pyLockExample = """
  lock-version = "1.0"
  created-by = "someone"

  [[packages]]
  name = "attrs"
  version = "25.1.0"
  dependencies = [{name = "idna"}]
  wheels = [{name = "attrs.whl", url = "https://h/attrs.whl", hashes = {sha256 = "\(hash)"}}]

  [[packages]]
  name = "pytest"
  version = "8.0.0"
  marker = "'dev' in dependency_groups"

  [[packages]]
  name = "lib"
  vcs = {type = "git", url = "https://host/lib.git", commit-id = "abc"}

  [[packages]]
  name = "here"
  directory = {path = "."}
  """

let uvLockExample = """
  version = 1
  requires-python = ">=3.12"

  [[package]]
  name = "app"
  version = "0.1.0"
  source = { virtual = "." }
  dependencies = [{ name = "requests", extra = ["socks"] }]
  [package.optional-dependencies]
  docs = [{ name = "sphinx" }]
  [package.dev-dependencies]
  dev = [{ name = "pytest" }]

  [[package]]
  name = "requests"
  version = "2.31.0"
  source = { registry = "https://pypi.org/simple" }
  sdist = { url = "https://h/r.tar.gz", hash = "sha256:\(hash)", size = 1 }
  [package.optional-dependencies]
  socks = [{ name = "pysocks" }]

  [[package]]
  name = "pysocks"
  version = "1.7.1"
  source = { registry = "https://my.index/simple" }

  [[package]]
  name = "sphinx"
  version = "7.0"
  source = { git = "https://host/sphinx.git?rev=main#abc" }

  [[package]]
  name = "pytest"
  version = "8.0.0"
  source = { registry = "https://pypi.org/simple" }
  """

@Suite struct `Python lock` {
  @Test func `of Pipenv gives categories as scopes`() throws {
    let facts = try analyze(PipfileLockAnalyzer.self, path: "Pipfile.lock", pipfileLockExample)
    #expect(
      facts.packageLines == [
        "requests 2.31.0", "lib ", "pytest 8.0.0 (development)", "sphinx 7.0 (optional)",
      ]
    )
    #expect(facts.package("requests")?.digests.map(\.hex) == [hash])
    #expect(facts.package("lib")?.qualifiers == ["vcs_url": "git+https://host/lib.git@abc"])
  }

  @Test func `of Poetry gives groups as scopes`() throws {
    let facts = try analyze(PoetryLockAnalyzer.self, path: "poetry.lock", poetryLockExample)
    #expect(
      facts.packageLines == ["requests 2.31.0", "pytest 8.0.0 (development)", "lib 0.1 (optional)"]
    )
    #expect(facts.package("requests")?.dependencies == ["certifi"])
    #expect(facts.package("requests")?.digests.map(\.hex) == [hash])
    #expect(facts.package("lib")?.qualifiers == ["vcs_url": "git+https://host/lib.git@abc"])
  }

  @Test func `of old Poetry has the hashes apart`() throws {
    let text = """
      [[package]]
      category = "dev"
      name = "a"
      optional = false
      version = "1.0"
      [metadata.files]
      a = [{file = "a.whl", hash = "sha256:\(hash)"}]
      [metadata.hashes]
      b = ["\(hash)"]
      """
    let facts = try analyze(PoetryLockAnalyzer.self, path: "poetry.lock", text)
    #expect(facts.packageLines == ["a 1.0 (development)"])
    #expect(facts.packages.first?.digests.map(\.hex) == [hash])
  }

  @Test func `of PDM names groups and extras`() throws {
    let facts = try analyze(PDMLockAnalyzer.self, path: "pdm.lock", pdmLockExample)
    #expect(
      facts.packageLines == ["requests 2.31.0", "requests 2.31.0", "pytest 8.0.0 (development)"]
    )
    #expect(facts.packages.map(\.dependencies) == [["certifi", "idna"], ["PySocks"], []])
  }

  @Test func `in the shared format`() throws {
    let facts = try analyze(PyLockAnalyzer.self, path: "pylock.dev.toml", pyLockExample)
    #expect(facts.packageLines == ["attrs 25.1.0", "pytest 8.0.0 (development)", "lib "])
    #expect(facts.package("attrs")?.dependencies == ["idna"])
    #expect(facts.package("attrs")?.digests.map(\.hex) == [hash])
    #expect(try analyze(PyLockAnalyzer.self, path: "other.toml", pyLockExample).isEmpty)
  }

  @Test func `of uv follows extras and groups from the project`() throws {
    let facts = try analyze(UVLockAnalyzer.self, path: "uv.lock", uvLockExample)
    #expect(
      facts.packageLines == [
        "requests 2.31.0", "pysocks 1.7.1", "sphinx 7.0 (optional)", "pytest 8.0.0 (development)",
      ]
    )
    #expect(facts.package("sphinx")?.qualifiers["vcs_url"] == "git+https://host/sphinx.git@abc")
    #expect(facts.package("pysocks")?.qualifiers["repository_url"] == "https://my.index/simple")
  }

  @Test(arguments: [
    (PoetryLockAnalyzer.self as any FileAnalyzer.Type, "[metadata]\nlock-version = \"3.0\""),
    (PDMLockAnalyzer.self, "[metadata]\nlock_version = \"5.0\""),
    (PyLockAnalyzer.self, "lock-version = \"2.0\""),
    (UVLockAnalyzer.self, "version = 2"),
  ])
  func `of a format to come is not guessed at`(type: any FileAnalyzer.Type, text: String) {
    #expect { try analyze(type, path: "pylock.toml", text) } throws: { error in
      if case AnalysisError.unsupported = error { true } else { false }
    }
  }
}

import Analysis
import Model
import Testing

private let hash = String(repeating: "cd", count: 32)

let requirementsExample = """
  # comment
  --index-url https://host/simple
  -r other.txt
  requests[security] == 2.31.0 \\
      --hash=sha256:\(hash) \\
      --hash=sha256:\(hash)
  flask>=2  # open
  urllib3==1.26.18 ; python_version < "3"
  -e git+https://host/lib.git@v1.2#egg=lib
  https://host/pkg-3.0.tar.gz
  six @ https://host/six-1.16.0-py2.py3-none-any.whl
  """

let pyprojectExample = """
  [build-system]
  requires = ["setuptools==68.0"]
  [project]
  dependencies = ["requests==2.31.0", "flask>=2"]
  [project.optional-dependencies]
  docs = ["sphinx===7.0"]
  [dependency-groups]
  dev = ["pytest==8.0.0", {include-group = "x"}]
  [tool.poetry.dependencies]
  python = "3.9"
  django = "4.2.1"
  numpy = "^1.2"
  boto3 = {version = "==1.0", optional = true}
  """

let condaEnvironmentExample = """
  channels: [conda-forge]
  dependencies:
    - python=3.9
    - numpy=1.26.4=py39h474f0d3_0
    - conda-forge::scipy==1.11
    - zlib>=1.2
    - pip:
        - requests==2.31.0
  """

@Suite struct `Python manifest` {
  @Test func `of requirements gives what is pinned and names the rest`() throws {
    let facts = try analyze(
      PythonRequirementsAnalyzer.self,
      path: "dev-requirements.txt",
      requirementsExample
    )
    #expect(facts.packageLines == ["requests 2.31.0", "urllib3 1.26.18", "lib v1.2", "six 1.16.0"])
    #expect(facts.package("requests")?.digests.map(\.hex) == [hash])
    #expect(facts.package("lib")?.qualifiers["vcs_url"] == "git+https://host/lib.git@v1.2")
    #expect(facts.gaps.map(\.detail) == ["requirements without an exact version: flask"])
  }

  @Test func `of requirements may be UTF-16`() throws {
    let text = "\u{FEFF}a==1\r\nb==2".utf16
    let bytes: [UInt8] = text.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    let facts = try analyze(PythonRequirementsAnalyzer.self, path: "requirements.txt", bytes: bytes)
    #expect(facts.packageLines == ["a 1", "b 2"])
  }

  @Test(arguments: ["notes.txt", "constraints.txt"])
  func `is not any text`(path: String) throws {
    #expect(try analyze(PythonRequirementsAnalyzer.self, path: path, "a==1").isEmpty)
  }

  @Test func `of a project gives what is pinned`() throws {
    let facts = try analyze(PythonManifestAnalyzer.self, path: "pyproject.toml", pyprojectExample)
    #expect(
      facts.packageLines == [
        "requests 2.31.0", "sphinx 7.0 (optional)", "pytest 8.0.0 (development)",
        "setuptools 68.0 (development)", "django 4.2.1", "boto3 1.0 (optional)",
      ]
    )
  }

  @Test func `of setuptools gives what is pinned`() throws {
    let text = """
      [options]
      install_requires =
          requests==2.31.0
          flask>=2
      [options.extras_require]
      docs = sphinx==7.0
      """
    let facts = try analyze(PythonManifestAnalyzer.self, path: "setup.cfg", text)
    #expect(facts.packageLines == ["requests 2.31.0", "sphinx 7.0 (optional)"])
  }

  @Test func `of conda gives what is pinned`() throws {
    let path = "environment.yml"
    let facts = try analyze(CondaEnvironmentAnalyzer.self, path: path, condaEnvironmentExample)
    #expect(facts.packageLines == ["numpy 1.26.4", "scipy 1.11", "requests 2.31.0"])
    #expect(facts.package("numpy")?.qualifiers == ["build": "py39h474f0d3_0"])
    #expect(facts.package("scipy")?.qualifiers == ["channel": "conda-forge"])
  }

  @Test func `of conda-lock gives everything`() throws {
    let text = """
      version: 1
      package:
        - name: zlib
          version: 1.3.1
          manager: conda
          url: https://conda.anaconda.org/conda-forge/linux-64/zlib-1.3.1-hb9d3cd8_2.conda
          hash: {sha256: \(hash)}
          dependencies: {libzlib: 1.3.1, __glibc: '>=2.17'}
          category: dev
      """
    let facts = try analyze(CondaEnvironmentAnalyzer.self, path: "conda-lock.yml", text)
    let package = try #require(facts.packages.first)
    #expect(facts.packageLines == ["zlib 1.3.1 (development)"])
    #expect(package.qualifiers["build"] == "hb9d3cd8_2")
    #expect(package.qualifiers["channel"] == "conda-forge")
    #expect(package.dependencies == ["libzlib"])
  }
}

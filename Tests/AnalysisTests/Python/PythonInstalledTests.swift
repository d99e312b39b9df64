import Analysis
import Model
import Testing

let pythonMetadataExample = """
  Metadata-Version: 2.1
  Name: Flask
  Version: 3.0.0
  Author-email: "Pallets" <contact@palletsprojects.com>, Other <o@example.org>
  License: Copyright 2010
          Redistribution and use in source and binary forms
  Classifier: License :: OSI Approved
  Classifier: License :: OSI Approved :: MIT License
  Requires-Dist: Werkzeug>=3.0.0
  Requires-Dist: importlib-metadata>=3.6.0; python_version < "3.10"
  Requires-Dist: asgiref>=3.2 ; extra == "async"

  Name: not-a-field
  """

let pythonRecordExample = #"""
  ../../../bin/flask,sha256=abc,208
  flask/__init__.py,sha256=abc,2
  "flask/odd,""name"".py",,
  /etc/flask.conf,,
  Flask-3.0.0.dist-info/RECORD,,
  """#

let condaMetaExample = #"""
  {"name": "zlib", "version": "1.3.1", "build": "hb9d3cd8_2", "license": "Zlib",
   "channel": "https://conda.anaconda.org/conda-forge/linux-64", "subdir": "linux-64",
   "fn": "zlib-1.3.1-hb9d3cd8_2.conda", "md5": "c9f075ab2f33b3bbee9e62d4ad0a6cd8",
   "depends": ["__glibc >=2.17,<3.0.a0", "libzlib 1.3.1 hb9d3cd8_2"],
   "files": ["lib/libz.so", "include/zlib.h"]}
  """#

@Suite struct `Python metadata` {
  let path = "usr/lib/python3/site-packages/flask-3.0.0.dist-info/METADATA"

  @Test func `names the project, its licence and its needs`() throws {
    let facts = try analyze(PythonDistInfoAnalyzer.self, path: path, pythonMetadataExample)
    let package = try #require(facts.packages.first)
    #expect(facts.packageLines == ["Flask 3.0.0"])
    #expect(package.vendor == "Pallets")
    #expect(package.licenses == ["MIT"])
    #expect(package.dependencies == ["Werkzeug", "importlib-metadata"])
  }

  @Test(arguments: [
    ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", ["MIT"]),
    ("License-Expression: MIT OR Apache-2.0\nLicense: x", ["MIT OR Apache-2.0"]),
    ("License: MIT", ["MIT"]),
    ("License: Odd words\n        and more of them", ["Odd words"]),
    ("", []),
  ])
  func `prefers the exact licence`(fields: String, licenses: [String]) throws {
    let text = "Name: a\nVersion: 1\n\(fields)\n\nText"
    let facts = try analyze(PythonDistInfoAnalyzer.self, path: path, text)
    #expect(facts.packages.first?.licenses == licenses)
  }

  @Test(arguments: [
    (
      "Metadata-Version: 3.0\nName: a\nVersion: 1\n", AnalysisError.unsupported("core metadata 3.0")
    ),
    ("Version: 1\n", .malformed("no Name")),
    ("Name: a\n\nVersion: 1\n", .malformed("no Version of a")),
  ])
  func `is refused`(text: String, because error: AnalysisError) {
    #expect(throws: error) { try analyze(PythonDistInfoAnalyzer.self, path: path, text) }
  }

  @Test func `of an egg gives it the directory`() throws {
    let path = "srv/a-1.egg/EGG-INFO/PKG-INFO"
    let facts = try analyze(PythonDistInfoAnalyzer.self, path: path, "Name: a\nVersion: 1\n")
    #expect(facts.claims.first?.directories == ["srv/a-1.egg"])
  }

  @Test func `in another encoding still names the project`() throws {
    let bytes = Array("Name: a\nVersion: 1\nAuthor: J".utf8) + [0xFC] + Array("rgen\n".utf8)
    let facts = try analyze(PythonDistInfoAnalyzer.self, path: path, bytes: bytes)
    #expect(facts.packageLines == ["a 1"])
    #expect(facts.packages.first?.vendor == "")
  }
}

@Suite struct `Python record` {
  @Test func `claims files from the root`() throws {
    let path = "usr/lib/python3.11/site-packages/Flask-3.0.0.dist-info/RECORD"
    let facts = try analyze(PythonRecordAnalyzer.self, path: path, pythonRecordExample)
    let claim = try #require(facts.claims.first)
    let site = "usr/lib/python3.11/site-packages/"
    #expect(claim.holder == .declared(inFile: site + "Flask-3.0.0.dist-info/METADATA"))
    let paths = [
      "usr/bin/flask", site + "flask/__init__.py", site + #"flask/odd,"name".py"#,
      "etc/flask.conf", site + "Flask-3.0.0.dist-info/RECORD",
    ]
    #expect(claim.files == paths.map { PathKey($0) })
  }

  @Test func `of old setuptools is relative to its own directory`() throws {
    let path = "opt/site/a.egg-info/installed-files.txt"
    let facts = try analyze(PythonRecordAnalyzer.self, path: path, "../a/__init__.py\r\nPKG-INFO\n")
    let claim = try #require(facts.claims.first)
    #expect(claim.holder == .declared(inFile: "opt/site/a.egg-info/PKG-INFO"))
    #expect(
      claim.files == ["opt/site/a/__init__.py", "opt/site/a.egg-info/PKG-INFO"].map { PathKey($0) }
    )
  }
}

@Suite struct `conda record` {
  @Test func `names the build, the channel and the files`() throws {
    let path = "opt/conda/conda-meta/zlib-1.3.1-hb9d3cd8_2.json"
    let facts = try analyze(CondaMetaAnalyzer.self, path: path, condaMetaExample)
    let package = try #require(facts.packages.first)
    #expect(
      package.qualifiers == [
        "build": "hb9d3cd8_2", "channel": "conda-forge", "subdir": "linux-64", "type": "conda",
      ]
    )
    #expect(package.dependencies == ["libzlib"])
    #expect(package.licenses == ["Zlib"])
    #expect(facts.claims.first?.files.first == PathKey("opt/conda/lib/libz.so"))
  }
}

import Analysis
import Model
import TestSupport
import Testing

private let condaRecord = """
  {"name": "zlib", "version": "1.3.1", "build": "h_2", "files": ["lib/libz.so"],
   "link": {"source": "/opt/conda/pkgs/zlib-1.3.1-h_2", "type": 1}}
  """

private let gem = """
  # stub: racc 1.7.0 ruby lib
  Gem::Specification.new do |s|
    s.name = "racc".freeze
    s.version = "1.7.0"
  end
  """

@Suite struct `native files of languages` {
  @Test(arguments: [
    (
      [("app/node_modules/@a/b/package.json", #"{"name": "@a/b", "version": "1.0.0"}"#)],
      ["app/node_modules/@a/b/build/Release/b.node", "app/node_modules/@a/b/bin/tool"]
    ),
    (
      [
        ("gems/specifications/racc-1.7.0.gemspec", gem),
        ("gems/extensions/x86_64-linux/3.1.0/racc-1.7.0/gem.build_complete", ""),
      ],
      [
        "gems/gems/racc-1.7.0/lib/cparse.so",
        "gems/extensions/x86_64-linux/3.1.0/racc-1.7.0/cparse.so",
      ]
    ),
    (
      [("opt/conda/conda-meta/zlib-1.3.1-h_2.json", condaRecord)],
      ["opt/conda/lib/libz.so", "opt/conda/pkgs/zlib-1.3.1-h_2/lib/libz.so"]
    ),
    (
      [
        (
          "app/vendor/composer/installed.json",
          #"{"packages": [{"name": "a/b", "version": "1", "install-path": "../a/b"}]}"#
        )
      ],
      ["app/vendor/a/b/native/b.so"]
    ),
    (
      [
        ("lib/a-1.dist-info/METADATA", "Name: a\nVersion: 1\n"),
        ("lib/a-1.dist-info/RECORD", "a/b.so,sha256=x,1\n"),
      ],
      ["lib/a/b.so"]
    ),
  ])
  func `belong to the package they came with`(
    metadata: [(String, String)],
    programs: [String]
  ) {
    let result = joined(allAnalyzers, kind: .rootFilesystem) { tar in
      for (path, text) in metadata { tar.file(path, text) }
      for path in programs { tar.file(path, ELFBuilder().build(), mode: 0o755) }
      tar.file("opt/stray.so", ELFBuilder().build())
    }
    #expect(result.unowned.map(\.path) == ["opt/stray.so"])
    #expect(result.packages.count == 1)
    #expect(result.gaps == [])
  }
}

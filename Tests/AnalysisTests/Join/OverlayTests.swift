import Analysis
import Model
import TestSupport
import Testing

@Suite struct `layers laid over one another` {
  @Test(arguments: [
    (Change.nothing, ["a"]),
    (.whiteout("srv/db/installed"), []),
    (.whiteout("srv/db"), []),
    (.whiteout("srv"), []),
    (.whiteout("srv/d"), ["a"]),
    (.opaque("srv/db"), []),
    (.opaque("srv"), []),
    (.opaque("other"), ["a"]),
    (.file("srv/db/installed", "b 2"), ["b"]),
    (.file("srv/db", "now a file"), []),
    (.file("srv", "now a file"), []),
    (.directory("srv/db/installed"), []),
    (.directory("srv/db"), ["a"]),
    (.link("srv"), []),
  ])
  fileprivate func `show what is not hidden`(change: Change, names: [String]) {
    let result = inventory([
      { $0.file("srv/db/installed", "a 1") },
      { change.apply(to: &$0) },
    ])
    #expect(result.packages.map(\.name) == names)
  }

  @Test func `hide with a directory that comes back what was in it before`() {
    let result = inventory([
      { $0.file("srv/db/installed", "a 1") },
      { $0.whiteout("srv/db") },
      { $0.directory("srv/db") },
    ])
    #expect(result.packages.isEmpty)
  }

  @Test func `a layer's own whiteout does not hide its own files`() {
    let result = inventory([
      { $0.file("db/installed", "a 1") },
      {
        $0.file("db/installed", "b 1")
        $0.opaque("db")
      },
    ])
    #expect(result.packages.map(\.name) == ["b"])
  }

  @Test func `each package names the layer that brought it`() {
    let result = inventory([
      { $0.file("db/installed", "a 1\nb 1") },
      { $0.file("etc/other", "x") },
      { $0.file("db/installed", "a 1\nb 2\nc 1") },
      { $0.file("db/installed", "a 1\nb 2\nc 1\nd 1") },
    ])
    let layers = result.packages.map { "\($0.name)\($0.version)@\($0.evidence[0].layer ?? -1)" }
    #expect(layers == ["a1@0", "b2@2", "c1@2", "d1@3"])
  }

  @Test func `a package that was removed and came back is the later layer's`() {
    let result = inventory([
      { $0.file("db/installed", "a 1") },
      { $0.file("db/installed", "b 1") },
      { $0.file("db/installed", "a 1\nb 1") },
    ])
    #expect(result.packages.map { $0.evidence[0].layer } == [2, 1])
  }

  @Test func `gaps of a hidden file are not gaps of the image`() {
    let result = inventory([
      { $0.file("db/installed", "broken") },
      { $0.whiteout("db") },
    ])
    #expect(result.gaps.isEmpty)
  }
}

/// One thing that an upper layer does.
private enum Change: Sendable {
  case nothing
  case whiteout(String)
  case opaque(String)
  case file(String, String)
  case directory(String)
  case link(String)

  func apply(to layer: inout TarBuilder) {
    switch self {
    case .nothing: break
    case .whiteout(let path): layer.whiteout(path)
    case .opaque(let path): layer.opaque(path)
    case .file(let path, let text): layer.file(path, text)
    case .directory(let path): layer.directory(path)
    case .link(let path): layer.symbolicLink(path, to: "elsewhere")
    }
  }
}

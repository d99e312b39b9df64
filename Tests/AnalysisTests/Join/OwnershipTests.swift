import Analysis
import Model
import TestSupport
import Testing

@Suite struct `ownership` {
  @Test func `counts and lists programs that no package owns`() throws {
    let result = inventory([
      {
        $0.file("db/installed", "a 1 usr/bin/a")
        $0.file("usr/bin/a", tinyProgram, mode: 0o755)
        $0.file("usr/bin/stray", tinyProgram + [1], mode: 0o755)
        $0.file("opt/run", "#!/bin/sh\n", mode: 0o755)
        $0.file("opt/notes", "#!/bin/sh\n", mode: 0o644)
      }
    ])
    #expect(result.unowned.map(\.path) == ["opt/run", "usr/bin/stray"])
    #expect(result.unowned.map(\.kind) == [.script, .executable])
    #expect(result.unowned[1].size == Int64(tinyProgram.count + 1))
    #expect(result.fileCount == 5)
    #expect(result.ownedFileCount == 1)
  }

  @Test func `follows the links by which lists name files`() {
    let result = inventory([
      {
        $0.symbolicLink("bin", to: "usr/bin")
        $0.file("db/installed", "dash 1 bin/dash")
        $0.file("usr/bin/dash", tinyProgram, mode: 0o755)
      }
    ])
    #expect(result.unowned.isEmpty)
  }

  @Test func `gives hard links what their target has`() {
    let result = inventory([
      {
        $0.file("usr/bin/one", tinyProgram, mode: 0o755)
        $0.hardLink("usr/bin/two", to: "usr/bin/one")
      }
    ])
    #expect(result.unowned.map(\.path) == ["usr/bin/one", "usr/bin/two"])
  }

  @Test func `reads a database by its second name`() {
    let result = inventory([
      {
        $0.file("other/db/installed", "a 1")
        $0.hardLink("db/installed", to: "other/db/installed")
      }
    ])
    #expect(
      result.packages.flatMap(\.evidence).map(\.path) == ["db/installed", "other/db/installed"]
    )
  }

  @Test func `marks a language package that a distribution's package brought`() throws {
    let result = inventory([
      {
        $0.file("db/installed", "node-x 1 srv/x.lock")
        $0.file("srv/x.lock", "x 1")
        $0.file("srv/y.lock", "y 1")
      }
    ])
    let owners = result.packages.filter { $0.ecosystem == .npm }.map { $0.owner?.name }
    #expect(owners == ["node-x", nil])
  }

  @Test func `heeds no list of a package that is gone`() {
    let result = inventory([
      {
        $0.file("db/installed", "a 1 usr/bin/a")
        $0.file("usr/bin/a", tinyProgram, mode: 0o755)
      },
      { $0.file("db/installed", "b 1") },
    ])
    #expect(result.unowned.map(\.path) == ["usr/bin/a"])
  }
}

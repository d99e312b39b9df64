import Analysis
import Model
import Testing

let rockspecExample = """
  package = "LuaSocket"
  local release = "3.1.0"
  version = release .. "-1"
  source = { url = "git+https://github.com/lunarmodules/luasocket.git" }
  description = {
    summary = "Network support",
    license = "MIT/X11",
    maintainer = "Caleb Maclennan",
  }
  dependencies = {
    "lua >= 5.1, < 5.5", "luafilesystem>=1.8", "acme/inspect",
    platforms = { unix = { "posix" } },
  }
  """

let luaRocksLockExample = """
  return {
     build_dependencies = {
        ["luarocks-build-rust"] = "0.2-1"
     },
     dependencies = {
        ["acme/inspect"] = "3.1-1",
        lua = "5.1-1",
        luasocket = "3.1.0-1"
     }
  }
  """

@Suite struct `Lua rock` {
  let directory = "usr/local/lib/luarocks/rocks-5.1/luasocket/3.1.0-1"

  @Test func `is installed with licence and dependencies`() throws {
    let path = directory + "/luasocket-3.1.0-1.rockspec"
    let facts = try analyze(RockspecAnalyzer.self, path: path, rockspecExample)
    #expect(facts.purls == ["pkg:luarocks/luasocket@3.1.0-1"])
    #expect(facts.packages[0].licenses == ["MIT"])
    #expect(facts.packages[0].vendor == "Caleb Maclennan")
    #expect(facts.packages[0].dependencies == ["acme/inspect", "luafilesystem"])
    #expect(facts.claims.flatMap(\.directories) == [directory])
  }

  @Test func `is known although its specification must be run`() throws {
    let path = directory + "/luasocket-3.1.0-1.rockspec"
    let facts = try analyze(RockspecAnalyzer.self, path: path, "package = name()")
    #expect(facts.packageLines == ["luasocket 3.1.0-1"])
    #expect(facts.gaps.map(\.reason) == [.malformed])
  }

  @Test(arguments: ["src/luasocket-3.1.0-1.rockspec", "a/b/luasocket-3.1.0-1.rockspec"])
  func `is none outside of a tree`(path: String) throws {
    #expect(try analyze(RockspecAnalyzer.self, path: path, rockspecExample).isEmpty)
  }

  @Test func `is pinned`() throws {
    let facts = try analyze(LuaRocksLockAnalyzer.self, path: "luarocks.lock", luaRocksLockExample)
    #expect(
      facts.packageLines == [
        "acme/inspect 3.1-1", "luasocket 3.1.0-1", "luarocks-build-rust 0.2-1 (development)",
      ]
    )
  }
}

import Analysis
import Model
import Testing

let homebrewReceiptExample = """
  {"homebrew_version": "4.1.0", "arch": "x86_64",
   "runtime_dependencies": [{"full_name": "openssl@3", "version": "3.1.1"},
     {"full_name": "acme/tools/helper", "version": "1.0"}],
   "source": {"spec": "stable", "versions": {"stable": "12.17"}, "tap": "homebrew/core"}}
  """

@Suite struct `Homebrew formula` {
  let directory = "home/linuxbrew/.linuxbrew/Cellar/postgresql@12/12.17_1"

  @Test func `is installed with what it needs`() throws {
    let path = directory + "/INSTALL_RECEIPT.json"
    let facts = try analyze(HomebrewReceiptAnalyzer.self, path: path, homebrewReceiptExample)
    #expect(facts.purls == ["pkg:brew/postgresql%4012@12.17_1"])
    #expect(facts.packages[0].dependencies == ["helper", "openssl@3"])
    #expect(facts.claims.flatMap(\.directories) == [directory])
  }

  @Test func `names the tap it is from`() throws {
    let path = directory + "/INSTALL_RECEIPT.json"
    let text = #"{"source": {"tap": "Acme/tools"}}"#
    let facts = try analyze(HomebrewReceiptAnalyzer.self, path: path, text)
    #expect(facts.purls == ["pkg:brew/acme/tools/postgresql%4012@12.17_1"])
  }

  @Test func `lies in a cellar`() throws {
    let path = "a/b/c/INSTALL_RECEIPT.json"
    #expect(try analyze(HomebrewReceiptAnalyzer.self, path: path, "{}").isEmpty)
  }
}

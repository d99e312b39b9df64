import Analysis
import Model
import Testing

let wordPressPluginExample = """
  <?php
  /**
   * @package Akismet
   */
  /*
  Plugin Name: Akismet Anti-Spam
   * Version: 5.0.2
  # Author: Automattic
  License: GPLv2 or later
  Requires Plugins: jetpack, woo
  Version: 9 */
  """

@Suite struct `WordPress` {
  private func analyzed(_ path: String, _ text: String) throws -> FileFacts {
    try analyze(WordPressAnalyzer.self, path: path, text)
  }

  @Test func `plug-in goes by its directory`() throws {
    let facts = try analyzed("srv/wp-content/plugins/akismet/main.php", wordPressPluginExample)
    #expect(facts.purls == ["pkg:wordpress-plugin/akismet@5.0.2"])
    #expect(facts.packages[0].vendor == "Automattic")
    #expect(facts.packages[0].licenses == ["GPL-2.0-or-later"])
    #expect(facts.packages[0].dependencies == ["jetpack", "woo"])
    #expect(facts.claims.flatMap(\.directories) == ["srv/wp-content/plugins/akismet"])
  }

  @Test(arguments: ["wp-content/plugins/hello.php", "wp-content/mu-plugins/hello.php"])
  func `plug-in of a single file goes by its name`(path: String) throws {
    let facts = try analyzed(path, "<?php /* Plugin Name: Hello\nVersion: 1.7.2 */ ?>")
    #expect(facts.purls == ["pkg:wordpress-plugin/hello@1.7.2"])
    #expect(facts.claims.isEmpty)
  }

  @Test func `theme may extend another one`() throws {
    let text = "/*\r\nTheme Name: Child\r\nTemplate: twentytwenty\r\nVersion: 1.0\r\n*/\r\n"
    let facts = try analyzed("wp-content/themes/child/style.css", text)
    #expect(facts.purls == ["pkg:wordpress-theme/child@1.0"])
    #expect(facts.packages[0].dependencies == ["twentytwenty"])
  }

  @Test(arguments: [
    "<?php\nclass A {}\n", "", "<?php // Plugin Name:\n",
    "<?php\n" + String(repeating: "/", count: 9000) + "\nPlugin Name: Late\n",
  ])
  func `file without a header is none`(text: String) throws {
    #expect(try analyzed("wp-content/plugins/a/b.php", text).isEmpty)
  }

  @Test(arguments: [
    ("srv/wp-content/plugins/a/a.php", true), ("wp-content/plugins/a.php", true),
    ("wp-content/plugins/a/inc/b.php", false), ("wp-content/themes/a/style.css", true),
    ("wp-content/themes/a/other.css", false), ("wp-content/themes/a/b.php", false),
  ])
  func `files are picked by their place`(path: String, isWanted: Bool) {
    let index = FileIndex([WordPressAnalyzer.self], view: .installed, limits: .standard)
    #expect(index.wanting(FileEntry(path: path)).isEmpty != isWanted)
  }
}

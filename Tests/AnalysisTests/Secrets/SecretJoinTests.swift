import Analysis
import Formats
import Model
import TestSupport
import Testing

private let token = "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"

private func layer(
  _ files: [(path: String, text: String)],
  without gone: [String] = []
) -> LayerInventory {
  let index = FileIndex(view: .installed, limits: .standard, secrets: .standard)
  var collector = LayerCollector(index: index, limits: .standard)
  for (path, text) in files {
    var contents = Array(text.utf8)
    let file = FileEntry(path: path, size: Int64(contents.count))
    let interest = collector.interest(in: file, head: Array(contents.prefix(8)))
    collector.add(file, interest: interest, contents: &contents, queue: nil)
  }
  for path in gone {
    let entry = FileEntry(path: path)
    let folder = entry.directory.isEmpty ? "" : "\(entry.directory)/"
    collector.add(FileEntry(path: "\(folder).wh.\(entry.name)"))
  }
  return collector.finish(nil)
}

private func secrets(_ layers: [LayerInventory]) -> [SecretTrace] {
  var join = InventoryJoin(subject: Subject(kind: .image, name: "a"), layers: layers)
  return join.run(hasSecrets: true).secrets ?? []
}

@Suite struct `secrets of an image` {
  @Test func `are told of when a later layer deletes them`() {
    let found = secrets([layer([("app/a", token)]), layer([]), layer([], without: ["app/a"])])
    #expect(found.map { "\($0.path) \($0.layer ?? -1) \($0.hiddenBy ?? -1)" } == ["app/a 0 2"])
    let folder = secrets([layer([("app/a", token)]), layer([("x", "y")], without: ["app"])])
    #expect(folder.map(\.hiddenBy) == [1])
  }

  @Test func `are told of once when a file is written anew with them`() {
    let found = secrets([layer([("app/a", token)]), layer([("app/a", "x\n" + token)])])
    #expect(found.map { "\($0.layer ?? -1) \($0.hiddenBy ?? -1) \($0.line)" } == ["1 -1 2"])
    let replaced = secrets([layer([("app/a", token)]), layer([("app/a", "x")])])
    #expect(replaced.map { "\($0.layer ?? -1) \($0.hiddenBy ?? -1)" } == ["0 1"])
  }

  @Test func `are not those that a distribution ships`() {
    let status = "Package: demo\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n"
    let base = layer([
      ("var/lib/dpkg/status", status),
      ("var/lib/dpkg/info/demo.list", "/usr/lib/demo.py\n/etc/demo.conf\n"),
      ("usr/lib/demo.py", token), ("etc/demo.conf", token), ("opt/own.py", token),
    ])
    #expect(secrets([base]).map(\.path) == ["etc/demo.conf", "opt/own.py"])
  }

  @Test func `are kept in the cache without their text`() throws {
    let inventory = layer([("app/a", token), ("app/b.env", "DB_PASSWORD=q8Zk2Lm4xT9w\n")])
    let bytes = inventory.encoded()
    #expect(LayerInventory(encoded: bytes) == inventory)
    #expect(inventory.facts["app/b.env"]?.secrets.count == 1)
    for secret in [String(token.dropFirst(4)), "q8Zk2Lm4xT9w"] {
      #expect(bytes.span.firstIndex(of: Array(secret.utf8)) == nil)
    }
  }

  @Test func `cost nothing and are in no cache unless asked for`() {
    let plain = FileIndex(view: .installed, limits: .standard)
    let searching = FileIndex(view: .installed, limits: .standard, secrets: .standard)
    #expect(plain.identity != searching.identity)
    let collector = LayerCollector(index: plain, limits: .standard)
    #expect(collector.interest(in: FileEntry(path: "a.txt", size: 5), head: []).isNone)
  }

  @Test func `are found in variables, labels, commands and build steps`() {
    var settings = ImageSettings()
    settings.environment = [
      .init(name: "GH", value: token), .init(name: "DB_PASSWORD", value: "q8Zk2Lm4xT9w"),
    ]
    settings.command = ["serve", "--password", "q8Zk2Lm4xT9w"]
    settings.history = [
      .init(createdBy: "ENV GH=\(token)", layer: nil),
      .init(createdBy: "|1 STRIPE=sk_live_4kZq8Wn2Lm5Xp7Vb9Rt3Qw6Y /bin/sh -c make", layer: 3),
    ]
    let found = SecretScanner.standard.traces(
      in: settings,
      labels: ["url": "https://ci:q8Zk2Lm4xT@git.corp.internal/a"]
    )
    let lines = found.map { "\($0.origin) \($0.rule) \($0.name) \($0.layer ?? -1)" }
    #expect(
      lines.sorted() == [
        "configuration PLM-S901 password -1", "environment PLM-S061 GH -1",
        "environment PLM-S901 DB_PASSWORD -1", "history PLM-S141  3", "label PLM-S414 url -1",
      ]
    )
  }
}

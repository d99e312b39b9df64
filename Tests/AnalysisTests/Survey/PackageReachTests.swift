import Formats
import Model
import Testing

@testable import Analysis

/// An image of packages with programs and libraries.
private struct Image {
  var layer = LayerInventory()
  private var packages: [Package] = []
  private var claims: [Claim] = []

  mutating func package(_ name: String, _ files: [String], needs: [String] = []) {
    let evidence = Evidence(
      analyzer: "dpkg-status",
      method: .installedDatabase,
      path: "var/lib/dpkg/status"
    )
    var package = Package(.deb, name: name, version: "1", evidence: evidence)
    package.dependencies = needs
    packages.append(package)
    let owner = PackageOwner(ecosystem: .deb, name: name)
    claims.append(Claim(.named(owner), files: files.map { PathKey($0) }.sorted()))
  }

  mutating func file(_ path: String, libraries: [String] = [], script: String? = nil) {
    layer.entries.append(FileEntry(path: path, size: 100, mode: 0o755))
    var links = ProgramLinks()
    links.libraries = libraries
    if let script {
      let bytes = Array(script.utf8)
      links = ProgramLinks(of: FileEntry(path: path), format: .script, contents: bytes.span)
    }
    var facts = FileFacts()
    facts.executable = ExecutableFacts(
      kind: .executable,
      size: 100,
      sha256: SHA256.digest(of: Array(path.utf8).span),
      links: links
    )
    layer.facts[path] = facts
  }

  mutating func link(_ path: String, to target: String) {
    var entry = FileEntry(path: path, kind: .symbolicLink)
    entry.linkTarget = target
    layer.entries.append(entry)
  }

  func reach(_ argv: [String], healthcheck: [String]? = nil) -> PackageReach {
    var layer = layer
    var facts = FileFacts()
    facts.packages = packages
    facts.claims = claims
    layer.facts["var/lib/dpkg/status"] = facts
    var join = InventoryJoin(subject: Subject(kind: .image, name: "a"), layers: [layer])
    _ = join.run()
    var settings = ImageSettings()
    settings.entrypoint = argv
    settings.healthcheck = healthcheck
    settings.workingDirectory = "/srv"
    return join.reach(of: settings)
  }
}

extension PackageReach {
  fileprivate var neededNames: [String] { needed.map(\.package.name) }
  fileprivate var removableNames: [String] { removable.map(\.package.name).sorted() }
}

@Suite struct `what a start command reaches` {
  private func sample() -> Image {
    var image = Image()
    image.package("server", ["usr/sbin/server"])
    image.package("libz", ["usr/lib/libz.so.1.2"])
    image.package("tool", ["usr/bin/tool"], needs: ["libtool"])
    image.package("libtool", ["usr/lib/libtool.so.1"])
    image.package("data", ["usr/share/data/x"])
    image.package("dash", ["bin/sh"])
    image.file("usr/sbin/server", libraries: ["libz.so.1"])
    image.file("usr/lib/libz.so.1.2")
    image.link("usr/lib/libz.so.1", to: "libz.so.1.2")
    image.file("usr/bin/tool")
    image.file("usr/lib/libtool.so.1")
    image.file("bin/sh")
    return image
  }

  @Test func `is what it names, and what that is linked against`() {
    let reach = sample().reach(["server", "-g"])
    #expect(reach.roots == ["usr/sbin/server"])
    #expect(reach.neededNames == ["libz", "server"])
    #expect(reach.needed.first?.reason == "usr/sbin/server needs libz.so.1")
    #expect(reach.removableNames == ["dash", "data", "libtool", "tool"])
  }

  @Test func `leaves what can go most surely first, and what managers need last`() {
    let removable = sample().reach(["server"]).removable
    #expect(removable.map(\.confidence) == [.high, .medium, .low, .high])
    #expect(removable.map(\.package.name) == ["tool", "libtool", "data", "dash"])
    #expect(removable.map(\.isEssential) == [false, false, false, true])
  }

  @Test func `follows words of a shell`() {
    let reach = sample().reach(["/bin/sh", "-c", "exec tool --x"])
    #expect(reach.neededNames == ["dash", "libtool", "tool"])
    #expect(reach.doubts.count == 1)
  }

  @Test func `follows scripts of the image`() {
    var image = sample()
    image.file("start.sh", script: "#!/bin/sh\nset -e\nif true; then tool; fi\nexec \"$@\"\n")
    let reach = image.reach(["/start.sh"])
    #expect(reach.neededNames == ["dash", "libtool", "tool"])
    #expect(image.reach(["/start.sh", "server"]).neededNames.contains("libz"))
  }

  @Test func `follows env to the interpreter`() {
    var image = sample()
    image.file("app", script: "#!/usr/bin/env tool\n")
    #expect(image.reach(["/app"]).neededNames == ["libtool", "tool"])
  }

  @Test func `follows the health check`() {
    let reach = sample().reach(["server"], healthcheck: ["CMD", "tool"])
    #expect(reach.neededNames.contains("tool"))
  }

  @Test func `keeps the modules of a language that is reached`() {
    var image = Image()
    image.package("python3", ["usr/bin/python3"])
    image.package("python3-yaml", ["usr/lib/python3/dist-packages/yaml.py"], needs: ["libyaml"])
    image.package("libyaml", ["usr/lib/libyaml.so.0"])
    image.file("usr/bin/python3")
    #expect(image.reach(["python3", "a.py"]).removableNames == [])
    #expect(image.reach(["/none"]).removableNames == ["libyaml", "python3", "python3-yaml"])
  }

  @Test func `is nothing without a command, and says so`() {
    let reach = sample().reach([])
    #expect(reach.roots == [] && reach.needed == [])
    #expect(reach.doubts == ["The image names no program of its own to start"])
  }

  @Test func `ends where links go round`() {
    var image = sample()
    image.link("usr/bin/a", to: "b")
    image.link("usr/bin/b", to: "a")
    #expect(image.reach(["a"]).roots == [])
  }
}

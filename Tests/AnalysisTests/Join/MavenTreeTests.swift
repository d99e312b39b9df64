import Analysis
import Model
import TestSupport
import Testing

/// A `pom.xml`; `body` is what stands in it beside its name.
private func pom(_ artifact: String, parent: String = "", _ body: String = "") -> String {
  let head = parent.isEmpty ? "<groupId>g</groupId><version>1</version>" : parent
  return """
    <project>\(head)<artifactId>\(artifact)</artifactId>\(body)</project>
    """
}

private func parent(_ artifact: String, version: String = "1", path: String? = nil) -> String {
  let place = path.map { "<relativePath>\($0)</relativePath>" } ?? ""
  return """
    <parent><groupId>g</groupId><artifactId>\(artifact)</artifactId>\
    <version>\(version)</version>\(place)</parent>
    """
}

private func dependency(_ name: String, _ version: String = "", _ rest: String = "") -> String {
  let stated = version.isEmpty ? "" : "<version>\(version)</version>"
  return """
    <dependency><groupId>x</groupId><artifactId>\(name)</artifactId>\(stated)\(rest)</dependency>
    """
}

private func dependencies(_ all: String...) -> String {
  "<dependencies>\(all.joined())</dependencies>"
}

private func managing(_ all: String...) -> String {
  "<dependencyManagement><dependencies>\(all.joined())</dependencies></dependencyManagement>"
}

private func bom(_ artifact: String) -> String {
  """
  <dependency><groupId>g</groupId><artifactId>\(artifact)</artifactId><version>1</version>\
  <type>pom</type><scope>import</scope></dependency>
  """
}

private func tree(_ files: [(String, String)]) -> Inventory {
  joined([MavenProjectAnalyzer.self], kind: .sourceTree) { tar in
    for (path, text) in files { tar.file(path, text) }
  }
}

private func versions(_ files: (String, String)...) -> [String: String] {
  var versions: [String: String] = [:]
  for package in tree(files).packages { versions[package.name, default: ""] += package.version }
  return versions
}

@Suite struct `Maven projects of one tree` {
  @Test func `take versions, properties and licences from a parent`() {
    let found = versions(
      (
        "pom.xml",
        pom(
          "root",
          "<properties><y>2</y></properties>" + managing(dependency("a", "${y}"))
        )
      ),
      (
        "m/pom.xml",
        pom("m", parent: parent("root"), dependencies(dependency("a"), dependency("b", "${y}.1")))
      )
    )
    #expect(found == ["root": "1", "m": "1", "a": "2", "b": "2.1"])
  }

  @Test func `fill in the child's properties in what the parent says`() {
    let found = versions(
      (
        "pom.xml",
        pom("root", managing(dependency("a", "${v}"), dependency("b", "${project.version}")))
      ),
      (
        "m/pom.xml",
        pom(
          "m",
          parent: parent("root"),
          "<version>7</version><properties><v>3</v></properties>"
            + dependencies(dependency("a"), dependency("b"))
        )
      )
    )
    #expect(found == ["root": "1", "m": "7", "a": "3", "b": "7"])
  }

  @Test(arguments: [
    ("../../p/pom.xml", "p/pom.xml"), ("../../p", "p/pom.xml"), ("", "far/away/pom.xml"),
    ("../wrong.xml", "far/pom.xml"), ("../..", "pom.xml"),
  ])
  func `find the parent by its place or its name`(relative: String, place: String) {
    let found = versions(
      (place, pom("root", managing(dependency("a", "2")))),
      (
        "a/b/pom.xml",
        pom("m", parent: parent("root", path: relative), dependencies(dependency("a")))
      )
    )
    #expect(found["a"] == "2")
  }

  @Test func `do not take another project for the parent`() {
    let found = versions(
      ("pom.xml", pom("other", managing(dependency("a", "2")))),
      ("m/pom.xml", pom("m", parent: parent("root"), dependencies(dependency("a"))))
    )
    #expect(found["a"] == "")
  }

  @Test func `have what their parents ask for, at their own versions`() throws {
    let inventory = tree([
      (
        "pom.xml",
        pom("root", "<properties><v>1</v></properties>" + dependencies(dependency("a", "${v}")))
      ),
      ("m/pom.xml", pom("m", parent: parent("root"), "<properties><v>2</v></properties>")),
    ])
    let found = inventory.packages.filter { $0.name == "a" }
    #expect(found.map(\.version) == ["1", "2"])
    #expect(found.map { $0.evidence.map(\.path) } == [["pom.xml"], ["pom.xml"]])
    #expect(inventory.packages.first { $0.name == "m" }?.dependencies == ["x:a"])
  }

  @Test func `import bills of materials, and those these import`() {
    let found = versions(
      ("inner/pom.xml", pom("inner", managing(dependency("a", "8"), dependency("b", "9")))),
      (
        "bill/pom.xml",
        pom(
          "bill",
          "<properties><v>4</v></properties>"
            + managing(dependency("a", "${v}"), bom("inner"), bom("bill"))
        )
      ),
      (
        "m/pom.xml",
        pom(
          "m",
          managing(dependency("c", "5"), bom("bill"), bom("elsewhere"))
            + dependencies(dependency("a"), dependency("b"), dependency("c"), dependency("d"))
        )
      )
    )
    #expect(found == ["inner": "1", "bill": "1", "m": "1", "a": "4", "b": "9", "c": "5", "d": ""])
  }

  @Test func `end where parents go round`() {
    let found = versions(
      (
        "a/pom.xml",
        pom("a", parent: parent("b", path: "../b/pom.xml"), dependencies(dependency("x")))
      ),
      (
        "b/pom.xml",
        pom("b", parent: parent("a", path: "../a/pom.xml"), managing(dependency("x", "2")))
      )
    )
    #expect(found == ["a": "1", "b": "1", "x": "2"])
  }

  @Test func `lose the gap where the parent names what they do not`() {
    let nameless = """
      <dependency><groupId>${there}</groupId><artifactId>z</artifactId><version>1</version>\
      </dependency>
      """
    let alone = tree([("m/pom.xml", pom("m", parent: parent("root"), dependencies(nameless)))])
    #expect(alone.gaps.count == 1)
    let both = tree([
      ("pom.xml", pom("root", "<properties><there>t</there></properties>")),
      ("m/pom.xml", pom("m", parent: parent("root"), dependencies(nameless))),
    ])
    #expect(both.gaps.isEmpty)
    #expect(both.packages.first { $0.name == "z" }?.namespace == "t")
  }

  @Test func `find a version that only the parent defines`() {
    let found = versions(
      (
        "pom.xml",
        """
        <project><groupId>g</groupId><artifactId>root</artifactId><version>${revision}</version>\
        <properties><revision>6</revision></properties></project>
        """
      ),
      ("m/pom.xml", pom("m", parent: parent("root", version: "${revision}")))
    )
    #expect(found == ["root": "6", "m": "6"])
  }

  @Test func `keep to the limit, and say so`() {
    var limits = Limits.standard
    limits.values = 3
    var model = MavenModel()
    model.artifact = "m"
    var layer = LayerInventory()
    for path in ["a/pom.xml", "b/pom.xml"] {
      layer.facts[path, default: FileFacts()].project = model
    }
    var join = InventoryJoin(
      subject: Subject(kind: .sourceTree, name: "t"),
      layers: [layer],
      limits: limits
    )
    #expect(join.run().gaps.map(\.reason) == [])
    limits.values = 1
    join = InventoryJoin(
      subject: Subject(kind: .sourceTree, name: "t"),
      layers: [layer],
      limits: limits
    )
    #expect(join.run().gaps.map(\.reason) == [.limit, .limit])
  }

  @Test func `come back from the cache`() {
    var layer = LayerInventory()
    var model = MavenModel()
    model.parent = MavenModel.Reference(group: "g", artifact: "p", version: "1")
    model.properties = ["a": "b"]
    var managed = MavenModel.Dependency()
    (managed.group, managed.line, managed.isOfProfile) = ("x", 7, true)
    model.managed = [managed]
    layer.facts["pom.xml", default: FileFacts()].project = model
    #expect(LayerInventory(encoded: layer.encoded()) == layer)
  }
}

import Model
import Testing

@Suite struct `package URL of a package` {
  let evidence = Evidence(analyzer: "test", method: .installedDatabase, path: "db")
  let debian: OperatingSystem = {
    var system = OperatingSystem(id: "debian", version: "12", path: "etc/os-release")
    system.codename = "bookworm"
    return system
  }()

  @Test func `of Debian names its source when that has another name or version`() {
    var package = Package(.deb, name: "libssl3", version: "3.0.11-1", evidence: evidence)
    package.architecture = "amd64"
    package.source = SourcePackage(name: "openssl", version: "3.0.11-1")
    #expect(
      package.purl(system: debian)?.description
        == "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl"
    )
    package.version = "3.0.11-1+b1"
    #expect(package.purl(system: debian)?.qualifiers["upstream"] == "openssl@3.0.11-1")
    package.source = SourcePackage(name: "libssl3", version: package.version)
    #expect(package.purl(system: debian)?.qualifiers["upstream"] == nil)
  }

  @Test func `of RPM has its epoch as a qualifier`() throws {
    var package = Package(.rpm, name: "centerim", version: "1:4.22.10-1.el6", evidence: evidence)
    package.source = SourcePackage(name: "centerim", version: "1:4.22.10-1.el6")
    package.modularity = "nodejs:18:8080020230718:63b34585"
    let system = OperatingSystem(id: "rhel", version: "8.8", path: "etc/os-release")
    let purl = try #require(package.purl(system: system))
    #expect(
      purl.description
        == "pkg:rpm/redhat/centerim@4.22.10-1.el6?distro=rhel-8.8&epoch=1"
        + "&rpmmod=nodejs:18:8080020230718:63b34585&upstream=centerim-4.22.10-1.el6.src.rpm"
    )
    var back = Package(purl, evidence: evidence)
    back.namespace = ""
    #expect(back == package)
  }

  @Test(arguments: [
    ("npm", "@angular", "core", "pkg:npm/%40angular/core@1"),
    ("golang", "", "stdlib", "pkg:golang/stdlib@1"),
    ("wordpress-plugin", "", "akismet", "pkg:wordpress-plugin/akismet@1"),
    ("composer", "Laravel", "Framework", "pkg:composer/laravel/framework@1"),
  ])
  func `of a language has no distribution`(
    type: String,
    namespace: String,
    name: String,
    text: String
  ) {
    let package = Package(
      Ecosystem(rawValue: type),
      namespace: namespace,
      name: name,
      version: "1",
      evidence: evidence
    )
    #expect(package.purl(system: debian)?.description == text)
  }

  @Test func `is none without a name`() {
    #expect(Package(.npm, name: "", version: "1", evidence: evidence).purl(system: nil) == nil)
  }

  @Test(arguments: [
    ("rhel", "9", "", "redhat", "rhel-9"),
    ("opensuse-leap", "15.5", "", "opensuse", "opensuse-leap-15.5"),
    ("sles", "15.5", "", "suse", "sles-15.5"),
    ("debian", "", "trixie", "debian", "debian-trixie"),
    ("arch", "", "", "arch", "arch"),
  ])
  func `knows what distributions are called`(
    id: String,
    version: String,
    codename: String,
    namespace: String,
    distro: String
  ) {
    var system = OperatingSystem(id: id, version: version, path: "etc/os-release")
    system.codename = codename
    #expect(system.packageNamespace == namespace)
    #expect(system.distroQualifier == distro)
  }
}

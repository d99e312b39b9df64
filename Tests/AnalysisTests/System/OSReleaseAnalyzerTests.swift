import Analysis
import Model
import Testing

/// A file that says which system it is, and what it should be read as.
struct SystemCase: Sendable, CustomTestStringConvertible {
  let path: String
  let text: String
  let id: String
  let version: String
  var codename = ""
  var prettyName: String?
  var testDescription: String { "\(id) \(version) by \(path)" }
}

@Suite struct `system release` {
  private func system(_ path: String, _ text: String) throws -> OperatingSystem? {
    try analyze(OSReleaseAnalyzer.self, path: path, text).system
  }

  @Test func `is read from os-release`() throws {
    let text = """
      NAME="Red Hat Enterprise Linux"
      VERSION="9.3 (Plow)"
      ID="rhel"
      ID_LIKE="fedora centos"
      VERSION_ID="9.3"
      PLATFORM_ID="platform:el9"
      PRETTY_NAME="Red Hat Enterprise Linux 9.3 (Plow)"
      CPE_NAME="cpe:/o:redhat:enterprise_linux:9::baseos"
      VARIANT_ID=server
      """
    let system = try #require(try system("etc/os-release", text))
    #expect(system.id == "rhel")
    #expect(system.version == "9.3")
    #expect(system.idLike == ["fedora", "centos"])
    #expect(system.prettyName == "Red Hat Enterprise Linux 9.3 (Plow)")
    #expect(system.cpe == "cpe:/o:redhat:enterprise_linux:9::baseos")
    #expect(system.variant == "server")
    #expect(system.path == "etc/os-release")
    #expect(system.endOfLife == "2032-05-31")
  }

  @Test(arguments: [
    ("ID=debian", "debian"),
    ("ID='debian'", "debian"),
    ("ID=\"deb\\\"ian\"", "deb\"ian"),
    ("ID=\"a\\$b\\\\c\\n\"", "a$b\\c\\n"),
    ("ID='a\\b'", "a\\b"),
    ("ID=a\\ b # comment", "a b"),
    ("ID=\"a\"'b'c", "abc"),
    ("  ID=x\r", "x"),
    ("# ID=no\nID=one\nID=two", "two"),
    ("NAME=x", "linux"),
    ("ID=Debian", "debian"),
  ])
  func `is unquoted as a shell would`(text: String, id: String) throws {
    #expect(try system("etc/os-release", text + "\n")?.id == id)
  }

  static let cases: [SystemCase] = [
    SystemCase(
      path: "usr/lib/os-release",
      text: "ID=wolfi\nNAME=\"Wolfi\"\nPRETTY_NAME=\"Wolfi\"\nVERSION_ID=\"20230201\"\n",
      id: "wolfi",
      version: "20230201"
    ),
    SystemCase(
      path: "etc/os-release",
      text: "PRETTY_NAME=\"Debian GNU/Linux trixie/sid\"\nVERSION_CODENAME=trixie\nID=debian\n",
      id: "debian",
      version: "",
      codename: "trixie"
    ),
    SystemCase(
      path: "etc/os-release",
      text: "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"8\"\nVERSION=\"8 (jessie)\"\nID=debian\n",
      id: "debian",
      version: "8",
      codename: "jessie",
      prettyName: "Debian GNU/Linux 8 (jessie)"
    ),
    SystemCase(
      path: "x86_64-bottlerocket-linux-gnu/sys-root/usr/lib/os-release",
      text: "NAME=Bottlerocket\nID=bottlerocket\nVERSION_ID=1.20.0\n",
      id: "bottlerocket",
      version: "1.20.0"
    ),
    SystemCase(path: "etc/alpine-release", text: "3.19.1\n", id: "alpine", version: "3.19.1"),
    SystemCase(path: "etc/debian_version", text: "12.5\n", id: "debian", version: "12"),
    SystemCase(
      path: "etc/debian_version",
      text: "trixie/sid\n",
      id: "debian",
      version: "",
      codename: "trixie"
    ),
    SystemCase(
      path: "etc/lsb-release",
      text: "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\n",
      id: "ubuntu",
      version: "14.04",
      codename: "trusty"
    ),
    SystemCase(
      path: "etc/openwrt_release",
      text: "DISTRIB_ID='OpenWrt'\nDISTRIB_RELEASE='23.05.2'\n",
      id: "openwrt",
      version: "23.05.2"
    ),
    SystemCase(
      path: "etc/redhat-release",
      text: "Red Hat Enterprise Linux Server release 6.10 (Santiago)\n",
      id: "rhel",
      version: "6.10"
    ),
    SystemCase(
      path: "etc/centos-release",
      text: "CentOS Linux release 7.9.2009 (Core)\n",
      id: "centos",
      version: "7.9.2009"
    ),
    SystemCase(
      path: "etc/oracle-release",
      text: "Oracle Linux Server release 6.10\n",
      id: "ol",
      version: "6.10"
    ),
    SystemCase(
      path: "etc/system-release",
      text: "Amazon Linux AMI release 2018.03\n",
      id: "amzn",
      version: "2018.03",
      prettyName: "Amazon Linux AMI release 2018.03"
    ),
    SystemCase(
      path: "etc/photon-release",
      text: "VMware Photon OS 3.0\nPHOTON_BUILD_NUMBER=26156e2\n",
      id: "photon",
      version: "3.0"
    ),
    SystemCase(
      path: "etc/mariner-release",
      text: "CBL-Mariner 2.0.20230407\n",
      id: "mariner",
      version: "2.0.20230407"
    ),
    SystemCase(
      path: "etc/SuSE-release",
      text: "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n",
      id: "sles",
      version: "11.4"
    ),
    SystemCase(
      path: "etc/SuSE-release",
      text: "openSUSE 13.1 (x86_64)\nVERSION = 13.1\nCODENAME = Bottle\n",
      id: "opensuse",
      version: "13.1"
    ),
    SystemCase(path: "etc/arch-release", text: "", id: "arch", version: ""),
    SystemCase(
      path: "etc/gentoo-release",
      text: "Gentoo Base System release 2.14\n",
      id: "gentoo",
      version: "2.14"
    ),
  ]

  @Test(arguments: cases)
  func `is read from every such file`(file: SystemCase) throws {
    let system = try #require(try system(file.path, file.text))
    #expect(system.id == file.id)
    #expect(system.version == file.version)
    #expect(system.codename == file.codename)
    if let prettyName = file.prettyName { #expect(system.prettyName == prettyName) }
    #expect(!system.prettyName.isEmpty)
  }

  @Test func `of an os-release that assigns nothing is an error`() {
    #expect(throws: AnalysisError.malformed("no assignment in it")) {
      try system("etc/os-release", "debian 12\n")
    }
  }

  @Test func `is that of the derivative, not of what it derives from`() {
    let order = [
      "etc/os-release", "usr/lib/os-release", "etc/lsb-release", "etc/oracle-release",
      "etc/redhat-release", "etc/debian_version", "elsewhere",
    ]
    let ranks = order.map { SystemFile.preference(of: $0) }
    #expect(ranks == ranks.sorted())
    #expect(Set(ranks).count == ranks.count)
  }
}

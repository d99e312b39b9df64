import Analysis
import Model
import Testing

/// Files as opkg writes them.
enum OpkgFixtures {
  static let status = """
    Package: libubox20230523
    Version: 2023-05-23-75a3b870-1
    Depends: libc
    Provides: libubox
    Status: install ok installed
    Architecture: mips_24kc
    Installed-Time: 1700000000

    Package: uci
    Version: 2023-08-10-5781664d-1
    Depends: libc, libubox (>= 2023)
    Status: install user installed
    Architecture: mips_24kc
    Conffiles:
     /etc/config/system 0123

    Package: gone
    Version: 1
    Status: deinstall ok not-installed
    Architecture: mips_24kc

    """

  static let control = """
    Package: uci
    Version: 2023-08-10-5781664d-1
    Depends: libc, libubox20230523
    Source: package/system/uci
    License: LGPL-2.1
    Section: base
    """
}

@Suite struct `opkg database` {
  @Test func `lists what is installed`() throws {
    let path = "usr/lib/opkg/status"
    let packages = try analyze(OpkgStatusAnalyzer.self, path: path, OpkgFixtures.status).packages
    #expect(packages.map(\.name) == ["libubox20230523", "uci"])
    #expect(packages.map(\.architecture) == ["mips_24kc", "mips_24kc"])
    #expect(packages.map(\.dependencies) == [["libc"], ["libc", "libubox20230523"]])
  }

  @Test func `takes the licence from the control file`() throws {
    let path = "usr/lib/opkg/info/uci.control"
    let claims = try analyze(OpkgStatusAnalyzer.self, path: path, OpkgFixtures.control).claims
    #expect(claims.map(\.holder) == [.named(PackageOwner(ecosystem: .opkg, name: "uci"))])
    #expect(claims.map(\.licenses) == [["LGPL-2.1-only"]])
  }

  @Test func `claims files`() throws {
    let text = "/sbin/uci\n/lib/config/uci.sh\t0100755\n/etc/config/\n"
    let claims = try analyze(OpkgStatusAnalyzer.self, path: "usr/lib/opkg/info/uci.list", text)
      .claims
    #expect(claims.map(\.files) == [[PathKey("sbin/uci"), PathKey("lib/config/uci.sh")]])
  }
}

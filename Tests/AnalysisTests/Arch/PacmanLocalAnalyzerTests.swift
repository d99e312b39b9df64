import Analysis
import Model
import Testing

/// The files of one package as pacman writes them.
enum ArchFixtures {
  static let desc = """
    %NAME%
    libnghttp2

    %VERSION%
    1:1.61.0-1

    %BASE%
    nghttp2

    %DESC%
    Framing layer of HTTP/2

    %URL%
    https://nghttp2.org/

    %ARCH%
    x86_64

    %PACKAGER%
    Somebody <somebody@archlinux.org>

    %LICENSE%
    MIT
    custom:Public Domain

    %DEPENDS%
    glibc>=2.38
    sh
    libssl.so=3-64

    %XDATA%
    pkgtype=split

    """

  static let files = """
    %FILES%
    usr/
    usr/lib/
    usr/lib/libnghttp2.so.14
    usr/share/licenses/libnghttp2/COPYING

    %BACKUP%
    etc/nghttp2.conf	0123456789abcdef0123456789abcdef

    """
}

@Suite struct `pacman database` {
  private let directory = "var/lib/pacman/local/libnghttp2-1:1.61.0-1"

  @Test func `names a package with its base`() throws {
    let facts = try analyze(
      PacmanLocalAnalyzer.self,
      path: directory + "/desc",
      ArchFixtures.desc
    )
    let package = try #require(facts.packages.first)
    #expect(package.ecosystem == .alpm)
    #expect(package.name == "libnghttp2")
    #expect(package.version == "1:1.61.0-1")
    #expect(package.source == SourcePackage(name: "nghttp2", version: "1:1.61.0-1"))
    #expect(package.architecture == "x86_64")
    #expect(package.licenses == ["MIT", "Public Domain"])
    #expect(package.dependencies == ["glibc", "sh"])
  }

  @Test func `claims the files beside it`() throws {
    let facts = try analyze(
      PacmanLocalAnalyzer.self,
      path: directory + "/files",
      ArchFixtures.files
    )
    #expect(facts.claims.map(\.holder) == [.declared(inFile: directory + "/desc")])
    let files = ["usr/lib/libnghttp2.so.14", "usr/share/licenses/libnghttp2/COPYING"]
    #expect(facts.claims.map(\.files) == [files.map { PathKey($0) }])
  }

  @Test func `without a version is an error`() {
    #expect(throws: AnalysisError.malformed("no name or no version")) {
      try analyze(PacmanLocalAnalyzer.self, path: directory + "/desc", "%NAME%\na\n\n")
    }
  }
}

import Model
import Testing

@testable import Analysis

let cpanMetaExample = """
  {"name": "HTTP-Message", "version": "6.44", "license": ["perl_5"],
   "author": ["Gisle Aas <gisle@example.org>"],
   "prereqs": {"runtime": {"requires": {"perl": "5.008001", "URI": "1.10", "LWP::MediaTypes": "6"}},
     "test": {"requires": {"Test::More": "0.88"}}}}
  """

let cpanSnapshotExample = """
  # carton snapshot format: version 1.0
  DISTRIBUTIONS
    HTTP-Message-6.44
      pathname: O/OA/OALDERS/HTTP-Message-6.44.tar.gz
      provides:
        HTTP::Message 6.44
        HTTP::Request 6.44
      requirements:
        Carp 0
        ExtUtils::MakeMaker 0
        HTTP::Request 0
        LWP::MediaTypes 6
        URI 1.10
    URI-v5.17.0-TRIAL
      pathname: S/SI/SIMBABQUE/URI-v5.17.0-TRIAL.tar.gz
      provides:
        URI 5.17
        URI::file 4.21
      requirements:
        perl 5.008001
  """

@Suite struct `Perl distribution` {
  let directory = "usr/local/share/perl/5.36.0/x86_64-linux-gnu/.meta/HTTP-Message-6.44"

  @Test func `is installed with licence and dependencies`() throws {
    let facts = try analyze(
      CPANMetaAnalyzer.self,
      path: directory + "/MYMETA.json",
      cpanMetaExample
    )
    #expect(facts.purls == ["pkg:cpan/HTTP-Message@6.44"])
    #expect(facts.packages[0].licenses == ["Artistic-1.0-Perl OR GPL-1.0-or-later"])
    #expect(facts.packages[0].vendor == "Gisle Aas")
    #expect(facts.packages[0].dependencies == ["LWP-MediaTypes", "URI"])
  }

  @Test(arguments: [
    #"{"name": "HTTP::Message", "version": "6.4", "dist": "HTTP-Message-6.44"}"#,
    #"{"name": "HTTP::Message"}"#,
  ])
  func `is installed by what cpanm says`(text: String) throws {
    let facts = try analyze(CPANMetaAnalyzer.self, path: directory + "/install.json", text)
    #expect(facts.packageLines == ["HTTP-Message 6.44"])
  }

  @Test func `is locked with what it needs`() throws {
    let path = "cpanfile.snapshot"
    let facts = try analyze(CPANSnapshotAnalyzer.self, path: path, cpanSnapshotExample)
    #expect(facts.packageLines == ["HTTP-Message 6.44", "URI v5.17.0-TRIAL"])
    #expect(facts.packages.map(\.dependencies) == [["URI"], []])
  }

  @Test(arguments: [
    "# carton snapshot format: version 2.0\n", "MODULES\n", "DISTRIBUTIONS\n  nameless\n",
  ])
  func `lock of another form is refused`(text: String) {
    #expect(throws: AnalysisError.self) {
      try analyze(CPANSnapshotAnalyzer.self, path: "cpanfile.snapshot", text)
    }
  }

  @Test(arguments: [
    ("libwww-perl-6.68", "libwww-perl|6.68"), ("A-v1.2.3", "A|v1.2.3"),
    ("A-0.1-TRIAL", "A|0.1-TRIAL"),
    ("A-1.0_02", "A|1.0_02"), ("A", nil), ("", nil), ("-1", nil), ("TRIAL", nil), ("A-B", nil),
    ("-TRIAL", nil),
  ])
  func `names carry versions`(text: String, parts: String?) {
    #expect(CPANDistribution.split(text).map { "\($0.name)|\($0.version)" } == parts)
  }
}

import Analysis
import Model
import Testing

let opamExample = """
  opam-version: "2.0"
  synopsis: "HTTP: a \\"library\\"" # license: "GPL"
  description: \"""
  Has "quotes": and colons.
  license: "none"
  \"""
  (* license: "BSD" *)
  maintainer: ["Team <team@example.org>" "Other"]
  license : "ISC"
  depends: [
    "ocaml" {>= "4.08"}
    "dune" {build & >= "2.0"}
    ("lwt" | "async")
    "uri" {>= "1.9.0" & with-test}
  ]
  url {
    src: "https://host/a.tbz"
  }
  """

@Suite struct `opam package` {
  let directory = "home/opam/.opam/4.14/.opam-switch/packages/cohttp-lwt.5.3.0+dune"

  @Test func `is installed in a switch`() throws {
    let facts = try analyze(OpamPackageAnalyzer.self, path: directory + "/opam", opamExample)
    #expect(facts.purls == ["pkg:opam/cohttp-lwt@5.3.0%2Bdune"])
    #expect(facts.packages[0].licenses == ["ISC"])
    #expect(facts.packages[0].vendor == "Team")
    #expect(facts.packages[0].dependencies == ["async", "lwt", "ocaml"])
  }

  @Test(arguments: ["", "license", "license: \"", "a: \"\"\"b", "(*", "}}{ license: \"x\""])
  func `has a name whatever else is wrong`(text: String) throws {
    let facts = try analyze(OpamPackageAnalyzer.self, path: directory + "/opam", text)
    #expect(facts.packageLines == ["cohttp-lwt 5.3.0+dune"])
  }
}

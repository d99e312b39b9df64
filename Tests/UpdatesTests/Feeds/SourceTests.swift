import Advisories
import Model
import Testing
import Updates

private func settings(_ yaml: String) throws -> SourceSettings {
  let bytes = Array(yaml.utf8)
  return try SourceSettings(yaml: bytes.span, name: "sources.yaml", limits: .standard)
}

private func list(_ yaml: String = "", mirrors: [String] = []) throws -> SourceList {
  try SourceList(try settings(yaml), mirrors: mirrors, limit: 1 << 30)
}

extension SourceList {
  fileprivate func places(_ path: String) -> [String]? {
    files.first { $0.path == path }?.places.map(\.url)
  }
}

@Suite struct `source list` {
  @Test func `has every address of every feed`() throws {
    let addresses = allFeeds.flatMap { type(of: $0).addresses }
    #expect(try list().files.map(\.path).sorted() == addresses.map(\.path).sorted())
    #expect(try list().files.allSatisfy { $0.limit == 1 << 30 })
  }

  @Test func `asks mirrors first, in their order`() throws {
    let list = try list(
      """
      mirrors: https://general.example/feeds/
      feeds:
        osv:
          mirrors: [https://osv.example]
          max-size: 7
      """,
      mirrors: ["https://option.example"]
    )
    #expect(
      list.places("osv/Red Hat/all.zip") == [
        "https://option.example/osv/Red%20Hat/all.zip",
        "https://osv.example/osv/Red%20Hat/all.zip",
        "https://general.example/feeds/osv/Red%20Hat/all.zip",
        "https://osv-vulnerabilities.storage.googleapis.com/Red%20Hat/all.zip",
      ]
    )
    #expect(list.files.first { $0.feed == "osv" }?.limit == 7 << 20)
  }

  @Test func `leaves out what is switched off`() throws {
    let list = try list(
      """
      publishers: false
      mirrors: [https://m.example]
      feeds:
        nvd: false
        osv:
          files:
            osv/CRAN/all.zip: false
            osv/npm/all.zip: https://a.example/npm.zip
            osv/own/all.zip: [https://a.example/own.zip, https://b.example/own.zip]
      """
    )
    #expect(!list.files.contains { $0.feed == "nvd" })
    #expect(list.disabled == ["nvd"])
    #expect(list.places("osv/CRAN/all.zip") == nil)
    #expect(list.places("osv/npm/all.zip") == ["https://a.example/npm.zip"])
    #expect(list.places("osv/own/all.zip")?.count == 2)
    #expect(list.places("osv/Go/all.zip") == ["https://m.example/osv/Go/all.zip"])
  }

  @Test(arguments: [
    (["npm"], ["osv/npm/all.zip"]),
    (["debian-12"], ["debian/CVE/list", "debian/tracker.json", "osv/Debian/all.zip"]),
    (["alpine:3.20"], ["alpine/v3.20/main.json", "osv/Alpine/all.zip"]),
    (["alpine"], ["alpine/edge/main.json", "alpine/v3.20/main.json"]),
    (["opensuse-leap-15.6"], ["suse/osv.tar.bz2"]),
    (["mariner-2.0"], ["azurelinux/cbl-mariner-2.0-oval.xml"]),
    (
      ["pypi", "cargo"],
      ["osv/PyPI/all.zip", "osv/crates.io/all.zip", "rustsec/advisory-db.tar.gz"]
    ),
    (["redhat-9"], ["redhat/csaf_vex_latest.tar.zst", "osv/Red Hat/all.zip"]),
    (["bitnami"], ["osv/Bitnami/all.zip"]),
  ])
  func `knows what packs are made from`(names: [String], paths: [String]) throws {
    let chosen = try Set(list().selecting(names).files.map(\.path))
    #expect(chosen.isSuperset(of: paths))
    #expect(chosen.contains("kev/known_exploited_vulnerabilities.json"))
    #expect(!chosen.contains("osv/NuGet/all.zip"))
    #expect(!chosen.contains { $0.hasPrefix("nvd/") || $0.hasPrefix("cve/") })
  }

  @Test func `tells one branch of Alpine from another`() throws {
    let chosen = try list().selecting(["alpine-3.20"]).files.map(\.path)
    #expect(!chosen.contains("alpine/v3.19/main.json"))
  }

  @Test func `takes feeds and files by their names alone`() throws {
    let chosen = try list().selecting(["kev", "osv/npm/all.zip"]).files.map(\.path)
    #expect(chosen == ["kev/known_exploited_vulnerabilities.json", "osv/npm/all.zip"])
  }

  @Test func `passes over spaces that nobody publishes for`() throws {
    let chosen = try list().selecting([], spaces: ["npm", "slackware:15"]).files
    #expect(chosen.contains { $0.path == "osv/npm/all.zip" })
    #expect(throws: UpdateError.self) { try list().selecting(["slackware-15"]) }
  }

  @Test(arguments: [
    ("mirror: https://a.example", "'mirror' is not known here"),
    ("mirrors: [ftp://a.example]", "not an address"),
    ("publishers: perhaps", "neither true nor false"),
    ("max-size: 0", "not a number of MiB"),
    ("feeds:\n  osv:\n    files:\n      ../etc/passwd: https://a.example", "no path in a copy"),
    ("feeds:\n  osv:\n    files:\n      osv/.hidden: https://a.example", "no path in a copy"),
    ("feeds:\n  nosuch: false", "no feed called nosuch"),
    ("- a", "not a map"),
    ("a: [", "not YAML"),
    ("a: 1\n---\nb: 1", "more than one document"),
  ])
  func `refuses settings with a slip`(yaml: String, text: String) throws {
    let error = #expect(throws: UpdateError.self) { try list(yaml) }
    #expect(error?.description.contains(text) == true)
    #expect(error?.subject.hasPrefix("sources.yaml") == true)
  }
}

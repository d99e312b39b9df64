import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `report of an image` {
  private let program: Program

  init() throws { program = try Program() }

  @Test func `is a table that counts first`() async throws {
    let lines = try await program.output("sbom", try program.layout()).split(separator: "\n")
    #expect(lines[0] == "example:1  image  linux/amd64")
    #expect(lines.contains("System    Debian GNU/Linux 12 (bookworm), supported until 2028-06-30"))
    #expect(lines.contains("Layers    3"))
    #expect(lines.contains("Packages  3: 2 deb, 1 npm"))
    #expect(lines.contains("Unowned   1 program or library that no package owns"))
    #expect(lines.contains("Gaps      none"))
  }

  @Test func `names the layer and the build step of each package`() async throws {
    let report = try json(try await program.output("sbom", try program.layout(), "-f", "json"))
    let packages = try #require(report["packages"] as? [[String: Any]])
    let layers = packages.map { package in
      let evidence = package["evidence"] as? [[String: Any]]
      return "\(package["name"] ?? "") \(evidence?.first?["layer"] ?? "")"
    }
    #expect(layers == ["base 0", "curl 1", "left 2"])
    let steps = (report["layers"] as? [[String: Any]])?.map { $0["createdBy"] as? String }
    #expect(steps == ["ADD rootfs.tar /", "RUN apt-get install curl", "COPY app /opt"])
  }

  @Test func `is a CycloneDX document`() async throws {
    let report = try json(try await program.output("sbom", try program.layout(), "-f", "cyclonedx"))
    #expect(report["bomFormat"] as? String == "CycloneDX")
    #expect(report["specVersion"] as? String == "1.6")
    let names = (report["components"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(Set(["base", "curl", "left"]).isSubset(of: names ?? []))
  }

  @Test func `is an SPDX document`() async throws {
    let report = try json(try await program.output("sbom", try program.layout(), "-f", "spdx"))
    #expect(report["spdxVersion"] as? String == "SPDX-2.3")
    let names = (report["packages"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(Set(["base", "curl", "left"]).isSubset(of: names ?? []))
  }

  @Test func `is a list of package URLs`() async throws {
    let lines = try await program.output("sbom", try program.layout(), "-f", "purl")
    #expect(
      lines == """
        pkg:deb/debian/base@1.0-1?arch=amd64&distro=debian-12
        pkg:deb/debian/curl@8.0-1?arch=amd64&distro=debian-12
        pkg:npm/left@1.3.0

        """
    )
  }

  @Test(arguments: ["table", "json", "cyclonedx", "spdx", "purl"])
  func `is the same each time`(format: String) async throws {
    let target = try program.layout()
    let first = try await program.output("sbom", target, "-f", format, "--no-cache")
    let second = try await program.output("sbom", target, "-f", format)
    let third = try await program.output("sbom", target, "-f", format)
    #expect(first == second)
    #expect(second == third)
  }

  @Test func `has the date it is told, and no other`() async throws {
    let target = try program.layout()
    let undated = try await program.output("sbom", target, "-f", "cyclonedx")
    #expect(!undated.contains("timestamp"))
    var dated = program
    dated.environment["SOURCE_DATE_EPOCH"] = "1700000000"
    let report = try await dated.output("sbom", target, "-f", "cyclonedx")
    #expect(report.contains("2023-11-14T22:13:20Z"))
  }

  @Test(arguments: [
    ("a.json", "json"), ("a.cdx.json", "cyclonedx"), ("a.spdx.json", "spdx"), ("a.txt", "table"),
    ("a.purl.txt", "purl"), ("a", "table"),
  ])
  func `goes into a file, whose ending says the format`(name: String, format: String) async throws {
    let target = try program.layout()
    #expect(try await program.output("sbom", target, "-o", name) == "")
    let written = String(decoding: try program.folder.read(name), as: UTF8.self)
    #expect(written == (try await program.output("sbom", target, "-f", format)))
    #expect(!program.folder.listing().contains { $0.contains("partial") })
  }

  @Test func `takes the place of an older one, through a link too`() async throws {
    let target = try program.layout()
    try program.folder.write("old.txt", "old", mode: 0o600)
    try FileManager.default.createSymbolicLink(
      atPath: program.folder.path("link.txt"),
      withDestinationPath: "old.txt"
    )
    #expect(try await program.output("sbom", target, "-o", "link.txt") == "")
    let written = String(decoding: try program.folder.read("old.txt"), as: UTF8.self)
    #expect(written == (try await program.output("sbom", target)))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: program.folder.path("old.txt")
    )
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func `goes into a pipe, which stays one`() async throws {
    let target = try program.layout()
    let path = program.folder.path("pipe")
    let made = unsafe mkfifo(path, 0o600)
    #expect(made == 0)
    // Open for both, so that nobody waits for a partner.
    let pipe = try #require(FileHandle(forUpdatingAtPath: path))
    #expect(try await program.output("sbom", target, "-o", "pipe") == "")
    let written = String(decoding: pipe.availableData, as: UTF8.self)
    #expect(written == (try await program.output("sbom", target)))
    #expect(try await program.output("sbom", target, "-o", "/dev/stdout") == written)
  }

  @Test func `follows the published schema`() async throws {
    _ = try await program.output("sbom", try program.layout(), "-o", "report.json")
    let root = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let check = Process()
    check.executableURL = URL(filePath: "/usr/bin/env")
    check.arguments = [
      "python3", root.appending(path: "scripts/validate-schema").path,
      root.appending(path: "docs/schema/inventory-1.json").path,
      program.folder.path("report.json"),
    ]
    let code = try await program.finish(check)
    if code == 3 || code == 127 { try skip("needs Python's jsonschema") }
    #expect(code == 0)
  }
}

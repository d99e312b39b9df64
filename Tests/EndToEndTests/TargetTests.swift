import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct `targets` {
  private let program: Program

  init() throws { program = try Program() }

  private func purls(_ arguments: String..., input: [UInt8]? = nil) async throws -> [String] {
    let outcome = try await program.run(["sbom"] + arguments + ["-f", "purl"], input: input)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    return outcome.lines
  }

  private static let image = [
    "pkg:deb/debian/base@1.0-1?arch=amd64&distro=debian-12",
    "pkg:deb/debian/curl@8.0-1?arch=amd64&distro=debian-12",
    "pkg:npm/left@1.3.0",
  ]

  @Test(arguments: ["oci:layout", "layout", "./layout", "oci:layout:example:1", "oci:layout:1"])
  func `may be a layout`(target: String) async throws {
    _ = try program.layout()
    #expect(try await purls(target) == Self.image)
  }

  @Test(arguments: ["archive:image.tar", "image.tar", "docker-archive:image.tar"])
  func `may be an archive`(target: String) async throws {
    _ = try program.archive()
    #expect(try await purls(target) == Self.image)
  }

  @Test func `may be an archive of the old form`() async throws {
    var files = ImageFiles()
    files.addSaved([(sampleImage(), ["example:1"])])
    try program.folder.write("old.tar", files.archive())
    #expect(try await purls("old.tar") == Self.image)
  }

  @Test func `may be a compressed archive`() async throws {
    let bytes = program.archiveBytes()
    try program.folder.write("image.tar.gz", Compressing.gzip(bytes))
    try program.folder.write("image.tar.zst", Compressing.zstd(bytes))
    #expect(try await purls("image.tar.gz") == Self.image)
    #expect(try await purls("image.tar.zst") == Self.image)
  }

  @Test func `may come by standard input`() async throws {
    let bytes = program.archiveBytes()
    #expect(try await purls("archive:-", input: bytes) == Self.image)
    #expect(try await purls("archive:-", input: Compressing.gzip(bytes)) == Self.image)
  }

  @Test func `may be for several platforms`() async throws {
    var files = ImageFiles()
    let arm = sampleImage(architecture: "arm64", marker: "arm")
    files.add(index: [arm, sampleImage(marker: "intel")], name: "both")
    try files.write(to: program.folder.path("both"))
    let found = try await purls("oci:both", "--platform", "linux/arm64")
    #expect(found.first?.hasPrefix("pkg:deb/debian/arm@1.0-1") == true)
    let other = try await purls("oci:both", "--platform", "linux/amd64")
    #expect(other.contains { $0.hasPrefix("pkg:deb/debian/intel@") })
    let outcome = try await program.run("sbom", "oci:both", "--platform", "linux/s390x")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("linux/amd64"))
  }

  @Test(arguments: ["dir:tree", "tree", "./tree"])
  func `may be a source tree`(target: String) async throws {
    try program.folder.write("tree/requirements.txt", "six==1.16.0\n")
    try program.folder.write("tree/skipped/requirements.txt", "attrs==23.1.0\n")
    #expect(try await purls(target, "--exclude", "skipped") == ["pkg:pypi/six@1.16.0"])
  }

  @Test(arguments: ["rootfs:root", "root"])
  func `may be an installed system`(target: String) async throws {
    try program.folder.write("root/etc/os-release", debianRelease)
    try program.folder.write("root/usr/bin/app", smallProgram, mode: 0o755)
    try program.folder.write("root/\(dpkgStatusPath)", dpkgStatus("base 1.0-1"))
    try program.folder.write("root/srv/requirements.txt", "six==1.16.0\n")
    #expect(try await purls(target) == [Self.image[0]])
    let both = try await purls(target, "--view", "source")
    #expect(both == ["pkg:pypi/six@1.16.0"])
  }
}

@Suite(.timeLimit(.minutes(5))) struct `refusals` {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    (["sbom", "./missing"], "no such file"),
    (["sbom", "dir:missing"], "missing"),
    (["sbom", "oci:missing"], "no OCI layout"),
    (["sbom", "archive:missing.tar"], "missing.tar"),
    (["sbom", "text"], "neither an image archive nor a bill of materials"),
    (["sbom", "tree", "-f", "none"], "there is no format none"),
    (["sbom", "tree", "--timeout", "0"], "--timeout"),
    (["sbom", "tree", "--max-file-size", "0"], "--max-file-size"),
    (["sbom", "tree", "--platform", "a/b/c/d"], "--platform"),
    (["sbom", "tree", "-o", "no/such/folder/report"], "cannot be written"),
    (["sbom"], "target"),
    (["sbom", "tree", "--no-such-flag"], "--no-such-flag"),
    (["no-such-command"], "no-such-command"),
    (["sbom", "Not A Name"], "Not A Name"),
  ])
  func `end with code 2 and say why`(arguments: [String], reason: String) async throws {
    try program.folder.write("text", "some text")
    try program.folder.write("tree/file", "x")
    let outcome = try await program.run(arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output == [])
    #expect(outcome.errors.contains(reason), "\(outcome.errors)")
  }

  @Test(arguments: [["--help"], ["--version"], ["help", "sbom"], ["sbom", "--help"]])
  func `are no help and no version`(arguments: [String]) async throws {
    let outcome = try await program.run(arguments)
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(!outcome.output.isEmpty)
  }
}

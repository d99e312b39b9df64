import Artifacts
import Formats
import Model
import OCI
import TestSupport
import Testing

@Suite struct `attachments of an image in a layout` {
  private let folder: ScratchFolder
  private let image: ImageBuilder

  init() throws {
    folder = try ScratchFolder()
    var image = ImageBuilder()
    image.layer(.gzip, createdBy: "ADD") { $0.file("etc/os-release", debianRelease) }
    self.image = image
  }

  private func found(_ files: ImageFiles) async throws -> [String] {
    try files.write(to: folder.path("layout"))
    let host = Platform(os: "linux", architecture: "amd64")
    let store = LayoutStore(
      directory: folder.path("layout"),
      reference: nil,
      choice: PlatformChoice(wanted: nil, host: host),
      limits: .standard
    )
    let digest = try #require(try await store.resolve().subject.manifestDigest)
    let found = try await store.attachments(of: digest)
    return found.documents.map { String(decoding: $0.bytes, as: UTF8.self) }
      + found.gaps.map { "\($0.reason)" }
  }

  @Test func `are gaps where they are missing`() async throws {
    var files = ImageFiles()
    files.add(image)
    files.attach(Array("{}1".utf8), "application/vex+json", to: image)
    files.attach(Array("{}2".utf8), "application/vex+json", to: image)
    let document = Array("{}1".utf8)
    files[ImageFiles.path(of: SHA256.digest(of: document.span))] = nil
    #expect(try await found(files) == ["{}2", "missing"])
  }

  @Test(arguments: ["", "sha256-"])
  func `are found by subject, beside the one image`(tag: String) async throws {
    var files = ImageFiles()
    files.add(image)
    let digest = SHA256.digest(of: image.manifest.span)
    files.attach(
      Array("{}1".utf8),
      "application/vex+json",
      to: image,
      tag: tag.isEmpty ? "" : tag + digest.hex
    )
    files.attach(Array("{}2".utf8), "application/spdx+json", to: image)
    #expect(try await found(files) == ["{}1"])
  }

  @Test func `are not those of another image`() async throws {
    var other = ImageBuilder()
    other.layer(.gzip, createdBy: "ADD") { $0.file("etc/hostname", "other") }
    var files = ImageFiles()
    files.add(image)
    files.attach(Array("{}1".utf8), "application/vex+json", to: other)
    #expect(try await found(files) == [])
  }
}

import Engine
import Testing

@Suite struct `target` {
  @Test(arguments: [
    ("nginx", Target.image("nginx")),
    ("nginx:1.27", .image("nginx:1.27")),
    ("localhost:5000/a/b:1", .image("localhost:5000/a/b:1")),
    ("registry:nginx:1.27", .registry("nginx:1.27")),
    ("docker:nginx", .docker("nginx")),
    ("podman:nginx", .podman("nginx")),
    ("containerd:docker.io/library/nginx:1", .containerd("docker.io/library/nginx:1")),
    ("archive:a.tar", .archive("a.tar")),
    ("docker-archive:a.tar", .archive("a.tar")),
    ("oci:dir", .layout("dir", reference: nil)),
    ("oci:some/dir:1.0", .layout("some/dir", reference: "1.0")),
    ("oci:dir:registry:5000/app:2", .layout("dir", reference: "registry:5000/app:2")),
    ("oci:a@b:1", .layout("a@b", reference: "1")),
    ("oci:some/dir@sha256:ab", .layout("some/dir", reference: "sha256:ab")),
    ("dir:.", .directory(".")),
    ("rootfs:/mnt", .rootFilesystem("/mnt")),
    ("sbom:x.json", .sbom("x.json")),
    ("host", .host),
  ])
  func `is read with its prefix, or as an image name`(text: String, expected: Target) throws {
    #expect(try Target(text, look: { _ in .missing }) == expected)
  }

  @Test(arguments: [
    (Target.PathKind.directory(names: ["oci-layout"]), Target.layout("p", reference: nil)),
    (.directory(names: ["etc", "usr"]), .rootFilesystem("p")),
    (.directory(names: []), .directory("p")),
    (.file(head: [0x1F, 0x8B, 8]), .archive("p")),
    (.file(head: [0x28, 0xB5, 0x2F, 0xFD]), .archive("p")),
    (.file(head: [UInt8](repeating: 0, count: 257) + Array("ustar".utf8)), .archive("p")),
    (.file(head: Array(" \n{\"bomFormat\"".utf8)), .sbom("p")),
  ])
  func `is recognised by what the path is`(kind: Target.PathKind, expected: Target) throws {
    #expect(try Target("p", look: { _ in kind }) == expected)
  }

  @Test(arguments: [
    ("", TargetError.empty),
    ("docker:", .nothingAfterPrefix("docker:")),
    ("./gone", .noSuchPath("./gone")),
    ("/gone", .noSuchPath("/gone")),
  ])
  func `is refused`(text: String, because reason: TargetError) {
    #expect(throws: reason) { try Target(text, look: { _ in .missing }) }
  }

  @Test func `is refused when a file is neither archive nor document`() {
    #expect(throws: TargetError.unrecognizedFile("p")) {
      try Target("p", look: { _ in .file(head: [1, 2, 3]) })
    }
  }
}

import Model
import OCI
import TestSupport
import Testing

@Suite struct `saved images` {
  private func read(_ text: String) throws(ImageFormatError) -> [SavedImage] {
    try SavedImage.list(Array(text.utf8).span, limits: .standard)
  }

  @Test func `are listed with paths and names`() throws {
    let images = try read(
      #"[{"Config":"abc.json","RepoTags":["a:1","b:2"],"Layers":["x/layer.tar","y/layer.tar"]},"#
        + #"{"Config":"blobs/sha256/d","RepoTags":null,"Layers":[]}]"#
    )
    #expect(images.map(\.configurationPath) == ["abc.json", "blobs/sha256/d"])
    #expect(images[0].tags == ["a:1", "b:2"])
    #expect(images[0].layerPaths == ["x/layer.tar", "y/layer.tar"])
    #expect(images[1].tags == [])
  }

  @Test(arguments: [
    ("{}", ImageFormatError.wrongType("document")),
    ("[3]", .wrongType("[0]")),
    (#"[{"Layers":[]}]"#, .missing("[0].Config")),
    (#"[{"Config":"c"}]"#, .missing("[0].Layers")),
    (#"[{"Config":"../c","Layers":[]}]"#, .unsafePath("../c")),
    (#"[{"Config":"c","Layers":["/etc/x"]}]"#, .unsafePath("/etc/x")),
    (#"[{"Config":"","Layers":[]}]"#, .unsafePath("")),
  ])
  func `are refused`(text: String, because reason: ImageFormatError) {
    #expect(throws: reason) { try read(text) }
  }

  @Test func `survive spoilt bytes`() {
    for bytes in hostileVariants(of: Array(#"[{"Config":"a","Layers":["b"]}]"#.utf8)) {
      // Either answer will do: that it comes is the test.
      _ = try? SavedImage.list(bytes.span, limits: .standard)
    }
  }
}

@Suite struct `image layout` {
  private func check(_ text: String) throws(ImageFormatError) {
    try ImageLayout.checkMarker(Array(text.utf8).span, limits: .standard)
  }

  @Test func `is marked with its version`() throws {
    try check(#"{"imageLayoutVersion":"1.0.0"}"#)
    #expect(throws: ImageFormatError.unsupportedLayout("2.0.0")) {
      try check(#"{"imageLayoutVersion":"2.0.0"}"#)
    }
    #expect(throws: ImageFormatError.missing("imageLayoutVersion")) { try check("{}") }
  }

  @Test func `keeps blobs by digest`() throws {
    let hex = String(repeating: "a", count: 64)
    #expect(ImageLayout.blobPath(try Digest("sha256:\(hex)")) == "blobs/sha256/\(hex)")
  }

  @Test(
    arguments: [
      (["org.opencontainers.image.ref.name": "1.0"], "1.0"),
      (["io.containerd.image.name": "r/a:1", "org.opencontainers.image.ref.name": "1"], "r/a:1"),
      (["org.opencontainers.image.ref.name": ""], nil), ([:], nil),
    ] as [([String: String], String?)]
  )
  func `names its images`(annotations: [String: String], name: String?) throws {
    let descriptor = Descriptor(
      mediaType: .ociManifest,
      digest: try Digest("sha256:" + String(repeating: "a", count: 64)),
      size: 1,
      annotations: annotations
    )
    #expect(descriptor.layoutName == name)
  }
}

@Suite struct `media type` {
  @Test(arguments: [
    ("application/vnd.oci.image.index.v1+json; charset=utf-8", MediaType.ociIndex),
    ("Application/VND.docker.distribution.manifest.v2+json", .dockerManifest),
    ("", MediaType(rawValue: "")),
  ])
  func `is taken from an answer`(field: String, type: MediaType) {
    #expect(MediaType(contentType: field) == type)
  }

  @Test func `tells layers from others`() {
    #expect(MediaType.ociLayerZstd.isLayer)
    #expect(MediaType.dockerForeignLayerGzip.isForeignLayer)
    #expect(!MediaType.ociLayer.isForeignLayer)
    #expect(MediaType(rawValue: MediaType.ociLayerGzip.rawValue + "+encrypted").isEncryptedLayer)
    #expect(!MediaType.ociConfiguration.isLayer)
  }
}

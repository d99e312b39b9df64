import Model
import OCI
import TestSupport
import Testing

private let ones = String(repeating: "1", count: 64)
private let twos = String(repeating: "2", count: 64)

private func image(
  _ extra: String = "",
  config: String = "application/vnd.oci.image.config.v1+json"
)
  -> String
{
  """
  {"schemaVersion":2,\(extra)"config":{"mediaType":"\(config)","digest":"sha256:\(ones)","size":7},
  "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"sha256:\(twos)",
  "size":9,"urls":null,"annotations":{"a":"b"}}]}
  """
}

private func indexText(_ entries: [String]) -> String {
  let manifests = entries.map {
    """
    {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:\(ones)","size":1\($0)}
    """
  }
  return #"{"schemaVersion":2,"manifests":[\#(manifests.joined(separator: ","))]}"#
}

private func on(
  _ os: String,
  _ architecture: String,
  _ variant: String = "",
  size: Int = 2
)
  -> String
{
  #","size":\#(size),"platform":{"os":"\#(os)","architecture":"\#(architecture)","variant":"\#(variant)"}"#
}

private func readManifest(
  _ text: String,
  contentType: MediaType? = nil
) throws(ImageFormatError)
  -> Manifest
{
  try Manifest(Array(text.utf8).span, contentType: contentType, limits: .standard)
}

private func readIndex(_ text: String) throws(ImageFormatError) -> ImageIndex {
  try ImageIndex(Array(text.utf8).span, limits: .standard)
}

@Suite struct `manifest` {
  @Test func `gives configuration and layers`() throws {
    guard case .image(let found) = try readManifest(image()) else {
      Issue.record("an index")
      return
    }
    #expect(found.mediaType == .ociManifest)
    #expect(found.configuration.digest.hex == ones)
    #expect(found.layers.map(\.size) == [9])
    #expect(found.layers[0].mediaType == .ociLayerGzip)
    #expect(found.layers[0].annotations == ["a": "b"])
    try found.requireImage()
  }

  @Test(arguments: [MediaType.dockerManifest, .ociManifest])
  func `takes its type from the answer where it has none`(type: MediaType) throws {
    guard case .image(let found) = try readManifest(image(), contentType: type) else {
      Issue.record("an index")
      return
    }
    #expect(found.mediaType == type)
  }

  @Test(arguments: [
    (#"{"schemaVersion":1,"fsLayers":[],"history":[]}"#, ImageFormatError.schema1),
    (#"{"mediaType":"application/vnd.docker.distribution.manifest.v1+prettyjws"}"#, .schema1),
    (#"{"manifests":[],"layers":[]}"#, .ambiguous),
    (#"{"mediaType":"application/vnd.oci.image.index.v1+json","layers":[]}"#, .ambiguous),
    (#"{"mediaType":"text/x"}"#, .unrecognised(mediaType: "text/x")),
    ("[]", .wrongType("document")),
    ("{}", .unrecognised(mediaType: MediaType.ociManifest.rawValue)),
    (#"{"config":{},"layers":[]}"#, .missing("config.digest")),
    (#"{"layers":[]}"#, .missing("config")),
    (
      #"{"layers":[],"config":{"digest":"sha256:1","size":1}}"#,
      .invalidDigest("config.digest", .malformedValue("1"))
    ),
    (
      #"{"layers":[],"config":{"digest":"sha256:\#(ones)","size":-1}}"#,
      .invalidSize("config.size")
    ),
    (#"{"layers":[],"config":{"digest":"sha256:\#(ones)"}}"#, .missing("config.size")),
    (#"{"layers":[],"config":{"digest":3}}"#, .wrongType("config.digest")),
  ])
  func `is refused`(text: String, because reason: ImageFormatError) {
    let error = #expect(throws: ImageFormatError.self) { try readManifest(text) }
    #expect(error == reason)
    #expect(error.map { !"\($0)".isEmpty } == true)
  }

  @Test(arguments: [
    (
      image(config: "application/vnd.cncf.helm.config.v1+json"),
      "application/vnd.cncf.helm.config.v1+json"
    ),
    (
      image(#""artifactType":"application/x","#, config: MediaType.ociEmpty.rawValue),
      "application/x"
    ),
  ])
  func `of an artifact is no image`(text: String, type: String) throws {
    guard case .image(let found) = try readManifest(text) else {
      Issue.record("an index")
      return
    }
    #expect(throws: ImageFormatError.notAnImage(mediaType: type)) { try found.requireImage() }
  }

  @Test func `survives spoilt bytes`() {
    for bytes in hostileVariants(of: Array(image().utf8))
      + hostileVariants(of: Array(indexText([on("linux", "arm")]).utf8))
    {
      // Either answer will do: that it comes is the test.
      _ = try? Manifest(bytes.span, contentType: nil, limits: .standard)
    }
  }
}

@Suite struct `index` {
  private let both = indexText([
    on("linux", "amd64", size: 1), on("linux", "arm", "v6", size: 2),
    on("linux", "arm", "v7", size: 3), on("linux", "arm64", size: 4),
    on("unknown", "unknown", size: 5),
  ])

  @Test(arguments: [
    ("linux/amd64", 1), ("linux/arm/v7", 3), ("linux/arm/v6", 2), ("linux/arm/v8", 3),
    ("linux/arm64/v8", 4), ("linux/arm64/v9", 4),
  ])
  func `gives the image nearest to a platform`(wanted: String, size: Int64) throws {
    let wanted = try Platform(wanted, completedFrom: .linuxAMD64)
    #expect(try readIndex(both).manifest(for: wanted, host: .linuxAMD64).size == size)
  }

  @Test func `says which platforms there are`() throws {
    let index = try readIndex(both)
    let error = ImageFormatError.noSuchPlatform(
      "linux/s390x",
      available: ["linux/amd64", "linux/arm/v6", "linux/arm/v7", "linux/arm64"]
    )
    let wanted = Platform(os: "linux", architecture: "s390x")
    #expect(throws: error) { try index.manifest(for: wanted, host: .linuxAMD64) }
  }

  @Test func `of one image gives that one when nothing was asked for`() throws {
    let arm = Platform(os: "linux", architecture: "arm64")
    let index = try readIndex(indexText([on("linux", "s390x", size: 9), on("unknown", "unknown")]))
    #expect(try index.manifest(for: nil, host: .linuxAMD64).size == 9)
    #expect(throws: ImageFormatError.self) { try index.manifest(for: arm, host: .linuxAMD64) }
  }

  @Test func `without platforms gives its only image`() throws {
    let index = try readIndex(indexText([""]))
    #expect(try index.manifest(for: .linuxAMD64, host: .linuxAMD64).size == 1)
  }

  @Test func `without images is an error`() throws {
    let index = try readIndex(indexText([on("unknown", "unknown")]))
    #expect(throws: ImageFormatError.emptyIndex) {
      try index.manifest(for: nil, host: .linuxAMD64)
    }
  }
}

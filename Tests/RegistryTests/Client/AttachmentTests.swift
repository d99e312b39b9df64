import Artifacts
import Formats
import Model
import Registry
import RegistryStub
import Testing

@Suite struct `attachments of an image in a registry` {
  private let document = Array(#"{"a":1}"#.utf8)

  /// An image with a document attached to it, kept under a tag.
  private func attached(_ tag: (Digest) -> String?, inIndex: Bool) -> StubImage {
    var image = image()
    let blob = SHA256.digest(of: document.span)
    let empty = Array("{}".utf8)
    image.blobs[blob] = document
    image.blobs[SHA256.digest(of: empty.span)] = empty
    let type = "application/vnd.oci.image.manifest.v1+json"
    let manifest = """
      {"schemaVersion":2,"mediaType":"\(type)","config":{"mediaType":"application/vnd.oci.empty.v1+json",
       "digest":"\(SHA256.digest(of: empty.span))","size":2},"layers":[{"mediaType":
       "application/vnd.dsse.envelope.v1+json","digest":"\(blob)","size":\(document.count),
       "annotations":{"predicateType":"https://openvex.dev/ns/v0.2.0"}}]}
      """
    let digest = image.add(manifest: manifest, type, tag: inIndex ? nil : tag(image.digest))
    guard inIndex else { return image }
    image.add(
      manifest: """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
         {"mediaType":"\(type)","digest":"\(digest)","size":\(manifest.utf8.count)}]}
        """,
      "application/vnd.oci.image.index.v1+json",
      tag: tag(image.digest)
    )
    return image
  }

  @Test(arguments: [true, false])
  func `are found under a tag where there is no list`(inIndex: Bool) async throws {
    let tag = { (digest: Digest) in inIndex ? digest.referrersTag : digest.attestationTag }
    let image = attached(tag, inIndex: inIndex)
    let found = try await StubServer.with(image.answer) { server in
      try await RegistrySetup().withStore("\(server.host)/team/app:1") { store in
        try await store.attachments(of: image.digest)
      }
    }
    #expect(found.documents.map(\.bytes) == [document])
    #expect(found.gaps == [])
  }

  @Test func `are found by the registry's list`() async throws {
    let image = attached({ $0.referrersTag }, inIndex: true)
    let list = try #require(image.manifests[image.digest.referrersTag])
    let found = try await StubServer.with({ request in
      request.path.contains("/referrers/")
        ? StubAnswer(200, headers: ["content-type": list.type], body: list.body)
        : image.answer(request)
    }) { server in
      try await RegistrySetup().withStore("\(server.host)/team/app:1") { store in
        try await store.attachments(of: image.digest)
      }
    }
    #expect(found.documents.map(\.bytes) == [document])
    #expect(found.gaps == [])
  }

  @Test(arguments: ["manifests", "blobs"])
  func `that cannot be had are gaps, and the others are read`(what: String) async throws {
    let image = attached({ $0.referrersTag }, inIndex: true)
    let list = try #require(image.manifests[image.digest.referrersTag])
    let missing = SHA256.digest(of: [7 as UInt8].span)
    let entry = #"{"mediaType":"\#(list.type)","digest":"\#(missing)","size":3},"#
    let text = String(decoding: list.body, as: UTF8.self)
    let start = try #require(text.firstRange(of: #""manifests":["#)).upperBound
    let dangling = Array((text[..<start] + entry + text[start...]).utf8)
    let found = try await StubServer.with({ request in
      let isList = request.path.contains("/referrers/")
      if isList { return StubAnswer(200, body: what == "manifests" ? dangling : list.body) }
      let isDocument = request.path.hasSuffix("\(SHA256.digest(of: document.span))")
      return what == "blobs" && isDocument ? StubAnswer(404) : image.answer(request)
    }) { server in
      try await RegistrySetup().withStore("\(server.host)/team/app:1") { store in
        try await store.attachments(of: image.digest)
      }
    }
    #expect(found.documents.map(\.bytes) == (what == "blobs" ? [] : [document]))
    #expect(found.gaps.map(\.reason) == [.missing])
    #expect(found.gaps.first?.path.hasPrefix("referrer sha256:") == true)
  }
}

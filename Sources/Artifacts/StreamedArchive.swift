package import Analysis
package import Formats
package import Model
import OCI

/// Reads an image archive that arrives as a stream, from an engine or out of a compressed file:
/// each layer is walked as it passes by, before it is known which image it belongs to.
///
/// Layers come before the document that lists them in the archives of older engines, and nothing
/// is kept of them but their inventories.
package struct StreamedArchive {
  private let index: FileIndex
  private let limits: Limits
  private var documents: [String: [UInt8]] = [:]
  private var documentBytes = 0
  private var layers: [String: WalkedLayer] = [:]
  private var links: [String: String] = [:]

  /// A layer that has passed by.
  package struct WalkedLayer {
    package var inventory: LayerInventory
    /// Digests of the bytes as stored and of the plain ones.
    package var digest: Digest
    /// In each kind that may be asked for; none where the plain bytes were not read to their end.
    package var diffIDs: [Digest]
    package var size: Int64
  }

  package init(index: FileIndex, limits: Limits) {
    self.index = index
    self.limits = limits
  }

  /// Reads the archive to its end.
  package mutating func read(
    _ source: any ByteSource,
    shouldStop: () -> Bool
  ) throws(ByteSourceError) {
    let archive = ArchiveStream(source, limits: limits)
    while let entry = try archive.next() {
      switch entry.kind {
      case .file: try readFile(entry, archive, shouldStop: shouldStop)
      case .symbolicLink:
        if let target = ArchivePath.resolved(target: entry.linkTarget, from: entry.path) {
          links[entry.path] = target
        }
      case .hardLink: links[entry.path] = entry.linkTarget
      case .directory, .device, .fifo: break
      }
    }
  }

  private mutating func readFile(
    _ entry: FileEntry,
    _ archive: ArchiveStream,
    shouldStop: () -> Bool
  ) throws(ByteSourceError) {
    let contents = PeekedSource(archive)
    let head = try contents.peek(512)
    if head.first == UInt8(ascii: "{") || head.first == UInt8(ascii: "[") {
      try keepDocument(entry, contents)
    } else if Compression(magic: head) != .none || head.isTarHeader {
      // What is promised of the layer comes later: its name tells which kind of digest that will be.
      let kind = ImageLayout.algorithm(ofBlobAt: entry.path) ?? .sha256
      let stored = DigestingSource(contents, expected: nil, kind: kind, what: entry.path)
      let opened = try decompressed(stored, limits: limits)
      let plain = DigestingSource(opened, expected: nil, what: entry.path)
      let other =
        kind == .sha256
        ? plain : DigestingSource(plain, expected: nil, kind: kind, what: entry.path)
      let inventory = LayerWalk(index: index, limits: limits)
        .run(other, queue: try AnalysisThread(), shouldStop: shouldStop)
      _ = try readToEnd(stored)
      guard let digest = stored.digest else { return }
      layers[entry.path] = WalkedLayer(
        inventory: inventory,
        digest: digest,
        diffIDs: [plain.digest, other.digest].compactMap(\.self),
        size: stored.count
      )
    }
  }

  private mutating func keepDocument(
    _ entry: FileEntry,
    _ contents: any ByteSource
  ) throws(ByteSourceError) {
    documentBytes += Int(clamping: entry.size)
    guard entry.size <= 16 << 20, documentBytes <= 64 << 20 else {
      throw .limit("documents of 64 MiB in an archive")
    }
    documents[entry.path] = try readToEnd(contents)
  }

  private func readToEnd(_ source: any ByteSource) throws(ByteSourceError) -> [UInt8] {
    var whole: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var span = piece.mutableSpan
      let count = try source.read(into: &span)
      if count == 0 { return whole }
      if whole.count <= 16 << 20 { whole += piece.prefix(count) }
    }
  }

  /// The image the user meant, and the inventories of its layers from the base up.
  package func image(
    reference: String?,
    choice: PlatformChoice,
    name: String
  ) async throws -> (ResolvedImage, [LayerInventory]) {
    let container = StreamedContainer(name: name, documents: documents)
    let image: ResolvedImage
    let paths: [String]
    if documents[ImageLayout.markerPath] != nil {
      let store = LayoutStore(container, reference: reference, choice: choice, limits: limits)
      image = try await store.resolve()
      paths = image.layers.map { $0.digest.map(ImageLayout.blobPath) ?? "" }
    } else {
      guard let manifest = documents["manifest.json"] else {
        throw ArtifactError(
          .notFound,
          name,
          "no image archive: there is neither manifest.json nor oci-layout in it"
        )
      }
      let saved = try SavedImage.list(manifest.span, limits: limits)
        .chosen(reference: reference, in: name)
      guard let configuration = documents[saved.configurationPath] else {
        throw ArtifactError(.malformed, name, "\(saved.configurationPath) is missing")
      }
      image = try saved.resolved(configuration, in: name, choice: choice, limits: limits)
      paths = saved.layerPaths
    }
    return (image, try inventories(of: image, at: paths, name: name))
  }

  private func inventories(
    of image: ResolvedImage,
    at paths: [String],
    name: String
  ) throws(ArtifactError) -> [LayerInventory] {
    var inventories: [LayerInventory] = []
    for (layer, path) in zip(image.layers, paths) {
      guard let walked = layers[resolve(path)] else {
        throw ArtifactError(
          .malformed,
          name,
          "layer \(layer.index), \(path), is not in the archive"
        )
      }
      let isTrue =
        walked.diffIDs.isEmpty
        || walked.diffIDs.contains { $0 == layer.diffID }
          && (layer.digest == nil || layer.digest == walked.digest)
      guard isTrue else {
        throw ArtifactError(
          .malformed,
          name,
          "layer \(layer.index) does not have the digest that was promised"
        )
      }
      inventories.append(walked.inventory)
    }
    return inventories
  }

  private func resolve(_ path: String) -> String {
    var path = path
    for _ in 0..<8 {
      guard layers[path] == nil, let target = links[path] else { break }
      path = target
    }
    return path
  }
}

/// The small documents of an archive that has passed by.
private struct StreamedContainer: BlobContainer {
  let name: String
  let documents: [String: [UInt8]]

  func contains(_ path: String) -> Bool { documents[path] != nil }

  func source(_ path: String) throws(ByteSourceError) -> any ByteSource {
    guard let bytes = documents[path] else { throw .unreadable("\(path) is not in the archive") }
    return ArraySource(bytes)
  }
}

/// A tar reader whose current entry is itself a source.
private final class ArchiveStream: ByteSource {
  private var reader: TarReader

  init(_ source: any ByteSource, limits: Limits) {
    reader = TarReader(source, limits: limits)
  }

  func next() throws(ByteSourceError) -> FileEntry? { try reader.next() }

  func read(into buffer: inout MutableSpan<UInt8>) throws(ByteSourceError) -> Int {
    try reader.readContents(into: &buffer)
  }
}

extension [UInt8] {
  /// Whether these first bytes are those of a tar archive: all that we read have `ustar` in it,
  /// but an empty one, which is zeros; steps that changed nothing left such layers.
  fileprivate var isTarHeader: Bool {
    dropFirst(257).starts(with: Array("ustar".utf8)) || count == 512 && allSatisfy { $0 == 0 }
  }
}

import Artifacts
import Engine
import Formats
import Model
import OCI
import Synchronization
import TestSupport

/// An image in memory that notes which of its layers are read.
final class MemoryStore: ImageStore {
  private let image: ImageBuilder
  private let name: String
  private let noted = Mutex<[Int]>([])

  init(_ image: ImageBuilder, name: String = "example:1") {
    self.image = image
    self.name = name
  }

  /// The layers that were read so far, sorted.
  var read: [Int] { noted.withLock { $0.sorted() } }

  func resolve() async throws -> ResolvedImage {
    let bytes = image.configuration
    var resolved = try ResolvedImage(
      name: name,
      manifest: nil,
      manifestDigest: nil,
      configuration: try ImageConfiguration(bytes.span, limits: .standard),
      configDigest: SHA256.digest(of: bytes.span)
    )
    for (index, layer) in image.layers.enumerated() {
      resolved.layers[index].digest = layer.digest
      resolved.layers[index].size = Int64(layer.size)
      resolved.layers[index].mediaType = layer.mediaType
    }
    return resolved
  }

  func layer(_ layer: Layer) async throws -> any ByteSource {
    noted.withLock { $0.append(layer.index) }
    return ArraySource(image.layers[layer.index].stored)
  }
}

/// Takes note of what a scan tells.
final class NotedProgress: ScanProgress {
  struct Notes: Sendable {
    var layers = 0
    var cached = 0
    var walked: [Int] = []
    var complaints: [String] = []
  }

  private let state = Mutex(Notes())

  var notes: Notes { state.withLock { $0 } }

  func found(layers: Int, cached: Int) {
    state.withLock {
      $0.layers = layers
      $0.cached = cached
    }
  }

  func walked(layer: Int) { state.withLock { $0.walked.append(layer) } }

  func cacheFailed(_ complaint: String) { state.withLock { $0.complaints.append(complaint) } }
}

package import Analysis
package import Artifacts
package import Formats
package import Model
import OCI

/// Makes inventories: walks what is not in the cache yet, and joins the layers.
package struct Scanner: Sendable {
  private let index: FileIndex
  private let limits: Limits
  private let cache: ScanCache?
  private let progress: any ScanProgress
  private let isSurveyed: Bool
  private let isReached: Bool
  /// How many layers are walked at once.
  private let width: Int
  /// When the walk has to end.
  private let deadline: ContinuousClock.Instant

  /// - Parameters:
  ///   - view: installed software, or what a source tree declares.
  ///   - limits: how much to take in.
  ///   - cache: where layers are kept; `nil` to keep none.
  ///   - width: how many layers to walk at once, 8 at most; the number of processors is right.
  ///   - start: now; the time limit counts from here.
  ///   - isSurveyed: whether files are also looked at by mode, name and place.
  ///   - isReached: whether it is also asked what the start command of an image can reach.
  ///   - secrets: looks for secrets in all files and in the settings; `nil` to look for none.
  ///   - progress: told what happens.
  package init(
    view: AnalysisView,
    limits: Limits,
    cache: ScanCache?,
    width: Int,
    start: ContinuousClock.Instant,
    isSurveyed: Bool = false,
    isReached: Bool = false,
    secrets: SecretScanner? = nil,
    progress: any ScanProgress
  ) {
    index = FileIndex(view: view, limits: limits, secrets: secrets)
    self.limits = limits
    self.cache = cache
    // Each walk has threads and buffers of its own, and more than some do not make it quicker.
    self.width = min(max(1, width), 8)
    self.isSurveyed = isSurveyed || isReached
    self.isReached = isReached
    self.progress = progress
    deadline = start.advanced(by: .seconds(limits.seconds))
  }

  /// The inventory of an image, its layers walked side by side.
  package func inventory(of store: any ImageStore) async throws -> Inventory {
    let image = try await store.resolve()
    var layers = cachedLayers(of: image)
    progress.found(layers: layers.count, cached: layers.count { $0 != nil })
    let missing = layers.indices.filter { layers[$0] == nil }
    let walks = min(width, missing.count)
    try await withThrowingTaskGroup(of: (Int, LayerInventory).self) { group in
      // The largest first, so that no long one is left for the end.
      var waiting = missing.sorted { image.layers[$0].size < image.layers[$1].size }
      func startNext() {
        guard let next = waiting.popLast() else { return }
        let layer = image.layers[next]
        group.addTask { (next, try await walk(layer, of: store, besides: walks)) }
      }
      for _ in 0..<walks { startNext() }
      while let (index, inventory) = try await group.next() {
        layers[index] = inventory
        progress.walked(layer: index)
        startNext()
      }
    }
    return join(image, layers.map { $0 ?? LayerInventory() })
  }

  /// The inventories of an image that came as a stream; `nil` where the cache lacks a layer.
  package func cachedInventory(of image: ResolvedImage) -> Inventory? {
    let layers = cachedLayers(of: image)
    guard !layers.contains(nil) else { return nil }
    progress.found(layers: layers.count, cached: layers.count)
    return join(image, layers.compactMap(\.self))
  }

  /// Reads an image archive that can only be read from front to back.
  ///
  /// - Parameters:
  ///   - source: the archive, compressed or not.
  ///   - reference: the image in it, where it holds several.
  ///   - choice: the platform wanted.
  ///   - name: what the user called it.
  package func inventory(
    ofStream source: sending any ByteSource,
    reference: String?,
    choice: PlatformChoice,
    name: String
  ) async throws -> Inventory {
    let box = SourceBox(source)
    let archive = try await onOwnThread {
      var archive = StreamedArchive(index: index, limits: limits)
      let plain = try decompressed(box.source, limits: limits)
      try archive.read(try ReadAheadSource(plain), shouldStop: { isLate })
      return archive
    }
    let (image, layers) = try await archive.image(
      reference: reference,
      choice: choice,
      name: name
    )
    progress.found(layers: layers.count, cached: 0)
    for (layer, inventory) in zip(image.layers, layers) { keep(inventory, of: layer) }
    return join(image, layers)
  }

  /// The inventory of a directory of this machine.
  package func inventory(
    ofDirectory path: String,
    subject: Subject,
    exclusions: WalkExclusions
  ) async throws -> Inventory {
    let layer = try await onOwnThread {
      try DirectoryWalk(root: path, index: index, limits: limits, exclusions: exclusions)
        .run(shouldStop: { isLate })
    }
    var join = InventoryJoin(subject: subject, layers: [layer], limits: limits)
    // What a source tree lets files be is not what an image would.
    return join.run(
      isSurveyed: isSurveyed && subject.kind != .sourceTree,
      hasSecrets: index.secrets != nil
    )
  }

  private var isLate: Bool { ContinuousClock.now >= deadline || Task.isCancelled }

  private func walk(
    _ layer: Layer,
    of store: any ImageStore,
    besides walks: Int
  ) async throws -> LayerInventory {
    let type = MediaType(rawValue: layer.mediaType)
    guard !type.isEncryptedLayer else { return LayerInventory(.unsupported, "it is encrypted") }
    let box: SourceBox
    do {
      box = SourceBox(try await store.layer(layer))
    } catch  where type.isForeignLayer {
      // Nobody is at fault: such layers are where their licence says, and often nowhere else.
      return LayerInventory(.missing, source: "foreign-layer", "\(error)")
    }
    let inventory = try await onOwnThread {
      let plain: any ByteSource
      do throws(ByteSourceError) {
        plain = try openLayer(box.source, layer: layer, limits: limits)
      } catch {
        // A layer that is not there is an error; one that is not what it should be is damage,
        // and the other layers are still worth telling of.
        if case .unreadable = error { throw error }
        var damaged = LayerInventory()
        damaged.gaps = [error.gap(path: "", source: "layer")]
        return damaged
      }
      return LayerWalk(index: index, limits: limits)
        .run(plain, queue: try AnalysisThread(sharedBy: walks), shouldStop: { isLate })
    }
    keep(inventory, of: layer)
    return inventory
  }

  private func cachedLayers(of image: ResolvedImage) -> [LayerInventory?] {
    image.layers.map { layer in
      guard let cache, let key = key(of: layer) else { return nil }
      return cache.inventory(for: key)
    }
  }

  /// Only whole layers are kept: one with an error may read well the next time.
  private func keep(_ inventory: LayerInventory, of layer: Layer) {
    guard let cache, let key = key(of: layer), !inventory.hasDamage else { return }
    if let complaint = cache.store(inventory, for: key) { progress.cacheFailed(complaint) }
  }

  private func key(of layer: Layer) -> String? {
    layer.diffID.map { ScanCache.key(layer: $0, analyzers: index.identity, limits: limits) }
  }

  private func join(_ image: ResolvedImage, _ layers: [LayerInventory]) -> Inventory {
    var join = InventoryJoin(subject: image.subject, layers: layers, limits: limits)
    var inventory = join.run(isSurveyed: isSurveyed, hasSecrets: index.secrets != nil)
    inventory.layers = image.layers
    let settings = ImageSettings(image.configuration, layerCount: image.layers.count)
    inventory.settings = settings
    if isReached { inventory.survey?.reach = join.reach(of: settings) }
    if let secrets = index.secrets {
      inventory.secrets?.append(
        contentsOf: secrets.traces(in: settings, labels: image.subject.labels)
      )
      inventory.secrets?.sort()
    }
    return inventory
  }
}

extension LayerInventory {
  /// A layer of which nothing could be looked at.
  fileprivate init(_ reason: CoverageGap.Reason, source: String = "layer", _ detail: String) {
    self.init()
    gaps = [CoverageGap(reason, path: "", source: source, detail: detail)]
  }
}

/// What a scan tells on its way.
package protocol ScanProgress: Sendable {
  func found(layers: Int, cached: Int)
  func walked(layer: Int)
  /// The cache could not be written; the text says where and why.
  func cacheFailed(_ complaint: String)
}

/// Carries a source to the one thread that will use it.
// SAFETY: made from a source that nobody else holds, and used by the thread it is handed to.
final class SourceBox: @unchecked Sendable {
  let source: any ByteSource

  init(_ source: any ByteSource) { self.source = source }
}

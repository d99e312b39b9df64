import Model

/// Joins the layers of an image, base first, into what a container would see.
///
/// Source: OCI image-spec, layer.md, "Applying Changesets". A file of a lower layer is visible
/// unless a higher one has an entry at its path, something that is no directory at one of its
/// parents, a whiteout at either, or an opaque directory at a parent.
package struct Overlay {
  private let layers: [LayerInventory]
  /// For each layer, what it hides of the layers below.
  private let covers: [Cover]

  private struct Cover {
    var entries: Set<PathKey> = []
    /// Paths below which everything is hidden: files, links, whiteouts, opaque directories.
    var opaque: Set<PathKey> = []
    var whiteouts: Set<PathKey> = []
    var isEmpty: Bool { entries.isEmpty && whiteouts.isEmpty && opaque.isEmpty }
  }

  package init(_ layers: [LayerInventory]) {
    self.layers = layers
    // The base hides nothing.
    covers = layers.enumerated().map { $0.offset == 0 ? Cover() : Self.cover(of: $0.element) }
  }

  private static func cover(of layer: LayerInventory) -> Cover {
    var cover = Cover()
    var cursor = layer.entries.makeCursor()
    while let entry = cursor.next() {
      cover.entries.insert(entry.key)
      if entry.kind != .directory { cover.opaque.insert(entry.key) }
    }
    for path in layer.whiteouts {
      cover.whiteouts.insert(PathKey(path))
      cover.opaque.insert(PathKey(path))
    }
    for path in layer.opaqueDirectories { cover.opaque.insert(PathKey(path)) }
    return cover
  }

  /// The highest layer that hides `path` of the layer `index`; `nil` where it is visible.
  func hiding(_ path: some StringProtocol, of index: Int) -> Int? {
    let above = (index + 1..<layers.count).reversed()
    guard !above.isEmpty else { return nil }
    let key = PathKey(path)
    let parents = path.parentPaths.map { PathKey($0) }
    return above.first { layer in
      let cover = covers[layer]
      if cover.isEmpty { return false }
      return cover.entries.contains(key) || cover.whiteouts.contains(key)
        || parents.contains { cover.opaque.contains($0) }
    }
  }

  /// The files with facts that a container would see, in order of their paths.
  func visibleFacts() -> [(path: String, layer: Int, facts: FileFacts)] {
    var visible: [(path: String, layer: Int, facts: FileFacts)] = []
    for (index, layer) in layers.enumerated() {
      for (path, facts) in layer.facts where hiding(path, of: index) == nil {
        visible.append((path, index, facts))
      }
    }
    return visible.sorted { $0.path < $1.path }
  }

  /// The layer that first brought `package`, given that the file at `path` of `layer` declares it.
  ///
  /// A package database is written anew by each step that installs something; what it held before
  /// came with an earlier layer.
  func firstLayer(declaring package: Package, at path: String, from layer: Int) -> Int {
    var first = layer
    for index in (0..<layer).reversed() {
      guard let facts = layers[index].facts[path] else {
        // Not rewritten here: look further down, unless the file was deleted in between.
        if covers[index].whiteouts.contains(PathKey(path)) { break }
        continue
      }
      guard facts.packages.contains(where: { $0.isSame(as: package) }) else { break }
      first = index
    }
    return first
  }

  /// Calls `body` with each entry that a container would see, layer by layer.
  func forEachVisible(_ body: (PathTable.Entry, Int) -> Void) {
    for (index, layer) in layers.enumerated() {
      let isCovered = covers[(index + 1)...].contains { !$0.isEmpty }
      var cursor = layer.entries.makeCursor()
      while let entry = cursor.next() {
        if isCovered, hiding(entry.pathText, of: index) != nil {
          continue
        }
        body(entry, index)
      }
    }
  }
}

extension StringProtocol {
  /// The directories above this path, the nearest first, the root last.
  fileprivate var parentPaths: [SubSequence] {
    var parents: [SubSequence] = []
    var rest = self[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      parents.append(rest)
    }
    parents.append("")
    return parents
  }
}

extension Package {
  /// Whether two statements are about the same package in the same version.
  fileprivate func isSame(as other: Package) -> Bool {
    name == other.name && version == other.version && namespace == other.namespace
      && architecture == other.architecture && ecosystem == other.ecosystem
  }
}

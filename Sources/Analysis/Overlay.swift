import Model

/// Joins the layers of an image, base first, into what a container would see.
///
/// Source: OCI image-spec, layer.md, "Applying Changesets". A file of a lower layer is visible
/// unless a higher one has an entry at its path, something that is no directory at one of its
/// parents, a whiteout at either, or an opaque directory at a parent.
package struct Overlay {
  private let layers: [LayerInventory]
  /// The highest layer above the base that has an entry or a whiteout at a path.
  private var covered: [PathKey: Int] = [:]
  /// The highest layer above the base below whose entry at a path nothing shows through: files,
  /// links, whiteouts, opaque directories.
  private var opaque: [PathKey: Int] = [:]
  /// The paths that each layer deletes.
  private let whiteouts: [Set<PathKey>]

  package init(_ layers: [LayerInventory]) {
    self.layers = layers
    whiteouts = layers.map { Set($0.whiteouts.map { PathKey($0) }) }
    // The base hides nothing. From the bottom up, so that the highest is what stays.
    for (index, layer) in layers.enumerated().dropFirst() {
      var cursor = layer.entries.makeCursor()
      while let entry = cursor.next() {
        covered[entry.key] = index
        if entry.kind != .directory { opaque[entry.key] = index }
      }
      for key in whiteouts[index] {
        covered[key] = index
        opaque[key] = index
      }
      for path in layer.opaqueDirectories { opaque[PathKey(path)] = index }
    }
  }

  /// The highest layer that hides all below a directory of the layers under it; 0 where none does.
  private func cover(ofDirectory path: some StringProtocol) -> Int {
    guard !opaque.isEmpty else { return 0 }
    var highest = opaque[PathKey(path)] ?? 0
    for parent in path.parentPaths { highest = max(highest, opaque[PathKey(parent)] ?? 0) }
    return highest
  }

  /// Whether a layer above `index` hides its entry at `path`.
  func isHidden(_ path: some StringProtocol, of index: Int) -> Bool {
    guard index + 1 < layers.count else { return false }
    if let highest = covered[PathKey(path)], highest > index { return true }
    guard let slash = path.lastIndex(of: "/") else { return cover(ofDirectory: "") > index }
    return cover(ofDirectory: path[..<slash]) > index
  }

  /// The highest layer that hides the entry of layer `index` at `path`; `nil` where none does.
  func hider(of path: some StringProtocol, of index: Int) -> Int? {
    guard index + 1 < layers.count else { return nil }
    var highest = covered[PathKey(path)] ?? 0
    if let slash = path.lastIndex(of: "/") {
      highest = max(highest, cover(ofDirectory: path[..<slash]))
    } else {
      highest = max(highest, cover(ofDirectory: ""))
    }
    return highest > index ? highest : nil
  }

  /// The files with facts that a container would see, in order of their paths.
  func visibleFacts() -> [(path: String, layer: Int, facts: FileFacts)] {
    var visible: [(path: String, layer: Int, facts: FileFacts)] = []
    for (index, layer) in layers.enumerated() {
      for (path, facts) in layer.facts where !isHidden(path, of: index) {
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
        if whiteouts[index].contains(PathKey(path)) { break }
        continue
      }
      guard facts.packages.contains(where: { $0.isSame(as: package) }) else { break }
      first = index
    }
    return first
  }

  /// Calls `body` with each entry that a container would see, layer by layer.
  func forEachVisible(_ body: (PathTable.Entry, Int) -> Void) {
    forEach { entry, layer, isHidden in if !isHidden { body(entry, layer) } }
  }

  /// Calls `body` with each entry that a later layer deletes or replaces, layer by layer.
  func forEachHidden(_ body: (PathTable.Entry, Int) -> Void) {
    guard layers.count > 1 else { return }
    forEach { entry, layer, isHidden in if isHidden { body(entry, layer) } }
  }

  private func forEach(_ body: (PathTable.Entry, Int, _ isHidden: Bool) -> Void) {
    for (index, layer) in layers.enumerated() {
      // The entries of a directory follow one another: what hides it is asked once.
      var directory: [UInt8]?
      var cover = 0
      var cursor = layer.entries.makeCursor()
      while let entry = cursor.next() {
        if let highest = covered[entry.key], highest > index {
          body(entry, index, true)
          continue
        }
        if !opaque.isEmpty {
          let slash = entry.path.lastIndex(of: UInt8(ascii: "/")) ?? 0
          if directory.map({ !$0[...].elementsEqual(entry.path[..<slash]) }) ?? true {
            directory = Array(entry.path[..<slash])
            cover = self.cover(ofDirectory: String(decoding: entry.path[..<slash], as: UTF8.self))
          }
        }
        body(entry, index, cover > index)
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

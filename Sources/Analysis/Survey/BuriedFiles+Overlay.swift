import Model

extension Overlay {
  /// What each layer carries that later layers delete or replace.
  func buriedFiles() -> [BuriedFiles] {
    var buried: [BuriedFiles] = []
    forEachHidden { entry, layer in
      guard entry.kind == .file, entry.size > 0 else { return }
      if buried.last?.layer != layer { buried.append(BuriedFiles(layer: layer)) }
      buried[buried.count - 1].add(entry)
    }
    return buried
  }
}

extension BuriedFiles {
  fileprivate mutating func add(_ entry: PathTable.Entry) {
    files += 1
    bytes += entry.size
    if largest.count == 10, let last = largest.last, last.bytes >= entry.size { return }
    let place = largest.firstIndex { $0.bytes < entry.size } ?? largest.count
    largest.insert(SizedPath(path: entry.pathText, bytes: entry.size), at: place)
    if largest.count > 10 { largest.removeLast() }
  }
}

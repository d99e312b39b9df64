import Model

/// Gathers the secrets of all layers: what a later layer deletes is in the image all the same.
struct SecretJoin {
  let overlay: Overlay
  let layers: [LayerInventory]
  let ownership: Ownership
  let isImage: Bool

  /// Every secret once for each file it is in, sorted.
  func traces() -> [SecretTrace] {
    var found: [Place: SecretTrace] = [:]
    for (index, layer) in layers.enumerated() {
      for (path, facts) in layer.facts where !facts.secrets.isEmpty && !isShipped(path) {
        let hider = overlay.hider(of: path, of: index)
        for var trace in facts.secrets {
          trace.layer = isImage ? index : nil
          trace.hiddenBy = hider
          let place = Place(trace)
          // A file that is written anew with the same secret has it once, where it is seen last.
          if let known = found[place], known.hiddenBy == nil, hider != nil { continue }
          found[place] = trace
        }
      }
    }
    return found.values.sorted()
  }

  /// What tells two secrets of one file apart.
  private struct Place: Hashable {
    var rule: String
    var path: String
    var fingerprint: String
    var name: String

    init(_ trace: SecretTrace) {
      rule = trace.rule
      path = trace.path
      fingerprint = trace.fingerprint
      name = trace.name
    }
  }

  /// Whether a distribution ships the file: then anybody can have what is in it.
  ///
  /// Settings below `etc` are shipped and then changed, so that they are always looked at.
  private func isShipped(_ path: String) -> Bool {
    !path.hasPrefix("etc/") && ownership.owner(of: path)?.ecosystem.isDistribution == true
  }
}

/// What an image was built upon, as far as that is known.
package struct BaseImage: Hashable, Sendable {
  /// What tells which layers are the base's.
  package enum Basis: String, Sendable, CaseIterable {
    /// The layers of an image that the user named.
    case layers
    /// The build history, in which the base's steps end with a command to run and are older.
    case history
    /// Labels or annotations name the base, and nothing tells its layers.
    case labels
  }

  /// Empty where only its layers are known.
  package var name: String
  package var digest: Digest?
  package var basis: Basis
  /// How many layers, from the bottom, are certainly the base's; `nil` when that is not known.
  package var layerCount: Int?
  /// Whether those are all of them, so that whatever is above is the image's own.
  package var isWhole: Bool

  package init(_ name: String, digest: Digest?, basis: Basis) {
    self.name = name
    self.digest = digest
    self.basis = basis
    layerCount = nil
    isWhole = false
  }

  /// Whether a layer came with the base; `nil` when that is not known.
  package func holds(layer: Int) -> Bool? {
    guard let layerCount else { return nil }
    if layer < layerCount { return true }
    return isWhole ? false : nil
  }
}

extension BaseImage {
  /// The base by its layers: what they and the image's have in common, from the bottom.
  ///
  /// `nil` where they have nothing in common. An image that was built on another state of the base
  /// shares the lower layers only, and whose the ones above are is not known.
  package init?(_ name: String, digest: Digest?, layers: [Layer], below image: [Layer]) {
    let common = zip(layers, image).prefix { $0.diffID != nil && $0.diffID == $1.diffID }.count
    guard common > 0 else { return nil }
    self.init(name, digest: digest, basis: .layers)
    layerCount = common
    isWhole = common == layers.count
  }
}

extension Inventory {
  /// Whether what is in a layer came with the base image; `nil` when that is not known.
  package func isFromBase(layer: Int?) -> Bool? {
    guard let layer else { return nil }
    return subject.base?.holds(layer: layer)
  }
}

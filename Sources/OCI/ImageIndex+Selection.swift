extension ImageIndex {
  /// The image for a platform.
  ///
  /// - Parameters:
  ///   - wanted: what the user asked for; `nil` where the user left it open.
  ///   - host: taken when nothing was asked for; and then, when the index has one image only, that
  ///     one whatever it is for.
  package func manifest(
    for wanted: Platform?,
    host: Platform
  ) throws(ImageFormatError) -> Descriptor {
    let images = manifests.filter { !$0.isAttestation }
    guard !images.isEmpty else { throw .emptyIndex }
    let target = wanted ?? host
    // Entries without a platform run anywhere, as far as the index says; they come last.
    var best: (descriptor: Descriptor, distance: Int)?
    for image in images {
      let distance = image.platform.map { target.distance(to: $0) } ?? Int.max
      guard let distance, distance < best?.distance ?? Int.max else { continue }
      best = (image, distance)
    }
    if let best { return best.descriptor }
    let unmarked = images.filter { $0.platform == nil }
    if unmarked.count == 1, let only = unmarked.first { return only }
    if wanted == nil, images.count == 1, let only = images.first { return only }
    throw .noSuchPlatform(target.description, available: available(among: images))
  }

  private func available(among images: [Descriptor]) -> [String] {
    Set(images.map { $0.platform?.description ?? "unknown" }).sorted()
  }
}

package import Model

extension BaseImage {
  /// What annotations of the manifest, labels and the build history say of the base.
  ///
  /// Source: OCI image-spec, annotations.md: `org.opencontainers.image.base.name` and `.digest`.
  package init?(_ configuration: ImageConfiguration, annotations: [String: String]) {
    let known = Self(labels: annotations) ?? Self(labels: configuration.execution.labels)
    guard let count = configuration.baseLayerCount else {
      guard let known else { return nil }
      self = known
      return
    }
    self.init(known?.name ?? "", digest: known?.digest, basis: .history)
    layerCount = count
    isWhole = true
  }

  /// What labels say, or annotations.
  package init?(labels: [String: String]) {
    let name = labels["org.opencontainers.image.base.name"] ?? ""
    // A digest that is none says nothing, and is no reason not to take the name.
    let digest = labels["org.opencontainers.image.base.digest"].flatMap { try? Digest($0) }
    guard !name.isEmpty || digest != nil else { return nil }
    self.init(name, digest: digest, basis: .labels)
  }
}

extension ImageConfiguration {
  /// How many layers the image had before another was built upon it, by its history.
  ///
  /// An image that is meant to run ends with a `CMD`. Where one is followed by steps that add
  /// layers, and the next of those is of a later day, another build began there. Of one day they
  /// could be of one build, and nothing is guessed.
  var baseLayerCount: Int? {
    guard history.count(where: { !$0.isEmpty }) == diffIDs.count else { return nil }
    var layers = 0
    var found: Int?
    var command: HistoryStep?
    for step in history {
      if step.isEmpty {
        if step.isCommand { command = step }
        continue
      }
      if layers > 0, let ended = command, step.isOfLaterDay(than: ended) { found = layers }
      command = nil
      layers += 1
    }
    return found
  }
}

extension ImageConfiguration.HistoryStep {
  /// `CMD`, as BuildKit writes it, and as the builders before it did.
  fileprivate var isCommand: Bool {
    var text = Substring(createdBy)
    let shell = "/bin/sh -c #(nop)"
    if text.hasPrefix(shell) { text = text.dropFirst(shell.count).drop { $0 == " " } }
    return text.hasPrefix("CMD ") || text.hasPrefix("CMD[")
  }

  fileprivate func isOfLaterDay(than other: Self) -> Bool {
    let days = (other.created.utf8.prefix(10), created.utf8.prefix(10))
    guard days.0.count == 10, days.1.count == 10 else { return false }
    return days.0.lexicographicallyPrecedes(days.1)
  }
}

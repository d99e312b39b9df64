extension Platform {
  /// How well an image for `other` runs where `self` is asked for: 0 is best, `nil` not at all.
  ///
  /// As containerd does, a variant also takes the older ones of its architecture: `arm/v7` takes
  /// `arm/v6`. Unlike containerd, `amd64` never takes `386` and `arm64` never `arm`: who asks what
  /// an image holds wants that image, or be told that it is not there.
  package func distance(to other: Platform) -> Int? {
    guard os == other.os, architecture == other.architecture else { return nil }
    guard osVersion.isEmpty || osVersion == other.osVersion else { return nil }
    if variant == other.variant { return 0 }
    guard let wanted = level(of: variant), let offered = level(of: other.variant) else {
      return nil
    }
    return offered <= wanted ? wanted - offered : nil
  }

  /// Where a variant stands among those of its architecture: hundreds, so that `v8.2` has a place.
  private func level(of variant: String) -> Int? {
    let text: Substring
    switch (architecture, variant) {
    case ("amd64", ""): text = "1"
    case ("arm64", ""): text = "8"
    case ("amd64", _), ("arm", _), ("arm64", _):
      guard variant.hasPrefix("v") else { return nil }
      text = variant.dropFirst()
    default: return nil
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let major = Int(parts[0]), (1..<100).contains(major) else { return nil }
    guard parts.count == 2 else { return major * 100 }
    guard let minor = Int(parts[1]), (0..<100).contains(minor) else { return nil }
    return major * 100 + minor
  }
}

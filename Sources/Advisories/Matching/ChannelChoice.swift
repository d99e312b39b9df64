import Model

/// Which product or pocket of a distribution speaks for a package.
///
/// A publisher may say one thing of the release everybody has and another of what a subscription
/// adds. What everybody has decides, unless the installed version itself comes from elsewhere.
package enum ChannelChoice {
  static func chosen(from judgements: [Judgement], package: Package) -> [Judgement] {
    guard judgements.contains(where: { !$0.candidate.affected.channel.isEmpty }) else {
      return judgements
    }
    return judgements.map { judgement in
      guard let reason = objection(to: judgement.candidate.affected, package: package) else {
        return judgement
      }
      var other = judgement
      if case .inapplicable = other.outcome { return other }
      other.outcome = .inapplicable(reason)
      return other
    }
  }

  private static func objection(to affected: AffectedPackage, package: Package) -> String? {
    switch affected.space.family {
    case "ubuntu": ubuntu(affected.channel, package)
    case "redhat": redHat(affected.channel)
    default: nil
    }
  }

  private static func ubuntu(_ channel: String, _ package: Package) -> String? {
    let isExtended = package.version.contains("esm")
    let isFIPS = package.version.lowercased().contains("fips")
    if channel.hasPrefix("esm") {
      return isExtended
        ? nil : "it is about Ubuntu Pro (\(channel)), and this version is not from it"
    }
    if channel.hasPrefix("fips") {
      return isFIPS ? nil : "it is about the FIPS builds (\(channel))"
    }
    return nil
  }

  /// Extended streams have fixes that a plain release never gets; the plain one is assumed.
  private static func redHat(_ channel: String) -> String? {
    isExtended(channel, in: AdvisorySpace("redhat"))
      ? "it is about the extended stream \(channel)" : nil
  }

  /// Whether a channel is one of Red Hat's extended streams, which no plain release has.
  package static func isExtended(_ channel: String, in space: AdvisorySpace) -> Bool {
    space.family == "redhat" && ExtendedFix.channel(channel, in: space) != nil
  }
}

import Model

/// A fix that a release gets only with a subscription, or in a stream that is maintained for longer.
struct ExtendedFix: Hashable {
  var version: String
  /// What is needed to get it, such as `Ubuntu Pro`.
  var channel: String

  /// The fix in a record that does not speak for what everybody gets; `nil` for all other records.
  init?(_ judgement: Judgement, _ package: Package) {
    let affected = judgement.candidate.affected
    guard case .inapplicable = judgement.outcome, let channel = Self.channel(of: affected),
      Applicability.objection(to: affected, package: package) == nil,
      let version = Self.next(after: judgement.version, among: affected)
    else { return nil }
    self.version = version
    self.channel = channel
  }

  /// The lowest fix that is above a version.
  private static func next(after version: String, among affected: AffectedPackage) -> String? {
    let scheme = affected.space.scheme
    let above = affected.ranges.compactMap(\.fixedVersion).filter {
      (try? scheme.compare(version, $0)) == .before
    }
    return above.min { (try? scheme.compare($0, $1)) == .before }
  }

  /// What the fixes of a record need; `nil` where everybody gets them.
  static func channel(of affected: AffectedPackage) -> String? {
    channel(affected.channel, in: affected.space)
  }

  static func channel(_ channel: String, in space: AdvisorySpace) -> String? {
    switch space.family {
    case "ubuntu": return channel == "pro" || channel.hasPrefix("esm") ? "Ubuntu Pro" : nil
    case "redhat":
      let product = channel.prefix { $0 != ":" }
      return streams.first { product.hasSuffix($0.suffix) }?.name
    default: return nil
    }
  }

  /// By the ends of Red Hat's product names.
  private static let streams = [
    (suffix: "_eus", name: "Extended Update Support"),
    (suffix: "_aus", name: "Advanced Update Support"),
    (suffix: "_tus", name: "Telecommunications Update Service"),
    (suffix: "_e4s", name: "Update Services for SAP Solutions"),
    (suffix: "_els", name: "Extended Life Cycle Support"),
  ]

  /// The fixes among what is said of a package, by the record they stand in.
  ///
  /// Of several the first by the name of what is needed.
  static func byAdvisory(
    _ judgements: [Judgement],
    _ package: Package
  ) -> [AdvisoryKey: ExtendedFix] {
    var found: [AdvisoryKey: ExtendedFix] = [:]
    for judgement in judgements {
      guard let fix = ExtendedFix(judgement, package) else { continue }
      if let known = found[judgement.candidate.key], known.channel <= fix.channel { continue }
      found[judgement.candidate.key] = fix
    }
    return found
  }
}

import Formats

/// The question whether a version is affected, asked of a record in the OSV format.
///
/// Source: ossf.github.io/osv-schema, "Evaluation". Affected is what `versions` lists or a range
/// holds; ranges of Git commits have no order that a version could be set against.
struct OSVEvaluation {
  private let affected: [DataNode]

  /// `nil` for what is no record.
  init?(_ node: DataNode) {
    guard node.map != nil else { return nil }
    affected = node["affected"]?.list ?? []
  }

  /// Whether an entry holds a version: one of a package and an ecosystem, or any.
  func affects(
    _ version: String,
    ecosystem: String?,
    package: String?
  ) throws(VersionError) -> Bool {
    for entry in affected {
      let owner = entry["package"]?["ecosystem"]?.string ?? ""
      if let ecosystem, !Self.isSame(ecosystem, owner) { continue }
      let scheme = VersionScheme(named: owner) ?? ecosystem.flatMap(VersionScheme.init(named:))
      if let package, let name = entry["package"]?["name"]?.string,
        !Self.isSame(package, name, scheme)
      {
        continue
      }
      if try Self.isAffected(version, entry, scheme ?? .generic) { return true }
    }
    return false
  }

  /// Ecosystems with a release are the same when one of them leaves the release out.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    if left == right { return true }
    let (first, second) = (left.split(separator: ":"), right.split(separator: ":"))
    return first.first == second.first && (first.count == 1 || second.count == 1)
  }

  /// Names of Python packages are the same whatever their case and separators (PEP 503).
  private static func isSame(_ left: String, _ right: String, _ scheme: VersionScheme?) -> Bool {
    guard scheme == .pypi else { return left == right }
    func normalized(_ name: String) -> String {
      name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }.joined(separator: "-")
    }
    return normalized(left) == normalized(right)
  }

  private static func isAffected(
    _ version: String,
    _ entry: DataNode,
    _ scheme: VersionScheme
  ) throws(VersionError) -> Bool {
    for listed in entry["versions"]?.list ?? [] {
      guard let text = listed.string else { continue }
      if text == version { return true }
      // A listed version that cannot be compared is not this one, whose text differs.
      if (try? scheme.compare(text, version)) == .same { return true }
    }
    for range in entry["ranges"]?.list ?? [] {
      let type = range["type"]?.string
      guard type != "GIT" else { continue }
      let order = type == "SEMVER" ? scheme.semantic : scheme
      if try contains(version, range["events"]?.list ?? [], order) { return true }
    }
    return false
  }

  private enum Event: String, CaseIterable {
    case introduced
    case fixed
    case lastAffected = "last_affected"
  }

  /// Whether a version is affected by a range: events in order of their versions, the last that
  /// applies decides.
  private static func contains(
    _ version: String,
    _ events: [DataNode],
    _ scheme: VersionScheme
  ) throws(VersionError) -> Bool {
    let limits = events.compactMap { $0["limit"]?.string }
    var isBeforeLimit = limits.isEmpty || limits.contains("*")
    for limit in limits where !isBeforeLimit {
      isBeforeLimit = try scheme.compare(version, limit) == .before
    }
    guard isBeforeLimit else { return false }
    var isAffected = false
    for (event, bound) in try sorted(events, scheme) {
      let order = bound == "0" ? .after : try scheme.compare(version, bound)
      switch event {
      case .introduced: if order != .before { isAffected = true }
      case .fixed: if order != .before { isAffected = false }
      case .lastAffected: if order == .after { isAffected = false }
      }
    }
    return isAffected
  }

  /// Events by version, as they were written where versions are the same; `0` comes first.
  private static func sorted(
    _ nodes: [DataNode],
    _ scheme: VersionScheme
  ) throws(VersionError) -> [(Event, String)] {
    var sorted: [(Event, String)] = []
    for node in nodes {
      for event in Event.allCases {
        guard let bound = node[event.rawValue]?.string else { continue }
        var place = sorted.count
        while place > 0, try precedes(bound, sorted[place - 1].1, scheme) { place -= 1 }
        sorted.insert((event, bound), at: place)
      }
    }
    return sorted
  }

  private static func precedes(
    _ left: String,
    _ right: String,
    _ scheme: VersionScheme
  ) throws(VersionError) -> Bool {
    if right == "0" { return false }
    return left == "0" ? true : try scheme.compare(left, right) == .before
  }
}

extension VersionScheme {
  /// The order of ranges that are said to be semantic: the scheme's own where that is one.
  fileprivate var semantic: VersionScheme {
    switch self {
    case .golang, .npm, .hex, .semver: self
    default: .semver
    }
  }
}

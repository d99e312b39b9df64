import Model

/// One end of a stretch of versions.
struct VersionBound: Hashable {
  var version: String
  /// Whether the version itself lies in the stretch.
  var isIncluded: Bool
  /// Whether a version from here on has a fix, rather than being of another line.
  var isFix = false
}

/// Versions from a bound to a bound; `nil` for no bound.
struct VersionStretch: Hashable {
  var lower: VersionBound?
  var upper: VersionBound?
}

/// A set of versions in the order of a scheme: what requirements of package managers are made into.
struct VersionSet: Hashable {
  /// In order, apart from each other.
  private(set) var stretches: [VersionStretch]
  let scheme: VersionScheme

  private init(stretches: [VersionStretch], scheme: VersionScheme) {
    self.stretches = stretches
    self.scheme = scheme
  }

  static func all(_ scheme: VersionScheme) -> VersionSet {
    VersionSet(stretches: [VersionStretch()], scheme: scheme)
  }

  static func none(_ scheme: VersionScheme) -> VersionSet {
    VersionSet(stretches: [], scheme: scheme)
  }

  init(_ stretch: VersionStretch, _ scheme: VersionScheme) throws(VersionError) {
    self.scheme = scheme
    stretches = []
    if try !Self.isEmpty(stretch, scheme) { stretches = [stretch] }
  }

  var isEmpty: Bool { stretches.isEmpty }

  func intersection(_ other: VersionSet) throws(VersionError) -> VersionSet {
    var found: [VersionStretch] = []
    for left in stretches {
      for right in other.stretches {
        let stretch = VersionStretch(
          lower: try Self.later(left.lower, right.lower, scheme),
          upper: try Self.earlier(left.upper, right.upper, scheme)
        )
        if try !Self.isEmpty(stretch, scheme) { found.append(stretch) }
      }
    }
    return VersionSet(stretches: found, scheme: scheme)
  }

  /// All versions that are not in this set.
  func complement() throws(VersionError) -> VersionSet {
    var rest = VersionSet.all(scheme)
    for stretch in stretches {
      var outside: [VersionStretch] = []
      if let lower = stretch.lower {
        outside.append(VersionStretch(upper: Self.opposite(lower)))
      }
      if let upper = stretch.upper {
        outside.append(VersionStretch(lower: Self.opposite(upper)))
      }
      rest = try rest.intersection(VersionSet(stretches: outside, scheme: scheme))
    }
    return rest
  }

  func subtracting(_ other: VersionSet) throws(VersionError) -> VersionSet {
    try intersection(other.complement())
  }

  /// The sets together; what they share is in it once.
  func union(_ other: VersionSet) throws(VersionError) -> VersionSet {
    VersionSet(
      stretches: try subtracting(other).stretches + other.stretches,
      scheme: scheme
    )
  }

  private static func opposite(_ bound: VersionBound) -> VersionBound {
    var other = bound
    other.isIncluded.toggle()
    return other
  }

  private static func isEmpty(
    _ stretch: VersionStretch,
    _ scheme: VersionScheme
  ) throws(VersionError) -> Bool {
    guard let lower = stretch.lower, let upper = stretch.upper else { return false }
    switch try scheme.compare(lower.version, upper.version) {
    case .before: return false
    case .same: return !(lower.isIncluded && upper.isIncluded)
    case .after: return true
    }
  }

  private static func later(
    _ left: VersionBound?,
    _ right: VersionBound?,
    _ scheme: VersionScheme
  ) throws(VersionError) -> VersionBound? {
    guard let left, let right else { return left ?? right }
    switch try scheme.compare(left.version, right.version) {
    case .before: return right
    case .after: return left
    case .same: return left.isIncluded ? right : left
    }
  }

  private static func earlier(
    _ left: VersionBound?,
    _ right: VersionBound?,
    _ scheme: VersionScheme
  ) throws(VersionError) -> VersionBound? {
    guard let left, let right else { return left ?? right }
    switch try scheme.compare(left.version, right.version) {
    case .before: return left
    case .after: return right
    case .same:
      var bound = left.isIncluded ? right : left
      bound.isFix = left.isFix || right.isFix
      return bound
    }
  }
}

extension VersionSet {
  /// Makes this set what `package` is affected in.
  ///
  /// A lower end that is not itself in the set is written as one that is, and taken out by name.
  func fill(_ package: inout AffectedPackage) {
    for stretch in stretches {
      let end: VersionInterval.End =
        switch stretch.upper {
        case nil: .open
        case .some(let bound) where bound.isIncluded: .lastAffected(bound.version)
        case .some(let bound) where bound.isFix: .fixed(bound.version)
        case .some(let bound): .limit(bound.version)
        }
      package.ranges.append(VersionInterval(from: stretch.lower?.version, end))
      if let lower = stretch.lower, !lower.isIncluded,
        !package.unaffectedVersions.contains(lower.version)
      {
        package.unaffectedVersions.append(lower.version)
      }
    }
    let hasFix = package.ranges.contains { if case .fixed = $0.end { true } else { false } }
    package.fixState = isEmpty ? .notAffected : hasFix ? .fixed : .notFixed
  }
}

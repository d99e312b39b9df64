/// What of an image its start command can reach, as far as can be told without running it.
package struct PackageReach: Hashable, Sendable {
  /// What the image starts: paths from the root, in the order of the command.
  package var roots: [String] = []
  /// Packages that something reachable needs, sorted.
  package var needed: [NeededPackage] = []
  /// Packages that nothing reachable needs, those that can go most surely and save most first.
  package var removable: [RemovablePackage] = []
  /// Why less is known than one would like, a sentence each.
  package var doubts: [String] = []

  package init() {}
}

/// A package that something reachable needs.
package struct NeededPackage: Hashable, Sendable {
  package var package: PackageOwner
  /// Such as `usr/bin/python3.11 needs libz.so.1`.
  package var reason: String

  package init(package: PackageOwner, reason: String) {
    self.package = package
    self.reason = reason
  }
}

/// A package that nothing reachable needs.
package struct RemovablePackage: Hashable, Sendable {
  /// How sure that is.
  package enum Confidence: String, Sendable, CaseIterable {
    /// It has programs, data or documentation that nothing reachable names.
    case high
    /// It has libraries that nothing reachable is linked against, but might load by name.
    case medium
    /// Its kind of use leaves no trace that is looked at.
    case low
  }

  package var package: PackageOwner
  package var version: String
  package var confidence: Confidence
  /// One sentence without a full stop.
  package var reason: String
  /// What its files take.
  package var bytes: Int64
  /// Whether its package manager only removes it when forced.
  package var isEssential: Bool

  package init(
    package: PackageOwner,
    version: String,
    confidence: Confidence,
    reason: String,
    bytes: Int64,
    isEssential: Bool
  ) {
    self.package = package
    self.version = version
    self.confidence = confidence
    self.reason = reason
    self.bytes = bytes
    self.isEssential = isEssential
  }
}

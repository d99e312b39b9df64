import Model

extension [AffectedPackage] {
  /// Puts what is said about one package in several places together.
  ///
  /// Records of OSV name a package once for each stretch of versions; of two statements the one
  /// that it is affected counts.
  func merged() -> [AffectedPackage] {
    guard count > 1 else { return self }
    var places: [Key: Int] = [:]
    places.reserveCapacity(count)
    var result: [AffectedPackage] = []
    result.reserveCapacity(count)
    for package in self {
      if let place = places[Key(package)] {
        result[place].add(package)
      } else {
        places[Key(package)] = result.count
        result.append(package)
      }
    }
    return result
  }

  private struct Key: Hashable {
    let space: AdvisorySpace
    let name: String
    let nameKind: AffectedPackage.NameKind
    let module: String
    let channel: String
    let architectures: [String]

    init(_ package: AffectedPackage) {
      space = package.space
      name = package.name
      nameKind = package.nameKind
      module = package.module
      channel = package.channel
      architectures = package.architectures
    }
  }
}

extension AffectedPackage {
  /// Takes in what another statement about the same package says.
  mutating func add(_ other: AffectedPackage) {
    guard other.fixState != .notAffected || fixState == .notAffected else { return }
    if fixState == .notAffected, other.fixState != .notAffected {
      self = other
      return
    }
    // Some line of development has the fix; the range that holds a version says whether its own has.
    if other.fixState == .fixed { fixState = .fixed }
    for range in other.ranges where !ranges.contains(range) { ranges.append(range) }
    if !other.versions.isEmpty {
      let known = Set(versions)
      versions += other.versions.filter { !known.contains($0) }
    }
    for severity in other.severities where !severities.contains(severity) {
      severities.append(severity)
    }
    for version in other.unaffectedVersions where !unaffectedVersions.contains(version) {
      unaffectedVersions.append(version)
    }
    if note.isEmpty { note = other.note }
  }
}

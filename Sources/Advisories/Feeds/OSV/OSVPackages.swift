import Formats
import Model

/// Gathers what a record says about its packages.
struct OSVPackages {
  private(set) var affected: [AffectedPackage] = []
  /// Whether some package is one of a distribution.
  private(set) var isOfDistribution = false

  private let source: OSVSource
  /// Streams of modules that the title names, such as `nodejs:18`.
  private let streams: [String]
  /// The ecosystem of the row before, which mostly is that of the next.
  private var last: (text: String, ecosystem: OSVEcosystem)?

  init(title: String, source: OSVSource) {
    self.source = source
    streams = Self.streams(in: title)
  }

  /// Takes in one row; `false` when it names no package.
  mutating func add(_ row: DataNode) -> Bool {
    let written = row["ranges"]?.list ?? []
    guard let package = row["package"], let text = package["ecosystem"]?.string else {
      // Rows of commits alone have no package.
      return written.contains { $0["type"]?.string == "GIT" }
    }
    guard let name = package["name"]?.string, !name.isEmpty, name.utf8.count <= 1024 else {
      return false
    }
    let ecosystem = ecosystem(text)
    isOfDistribution = isOfDistribution || ecosystem.isDistribution
    let ranges = ranges(of: row, in: ecosystem)
    let versions = versions(of: row, besides: ranges, in: ecosystem)
    guard !ranges.intervals.isEmpty || !versions.isEmpty || ranges.excludesAll else { return true }
    var result = AffectedPackage(
      ecosystem.space,
      PackageNaming.normalized(name, in: ecosystem.space),
      nameKind: ecosystem.nameKind
    )
    result.channel = ecosystem.channel
    result.ranges = ranges.intervals
    result.versions = versions
    result.fixState = Self.fixState(of: ranges, hasVersions: !versions.isEmpty)
    result.severities = OSVSeverities.read(row["severity"], by: source)
    finish(result, row, of: ecosystem.publisher)
    return true
  }

  private func ranges(of row: DataNode, in ecosystem: OSVEcosystem) -> OSVRanges {
    var ranges = OSVRanges(scheme: ecosystem.scheme)
    for range in row["ranges"]?.list ?? [] { ranges.add(range) }
    if let known = row["database_specific"]?["last_known_affected_version_range"]?.string {
      ranges.narrow(to: known)
    }
    guard ecosystem.space.rawValue == "golang",
      let custom = row["ecosystem_specific"]?["custom_ranges"]?.list
    else { return ranges }
    // Fixes in versions that are none of Go's: the range proper then says "all versions".
    if ranges.intervals == [VersionInterval(.open)] { ranges = OSVRanges(scheme: .golang) }
    for range in custom { ranges.add(range) }
    return ranges
  }

  /// The versions named one by one that no range holds.
  private func versions(
    of row: DataNode,
    besides ranges: OSVRanges,
    in ecosystem: OSVEcosystem
  ) -> [String] {
    guard let listed = row["versions"]?.list, !listed.isEmpty else { return [] }
    let intervals = ranges.intervals
    // Those of distributions are the range's own, written out.
    if ecosystem.isDistribution, !intervals.isEmpty || ranges.excludesAll { return [] }
    let versions = listed.compactMap(\.scalarText)
    guard !intervals.isEmpty else { return versions }
    let scheme = ecosystem.scheme
    return versions.filter { version in
      !intervals.contains { interval in
        // A version that the scheme does not know is kept.
        (try? interval.contains(version, scheme: scheme)) ?? false
      }
    }
  }

  private mutating func ecosystem(_ text: String) -> OSVEcosystem {
    if let last, last.text == text { return last.ecosystem }
    let ecosystem = OSVEcosystem(text)
    last = (text, ecosystem)
    return ecosystem
  }

  private static func fixState(of ranges: OSVRanges, hasVersions: Bool) -> FixState {
    let hasFix = ranges.intervals.contains { if case .fixed = $0.end { true } else { false } }
    if hasFix { return .fixed }
    return ranges.intervals.isEmpty && !hasVersions ? .notAffected : .notFixed
  }

  /// What single publishers add.
  private mutating func finish(
    _ package: AffectedPackage,
    _ row: DataNode,
    of publisher: OSVEcosystem.Publisher
  ) {
    var package = package
    switch publisher {
    case .debian: readUrgency(row, into: &package)
    case .ubuntu: readPocket(row, into: &package)
    case .redhat:
      if package.space.rawValue == "redhat", let release = Self.enterpriseRelease(of: package) {
        package.space = AdvisorySpace("redhat", release)
      }
      addModules(package)
      return
    case .rebuilder:
      addModules(package)
      return
    case .suse: if addBinaries(of: row, like: package) { return }
    case .other: break
    }
    affected.append(package)
  }

  private func readUrgency(_ row: DataNode, into package: inout AffectedPackage) {
    guard let urgency = row["ecosystem_specific"]?["urgency"]?.string else { return }
    if urgency == "end-of-life" {
      if package.fixState == .notFixed { package.fixState = .endOfLife }
    } else if urgency != "not yet assigned" {
      package.severities.append(SeverityStatement(word: urgency, source: "debian"))
    }
  }

  /// The pocket stands in the package URL: `…&distro=esm-infra/xenial`.
  private func readPocket(_ row: DataNode, into package: inout AffectedPackage) {
    guard package.channel == "pro", let address = row["package"]?["purl"]?.string,
      let value = address.after("distro=")
    else { return }
    if let pocket = value.pieces(on: "&")[0].cut(at: "/")?.before, !pocket.isEmpty {
      package.channel = String(pocket)
    }
  }

  /// The release that a version was built for: 8 for `1.2-3.module+el8.4.0+1+a` and for `1.2-3.el8_6`.
  private static func enterpriseRelease(of package: AffectedPackage) -> String? {
    for range in package.ranges {
      guard case .fixed(let version) = range.end else { continue }
      for mark in [".el", "+el"] {
        guard let digits = version.after(mark)?.utf8.prefix(while: \.isASCIIDigit) else { continue }
        if let release = String(digits), !release.isEmpty { return release }
      }
    }
    return nil
  }

  /// SUSE lists the binary packages of an update with their own versions; `false` if it does not.
  private mutating func addBinaries(of row: DataNode, like package: AffectedPackage) -> Bool {
    var isListed = false
    for group in row["ecosystem_specific"]?["binaries"]?.list ?? [] {
      for binary in group.map?.entries ?? [] {
        guard let version = binary.value.string, !binary.key.isEmpty else { continue }
        isListed = true
        var copy = package
        copy.name = binary.key
        copy.nameKind = .binary
        copy.ranges = [VersionInterval(.fixed(version))]
        copy.fixState = .fixed
        affected.append(copy)
      }
    }
    return isListed
  }
}

// MARK: - Modules

extension OSVPackages {
  /// Adds a row for each stream of modules it may belong to, which the version says and the title.
  private mutating func addModules(_ package: AffectedPackage) {
    guard !streams.isEmpty, package.ranges.contains(where: { $0.isOfModule }) else {
      affected.append(package)
      return
    }
    for stream in streams {
      var copy = package
      copy.module = stream
      affected.append(copy)
    }
  }

  /// Words of a title that are a name, a colon and a stream; at most four.
  static func streams(in title: String) -> [String] {
    guard title.utf8.contains(UInt8(ascii: ":")) else { return [] }
    let words = title.words.filter { word in
      guard let parts = word.cut(at: ":") else { return false }
      return !parts.before.isEmpty && !parts.after.isEmpty && !parts.after.contains(":")
    }
    return words.prefix(4).map(String.init)
  }
}

extension VersionInterval {
  /// Whether the fix was built in a module, as `1:12.22.3-2.module+el8.4.0+11732+c668cc9f` was.
  fileprivate var isOfModule: Bool {
    guard case .fixed(let version) = end else { return false }
    return version.after(".module") != nil
  }
}

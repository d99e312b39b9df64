import Advisories
import Model

/// Why something that another scanner found is not among our findings.
package enum MissingReason: String, Sendable, CaseIterable {
  /// A waiver, VEX, an ignore file, an option or the baseline took it out.
  case dismissed
  /// A record says that the publisher holds the package for not affected.
  case vendorNotAffected = "vendor-not-affected"
  /// The installed version is at or above the fix.
  case fixInstalled = "fix-installed"
  /// The installed version is outside of every range of the record.
  case outsideRange = "outside-range"
  /// The record is about another module, architecture or product.
  case otherProduct = "other-product"
  /// The package is part of one of the distribution, which is judged in its place.
  case ownedByDistribution = "owned-by-distribution"
  /// The publisher took the record back.
  case withdrawn
  /// A record of higher rank says otherwise, or the number was rejected.
  case outranked
  /// The version cannot be compared.
  case incomparable
  /// The package is there in another version.
  case versionDiffers = "version-differs"
  /// The inventory has no such package.
  case packageNotFound = "package-not-found"
  /// There is no data for such packages.
  case noData = "no-data"
  /// The data has no record that says so.
  case noRecord = "no-record"

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Finds out why we did not find what another scanner did.
struct MissingReasons {
  private let inventory: Inventory
  private let matcher: Matcher
  /// The packages of the inventory as other tools write them, by place.
  private let packages: [ForeignPackage]
  private var places: [String: [Int]] = [:]
  private var dismissed: [[String]: DismissedFinding] = [:]
  private let dates: [String: String]
  /// Records by place of the package, since one package has many differences.
  private var known: [Int: [Matcher.Record]] = [:]

  init(_ assessment: Assessment, _ matcher: Matcher) {
    inventory = assessment.inventory
    self.matcher = matcher
    packages = inventory.packages.map { ForeignPackage($0) }
    for (place, package) in packages.enumerated() {
      places[package.key, default: []].append(place)
    }
    for entry in assessment.dismissed {
      guard let detail = entry.finding.vulnerability else { continue }
      let key = ForeignPackage(detail.package).key
      for name in detail.identifiers { dismissed[[key, name.uppercased()]] = entry }
    }
    dates = Dictionary(
      assessment.data.map { ($0.space, $0.date) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  mutating func reason(
    for theirs: ForeignFinding
  ) throws(AdvisoryIndexError) -> (MissingReason, String) {
    guard let named = places[theirs.package.key] else {
      return (.packageNotFound, "the inventory has no \(theirs.package.name)")
    }
    let same = named.first { packages[$0].versionKey == theirs.package.versionKey }
    guard let place = same else {
      let versions = Set(named.map { inventory.packages[$0].version }).sorted()
      return (.versionDiffers, "the inventory has \(ForeignReport.few(versions))")
    }
    for name in theirs.flawNames {
      guard let entry = dismissed[[theirs.package.key, name.uppercased()]] else { continue }
      let why = entry.reason.isEmpty ? "" : ": \(entry.reason)"
      return (.dismissed, "by \(entry.authority.rawValue), \(entry.origin)\(why)")
    }
    let package = inventory.packages[place]
    if package.isPartOfDistributionPackage {
      let owner = package.owner.map { "\($0.ecosystem.rawValue) \($0.name)" } ?? "the distribution"
      return (.ownedByDistribution, "it is part of \(owner), which is judged in its place")
    }
    return try reason(for: theirs, package, at: place)
  }

  private mutating func reason(
    for theirs: ForeignFinding,
    _ package: Package,
    at place: Int
  ) throws(AdvisoryIndexError) -> (MissingReason, String) {
    let records = try records(about: package, at: place)
    let about = records.filter { record in theirs.names.contains { record.advisory.isCalled($0) } }
    guard !about.isEmpty else { return nothing(about: package) }
    var found: (MissingReason, String)?
    for record in about {
      let next = Self.reason(from: record)
      // The strongest of what several records say.
      if found.map({ next.0.rank < $0.0.rank }) ?? true { found = next }
    }
    return found ?? nothing(about: package)
  }

  private mutating func records(
    about package: Package,
    at place: Int
  ) throws(AdvisoryIndexError) -> [Matcher.Record] {
    if let found = known[place] { return found }
    let found = try matcher.records(about: package, system: inventory.system)
    known[place] = found
    return found
  }

  private static func reason(from record: Matcher.Record) -> (MissingReason, String) {
    let advisory = record.advisory
    let affected = record.judgement.candidate.affected
    let source = "\(advisory.id) of \(advisory.feed), \(affected.space.rawValue) \(affected.name)"
    if !advisory.withdrawn.isEmpty {
      return (.withdrawn, "\(source): withdrawn on \(advisory.withdrawn)")
    }
    switch record.judgement.outcome {
    case .affected: return (.outranked, "\(source) says affected, and a better placed record not")
    case .inapplicable(let why): return (.otherProduct, "\(source): \(why)")
    case .incomparable(let why): return (.incomparable, "\(source): \(why)")
    case .unaffected(let why):
      if affected.fixState == .notAffected { return (.vendorNotAffected, "\(source): \(why)") }
      let version = record.judgement.version
      for fix in affected.ranges.compactMap(\.fixedVersion) {
        // A fix that cannot be compared is no reason.
        guard let order = try? affected.space.scheme.compare(fix, version), order != .after else {
          continue
        }
        return (.fixInstalled, "\(source): \(version) has the fix of \(fix)")
      }
      return (.outsideRange, "\(source): \(why)")
    }
  }

  private func nothing(about package: Package) -> (MissingReason, String) {
    let spaces = matcher.spaces(for: package, system: inventory.system)
    guard !spaces.isEmpty else { return (.noData, "nobody's advisories are known for it") }
    let covered = spaces.filter { dates[$0.rawValue] != nil }
    guard let first = covered.first else {
      let names = spaces.map(\.rawValue).joined(separator: ", ")
      return (.noData, "there is no data for \(names)")
    }
    let date = dates[first.rawValue] ?? ""
    let since = date.isEmpty ? "" : " of \(date)"
    return (.noRecord, "the data for \(first.rawValue)\(since) has no such record")
  }
}

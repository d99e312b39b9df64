import Formats

/// Versions of NuGet packages: up to four numbers, labels as in semantic versions but in any case.
///
/// Source: learn.microsoft.com/nuget/concepts/package-versioning, NuGet.Versioning.
enum NugetVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    let first = try NugetVersion(left)
    return NugetVersion.compare(first, try NugetVersion(right))
  }

  /// Numbers that fit, at most four of them, labels without zeros in front of their numbers.
  static func isValid(_ version: String) -> Bool {
    guard let parsed = try? NugetVersion(version), parsed.numbers.count <= 4 else { return false }
    return parsed.numbers.allSatisfy { $0 <= VersionNumber(UInt64(Int32.max)) }
      && parsed.labels.allSatisfy {
        $0.utf8.count == 1 || $0.utf8.first != UInt8(ascii: "0")
          || !$0.utf8.allSatisfy(\.isASCIIDigit)
      }
  }

  /// `[1.0,2.0)`, `(,1.0]`, `[1.0]`, `1.0` (which means that or later), `1.*`, `[1.0.0-*,2.0)`;
  /// alternatives stand between `||`.
  ///
  /// Comparisons (`>= 1.0, < 2.0`) are understood as well.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    if range.startsWithComparison {
      return try ComparisonRange(range).contains(version, by: Self.compare)
    }
    let candidate = try NugetVersion(version)
    var isContained = false
    for alternative in range.alternatives {
      guard let parsed = NugetRange(alternative.trimmingBlanks) else { throw .invalidRange(range) }
      if parsed.contains(candidate) { isContained = true }
    }
    return isContained
  }
}

/// A version of NuGet taken apart.
struct NugetVersion {
  var numbers: [VersionNumber]
  var labels: [String]

  init(_ text: String) throws(VersionError) {
    let version = text.trimmingBlanks
    let withoutBuild = version.prefix { $0 != "+" }
    let build = version[withoutBuild.endIndex...].dropFirst()
    let release = withoutBuild.prefix { $0 != "-" }
    guard let numbers = VersionNumber.list(String(release), { $0 == UInt8(ascii: ".") }) else {
      throw .invalidVersion(text)
    }
    self.numbers = numbers
    labels = []
    if release.endIndex < withoutBuild.endIndex {
      labels = withoutBuild[release.endIndex...].dropFirst().labels.map(String.init)
    }
    let builds = version[withoutBuild.endIndex...].isEmpty ? [] : build.labels
    guard (labels.map { $0[...] } + builds).allSatisfy(\.isLabel) else {
      throw .invalidVersion(text)
    }
  }

  var isPreRelease: Bool { !labels.isEmpty }

  /// The labels as they are written.
  var label: String { labels.joined(separator: ".") }

  func number(_ index: Int) -> VersionNumber { index < numbers.count ? numbers[index] : .zero }

  static func compare(_ left: NugetVersion, _ right: NugetVersion) -> VersionOrder {
    for index in 0..<max(left.numbers.count, right.numbers.count) {
      let order = VersionOrder(left.number(index), right.number(index))
      if order != .same { return order }
    }
    if left.isPreRelease != right.isPreRelease { return left.isPreRelease ? .before : .after }
    for (label, other) in zip(left.labels, right.labels) {
      let order = order(label, other)
      if order != .same { return order }
    }
    return VersionOrder(left.labels.count, right.labels.count)
  }

  private static func order(_ left: String, _ right: String) -> VersionOrder {
    switch (left.utf8.allSatisfy(\.isASCIIDigit), right.utf8.allSatisfy(\.isASCIIDigit)) {
    case (true, true):
      return VersionOrder(VersionNumber(digits: left.utf8), VersionNumber(digits: right.utf8))
    case (true, false): return .before
    case (false, true): return .after
    case (false, false): return VersionOrder(left.lowercased(), right.lowercased())
    }
  }
}

extension Substring {
  fileprivate var labels: [Substring] { split(separator: ".", omittingEmptySubsequences: false) }

  /// Whether it can stand between dots after the hyphen.
  fileprivate var isLabel: Bool {
    !isEmpty && utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
  }
}

import Formats

/// Versions of Python packages: PEP 440, with its specifiers.
///
/// Source: packaging.python.org/specifications/version-specifiers. What is no such version comes
/// before all that are, in the order that setuptools gave it before PEP 440.
enum PypiVersions: VersionOrdering {
  static func compare(_ left: String, _ right: String) throws(VersionError) -> VersionOrder {
    switch (PythonVersion(left), PythonVersion(right)) {
    case (let first?, let second?): VersionOrder(first, second)
    case (_?, nil): .after
    case (nil, _?): .before
    case (nil, nil): LegacyPythonVersion(left).compare(to: LegacyPythonVersion(right))
    }
  }

  static func isValid(_ version: String) -> Bool { PythonVersion(version) != nil }

  /// Comma-separated specifiers; `||` parts alternatives, which advisories and Poetry have.
  ///
  /// Pre-releases count as any version.
  static func contains(_ version: String, in range: String) throws(VersionError) -> Bool {
    var isInside = false
    var rest = range[...]
    while true {
      let bar = rest.firstRange(of: "||")
      let part = rest[..<(bar?.lowerBound ?? rest.endIndex)]
      var holds = true
      for text in part.split(separator: ",") {
        let text = String(text).trimmingBlanks
        guard !text.isEmpty else { continue }
        guard let specifier = PythonSpecifier(text) else { throw .invalidRange(range) }
        // Every specifier is read, so that a bad one is never passed over.
        if try !specifier.contains(version) { holds = false }
      }
      isInside = isInside || holds
      guard let bar else { return isInside }
      rest = rest[bar.upperBound...]
    }
  }
}

/// One specifier: an operator and a version.
private struct PythonSpecifier {
  private enum Sign: String, CaseIterable {
    // The longer first: each is a prefix to look for.
    case arbitrary = "==="
    case equal = "=="
    case unequal = "!="
    case compatible = "~="
    case notAfter = "<="
    case notBefore = ">="
    case before = "<"
    case after = ">"
  }

  private let sign: Sign
  private let text: String
  private let version: PythonVersion?
  /// `==1.2.*`: only the beginning counts.
  private let isPrefix: Bool

  init?(_ specifier: String) {
    guard let sign = Sign.allCases.first(where: { specifier.hasPrefix($0.rawValue) }) else {
      return nil
    }
    self.sign = sign
    text = String(specifier.dropFirst(sign.rawValue.count)).trimmingBlanks
    let isEquality = sign == .equal || sign == .unequal
    isPrefix = isEquality && text.hasSuffix(".*")
    version = PythonVersion(isPrefix ? String(text.dropLast(2)) : text)
    if sign == .arbitrary { return }
    guard let version else { return nil }
    if !isEquality, !version.local.isEmpty { return nil }
    if isPrefix, !version.isRelease { return nil }
    if sign == .compatible, version.release.count < 2 { return nil }
  }

  func contains(_ text: String) throws(VersionError) -> Bool {
    if sign == .arbitrary { return text.trimmingBlanks.lowercased() == self.text.lowercased() }
    guard let candidate = PythonVersion(text) else { throw .invalidVersion(text) }
    guard let version else { return false }
    switch sign {
    case .equal: return isEqual(candidate, version)
    case .unequal: return !isEqual(candidate, version)
    case .compatible:
      return candidate.public >= version
        && candidate.begins(like: version, version.release.count - 1)
    case .notAfter: return candidate.public <= version
    case .notBefore: return candidate.public >= version
    case .before: return candidate < version.firstPreRelease
    case .after: return isAfter(candidate, version)
    case .arbitrary: return false
    }
  }

  private func isEqual(_ candidate: PythonVersion, _ version: PythonVersion) -> Bool {
    if isPrefix { return candidate.begins(like: version, version.release.count) }
    return (version.local.isEmpty ? candidate.public : candidate) == version
  }

  /// `>1.0` is not for post-releases and local versions of 1.0.
  private func isAfter(_ candidate: PythonVersion, _ version: PythonVersion) -> Bool {
    guard candidate > version else { return false }
    var base = candidate.public
    if base == version { return false }
    if version.dev != nil || version.post != nil {
      // A local version of it, or a development version before it, which is not after it anyway.
      return true
    }
    guard base.post != nil else { return true }
    base.post = nil
    base.dev = nil
    return base != version
  }
}

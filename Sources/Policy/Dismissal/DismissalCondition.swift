package import Model

/// One condition of a waiver or of an entry of an ignore file; of several values any will do.
package enum DismissalCondition: Hashable, Sendable {
  /// A name of the flaw, of a check or of a rule for secrets, whatever the case of its letters.
  case identifier([String])
  case kind([Finding.Kind])
  /// The name of the package, or of the source package it was built from.
  case package([TextPattern])
  case source([TextPattern])
  case version([TextPattern])
  case ecosystem([EcosystemName])
  case packageURL([PackageURL])
  case path([TextPattern])
  case image([TextPattern])
  /// What is known of a fix; only vulnerabilities have that.
  case fixState([FixState])
  /// The set of advisories or the feed that says so.
  case advisorySpace([String])
  case scope([Package.Scope])

  package func holds(for finding: Finding, in artifact: ArtifactNames) -> Bool {
    switch self {
    case .identifier(let names):
      names.contains { finding.isCalled($0) }
    case .kind(let kinds): kinds.contains(finding.kind)
    case .image: concerns(artifact)
    case .path(let patterns): finding.paths.contains { path in patterns.match(path) }
    default: finding.vulnerability.map { holds(for: $0, of: finding, in: artifact) } ?? false
    }
  }

  private func holds(
    for detail: VulnerabilityDetail,
    of finding: Finding,
    in artifact: ArtifactNames
  ) -> Bool {
    let package = detail.package
    switch self {
    case .package(let patterns):
      return patterns.match(package.name) || patterns.match(package.fullName)
        || patterns.match(package.source?.name)
    case .source(let patterns): return patterns.match(package.source?.name)
    case .version(let patterns): return patterns.match(package.version)
    case .ecosystem(let names):
      return names.contains { $0.holds(for: package, in: artifact.system) }
    case .packageURL(let patterns):
      guard let purl = package.purl(system: artifact.system) else { return false }
      return patterns.contains { $0.covers(purl) }
    case .fixState(let states):
      return finding.kind == .vulnerability && states.contains(detail.fixState)
    case .advisorySpace(let spaces):
      return detail.advisories.contains { spaces.contains($0.space) || spaces.contains($0.feed) }
    case .scope(let scopes): return scopes.contains(package.scope)
    case .identifier, .kind, .image, .path: return false
    }
  }

  /// Whether the artifact is one that this can hold for.
  package func concerns(_ artifact: ArtifactNames) -> Bool {
    guard case .image(let patterns) = self else { return true }
    return artifact.all.contains { patterns.match($0) }
  }

  /// Whether it says which flaw it is about.
  package var namesFlaw: Bool {
    if case .identifier = self { true } else { false }
  }
}

extension [TextPattern] {
  fileprivate func match(_ text: String?) -> Bool {
    text.map { text in contains { $0.matches(text) } } ?? false
  }
}

extension Finding {
  /// Where it is: its own place, and all places its package was found at.
  package var paths: [String] {
    var paths = [location.path]
    for evidence in vulnerability?.package.evidence ?? [] { paths.append(evidence.path) }
    return paths.filter { !$0.isEmpty }
  }
}

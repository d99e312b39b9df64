package import Model

extension PackageURL {
  /// How one package URL that stands for several differs from that of one package.
  package enum Difference: Hashable, Sendable {
    case type(String)
    case namespace(String)
    case name(String)
    case version(String)
    case qualifier(String, value: String)
    case subpath(String)
  }

  /// Whether this, as a pattern, covers another: type, namespace and name are the same, and version,
  /// qualifiers and subpath are the same as far as this one has them.
  package func covers(_ other: PackageURL) -> Bool { difference(from: other) == nil }

  /// The first thing in which another is not what this one says, with the other's value; `nil` when
  /// it covers it.
  package func difference(from other: PackageURL) -> Difference? {
    if type != other.type { return .type(other.type) }
    if name != other.name { return .name(other.name) }
    if namespace != other.namespace { return .namespace(other.namespace) }
    if !version.isEmpty, version != other.version { return .version(other.version) }
    for (key, value) in qualifiers.sorted(by: { $0.key < $1.key }) {
      let found = other.qualifiers[key] ?? ""
      let isSame = key == "distro" ? Self.isSameRelease(value, found) : value == found
      if !isSame { return .qualifier(key, value: found) }
    }
    if !subpath.isEmpty, subpath != other.subpath { return .subpath(other.subpath) }
    return nil
  }

  /// Whether one names the release of the other more closely: `debian-12` and `debian-12.5`.
  private static func isSameRelease(_ left: String, _ right: String) -> Bool {
    left == right || left.hasPrefix(right + ".") || right.hasPrefix(left + ".")
  }
}

extension AdvisorySpace {
  /// The order that the versions of this space's packages go by.
  package var scheme: VersionScheme {
    let family = family
    if let scheme = Self.schemes[family] { return scheme }
    return family.hasPrefix("opensuse") || family.hasPrefix("sle") ? .rpm : .generic
  }

  private static let schemes: [String: VersionScheme] = [
    "almalinux": .rpm,
    "alpine": .apk,
    "amazon": .rpm,
    "arch": .alpm,
    "azurelinux": .rpm,
    "bitnami": .bitnami,
    "cargo": .semver,
    "centos": .rpm,
    "chainguard": .apk,
    "composer": .composer,
    "conan": .conan,
    "cran": .cran,
    "debian": .deb,
    "fedora": .rpm,
    "gem": .gem,
    "generic": .generic,
    "github": .semver,
    "golang": .golang,
    "hackage": .hackage,
    "hex": .hex,
    "mageia": .rpm,
    "mariner": .rpm,
    "maven": .maven,
    "minimos": .apk,
    "npm": .npm,
    "nuget": .nuget,
    "openeuler": .rpm,
    "oracle": .rpm,
    "photon": .rpm,
    "pub": .pub,
    "pypi": .pypi,
    "redhat": .rpm,
    "rocky": .rpm,
    "suse": .rpm,
    "swift": .semver,
    "ubuntu": .deb,
    "wolfi": .apk,
  ]
}

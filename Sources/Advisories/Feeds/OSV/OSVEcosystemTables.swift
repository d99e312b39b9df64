extension OSVEcosystem {
  /// Folders of OSV's archive that are fetched; SUSE and Ubuntu publish the same themselves.
  static let published = [
    "AlmaLinux", "Alpine", "Azure Linux", "Bitnami", "CRAN", "Chainguard", "ConanCenter", "Debian",
    "GHC", "GitHub Actions", "Go", "Hackage", "Hex", "Julia", "Mageia", "Maven", "MinimOS",
    "NuGet", "Packagist", "Pub", "PyPI", "Red Hat", "Rocky Linux", "RubyGems", "SwiftURL",
    "Wolfi", "crates.io", "npm", "openEuler",
  ]

  /// Ecosystems of languages, and the spaces they are looked up in.
  static let languages = [
    "Bioconductor": "bioconductor",
    "Bitnami": "bitnami",
    "CRAN": "cran",
    "ConanCenter": "conan",
    "GHC": "ghc",
    "GitHub Actions": "github",
    "Go": "golang",
    "Hackage": "hackage",
    "Hex": "hex",
    "Julia": "julia",
    "Maven": "maven",
    "NuGet": "nuget",
    "Packagist": "composer",
    "Pub": "pub",
    "PyPI": "pypi",
    "RubyGems": "gem",
    "SwiftURL": "swift",
    "VSCode": "vscode-extension",
    "crates.io": "cargo",
    "npm": "npm",
    "opam": "opam",
  ]

  /// Ecosystems of distributions, their families, and what the names of packages are names of.
  static let distributions: [String: (String, AffectedPackage.NameKind)] = [
    "AlmaLinux": ("almalinux", .binary),
    "Alpaquita": ("alpaquita", .source),
    "Alpine": ("alpine", .source),
    "Azure Linux": ("azurelinux", .source),
    "BellSoft Hardened Containers": ("bellsoft-hardened-containers", .source),
    "Chainguard": ("chainguard", .binary),
    "CleanStart": ("cleanstart", .source),
    "Debian": ("debian", .source),
    "Echo": ("echo", .source),
    "Mageia": ("mageia", .source),
    "MinimOS": ("minimos", .binary),
    "Photon OS": ("photon", .source),
    "Red Hat": ("redhat", .binary),
    "Rocky Linux": ("rocky", .source),
    "SUSE": ("suse", .source),
    "Ubuntu": ("ubuntu", .source),
    "Wolfi": ("wolfi", .binary),
    "openEuler": ("openeuler", .source),
    "openSUSE": ("opensuse", .source),
  ]

  /// Products of Red Hat whose version is that of a release.
  static let redHatReleases: Set<String> = [
    "enterprise_linux", "enterprise_linux_eus", "rhel_atomic", "rhel_aus", "rhel_common",
    "rhel_e4s", "rhel_els", "rhel_eus", "rhel_extras", "rhel_extras_oracle_java",
    "rhel_extras_other", "rhel_extras_rt", "rhel_extras_rt_els", "rhel_extras_sap",
    "rhel_extras_sap_els", "rhel_extras_sap_hana", "rhel_extras_sap_hana_els",
    "rhel_mission_critical",
    "rhel_productivity", "rhel_sjis", "rhel_tus", "rhel_virtualization",
  ]
}

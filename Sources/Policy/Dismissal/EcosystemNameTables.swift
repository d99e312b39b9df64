/// What an ecosystem's name stands for.
struct EcosystemNameEntry {
  var types: [String]
  var system = ""
}

/// Lower-case names of ecosystems: package-URL types, those of the OSV schema, of Syft's package
/// types and languages, and of distributions.
let ecosystemNames: [String: EcosystemNameEntry] = {
  var names: [String: EcosystemNameEntry] = [:]
  for (type, others) in ecosystemNamesByType {
    for name in [type] + others { names[name] = EcosystemNameEntry(types: [type]) }
  }
  for (type, systems) in systemsByType {
    for system in systems { names[system] = EcosystemNameEntry(types: [type], system: system) }
  }
  for (name, type, system) in otherSystemNames {
    names[name] = EcosystemNameEntry(types: [type], system: system)
  }
  return names
}()

private let ecosystemNamesByType: [(type: String, others: [String])] = [
  ("alpm", []),
  ("apk", []),
  ("bitnami", []),
  ("cargo", ["crates.io", "rust-crate", "rust"]),
  ("cocoapods", ["pod"]),
  ("composer", ["packagist", "php-composer", "php"]),
  ("conan", ["conancenter", "c++"]),
  ("conda", []),
  ("cpan", ["perl"]),
  ("cran", ["r-package", "r"]),
  ("deb", ["dpkg"]),
  ("docker", []),
  ("ebuild", ["portage", "gentoo"]),
  ("gem", ["rubygems", "ruby"]),
  ("generic", ["binary"]),
  ("github", ["github actions", "github-action", "github-action-workflow"]),
  ("golang", ["go", "go-module"]),
  ("hackage", ["haskell"]),
  ("hex", ["elixir", "erlang"]),
  ("julia", []),
  ("luarocks", ["lua-rocks", "lua"]),
  ("maven", ["java", "java-archive", "jenkins-plugin"]),
  ("nix", []),
  ("npm", ["javascript"]),
  ("nuget", ["dotnet"]),
  ("opkg", ["openwrt"]),
  ("otp", ["erlang-otp"]),
  ("pub", ["dart", "dart-pub"]),
  ("pypi", ["python", "pip"]),
  ("rpm", []),
  ("swift", ["swifturl"]),
  ("vcpkg", []),
  ("wordpress-plugin", ["wordpress"]),
]

private let systemsByType: [(type: String, systems: [String])] = [
  ("apk", ["alpine", "chainguard", "minimos", "wolfi"]),
  ("deb", ["debian", "ubuntu", "echo"]),
  (
    "rpm",
    [
      "almalinux", "amzn", "azurelinux", "centos", "fedora", "mageia", "mariner", "ol",
      "openeuler", "opensuse", "photon", "redhat", "rocky", "suse",
    ]
  ),
  ("alpm", ["arch"]),
]

private let otherSystemNames: [(name: String, type: String, system: String)] = [
  ("amazon", "rpm", "amzn"),
  ("amazonlinux", "rpm", "amzn"),
  ("azure linux", "rpm", "azurelinux"),
  ("oracle", "rpm", "ol"),
  ("oraclelinux", "rpm", "ol"),
  ("photon os", "rpm", "photon"),
  ("red hat", "rpm", "redhat"),
  ("rhel", "rpm", "redhat"),
  ("rocky linux", "rpm", "rocky"),
]

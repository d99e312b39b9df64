import Model

/// The files of a package, summed up.
struct PackageContents {
  var bytes: Int64 = 0
  var hasLibraries = false
  var hasPrograms = false

  mutating func add(_ entry: PathTable.Entry, named path: String) {
    if entry.kind == .file { bytes += entry.size }
    let name = path.split(separator: "/").last ?? ""
    let isLibrary = name.hasSuffix(".so") || name.contains(".so.")
    if isLibrary { hasLibraries = true }
    if !isLibrary, entry.kind == .file, entry.mode & 0o111 != 0, path.contains("bin/") {
      hasPrograms = true
    }
  }
}

extension PackageReach {
  /// What the start command needs of the packages, and what it does not.
  ///
  /// - Parameters:
  ///   - search: that has not run.
  ///   - packages: those of the distribution.
  ///   - contents: their files, by owner.
  init(_ search: ReachSearch, _ packages: [Package], _ contents: [PackageOwner: PackageContents]) {
    self.init()
    var search = search
    search.run()
    roots = search.roots
    let installed = packages.map(\.reference)
    search.keep(installed.filter { Self.isData($0.name) }, because: "programs read it by its path")
    keepModules(of: &search, installed)
    needed = search.needed.filter { installed.contains($0.key) }
      .map { NeededPackage(package: $0.key, reason: $0.value) }
      .sorted { $0.package < $1.package }
    let reached = search.needed
    search.keep(installed.filter { Self.isManager($0.name) }, because: "")
    let kept = search.needed
    removable = packages.filter { reached[$0.reference] == nil }
      .map { package in
        RemovablePackage(
          package,
          contents[package.reference],
          isEssential: kept[package.reference] != nil
        )
      }
      .sorted(by: Self.order)
    doubts = search.doubts.sorted()
  }

  /// The modules of a language are loaded by name, which leaves no trace in a program.
  private mutating func keepModules(of search: inout ReachSearch, _ installed: [PackageOwner]) {
    for (runtimes, prefixes, language) in Self.modules {
      let isUsed = search.needed.keys.contains { runtimes.contains($0.name) }
      let modules = installed.filter { package in
        prefixes.contains { package.name.hasPrefix($0.prefix) && package.name.hasSuffix($0.suffix) }
      }
      guard isUsed, !modules.isEmpty else { continue }
      search.keep(modules, because: "\(language) may load it by its name")
    }
  }

  private static let modules:
    [(runtimes: Set<String>, prefixes: [(prefix: String, suffix: String)], language: String)] = [
      (
        [
          "python3-minimal", "python3", "python3.11-minimal", "python3.12-minimal",
          "python3.13-minimal",
        ],
        [("python3-", ""), ("py3-", "")], "Python"
      ),
      (["nodejs"], [("node-", "")], "Node.js"),
      (["ruby", "ruby3.1", "ruby3.3"], [("ruby-", "")], "Ruby"),
      (["perl"], [("lib", "-perl"), ("perl-", "")], "Perl"),
      (["php8.2-cli", "php8.4-cli"], [("php", "")], "PHP"),
      (
        ["openjdk-17-jre-headless", "openjdk-21-jre-headless"],
        [("lib", "-java")], "Java"
      ),
    ]

  /// Packages that programs find by a path and not by a name.
  private static func isData(_ name: String) -> Bool {
    [
      "base-files", "base-passwd", "ca-certificates", "tzdata", "netbase", "media-types",
      "libc-bin",
      "locales", "libnss-", "libnss3", "glibc-common", "alpine-baselayout", "alpine-keys",
      "alpine-release", "filesystem", "setup", "basesystem", "fontconfig-config", "fonts-",
      "musl", "libc6", "glibc", "shared-mime-info", "publicsuffix", "ssl-cert", "ncurses-base",
      "ca-certificates-bundle", "ca-certificates-java",
    ].contains { name == $0 || $0.hasSuffix("-") && name.hasPrefix($0) }
      || name.hasSuffix("-release") || name.hasPrefix("redhat-release")
  }

  /// Packages that package managers are made of: without them nothing can be removed or added.
  private static func isManager(_ name: String) -> Bool {
    [
      "dpkg", "apt", "bash", "dash", "coreutils", "debianutils", "diffutils", "findutils", "grep",
      "gzip", "hostname", "init-system-helpers", "login", "ncurses-bin", "perl-base", "sed",
      "sysvinit-utils", "tar", "util-linux", "bsdutils", "mawk", "debian-archive-keyring",
      "apk-tools", "busybox", "alpine-baselayout", "rpm", "dnf", "microdnf", "zypper", "pacman",
    ].contains(name)
  }

  /// What can go most surely, then what saves most.
  private static func order(_ left: RemovablePackage, _ right: RemovablePackage) -> Bool {
    let ranks = RemovablePackage.Confidence.allCases
    let (a, b) = (ranks.firstIndex(of: left.confidence), ranks.firstIndex(of: right.confidence))
    if left.isEssential != right.isEssential { return right.isEssential }
    if a != b { return (a ?? 0) < (b ?? 0) }
    if left.bytes != right.bytes { return left.bytes > right.bytes }
    return left.package < right.package
  }
}

extension RemovablePackage {
  fileprivate init(_ package: Package, _ contents: PackageContents?, isEssential: Bool) {
    let contents = contents ?? PackageContents()
    let confidence: Confidence
    let reason: String
    if contents.hasLibraries {
      confidence = .medium
      reason =
        "nothing reachable is linked against its libraries, though it might load them by name"
    } else if contents.hasPrograms {
      confidence = .high
      reason = "nothing reachable names its programs"
    } else {
      confidence = .low
      reason = "it holds neither programs nor libraries, and nothing reachable depends on it"
    }
    self.init(
      package: package.reference,
      version: package.version,
      confidence: confidence,
      reason: reason,
      bytes: contents.bytes,
      isEssential: isEssential
    )
  }
}

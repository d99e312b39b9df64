import Model

/// Where builds leave what nothing needs at run time.
struct LeftoverPlaces {
  /// A directory from the root, and what lies below it.
  private static let roots: [(path: String, kind: Leftover.Kind)] = [
    ("var/cache/apt", .packageCache), ("var/lib/apt/lists", .packageLists),
    ("var/cache/yum", .packageCache), ("var/cache/dnf", .packageCache),
    ("var/cache/libdnf5", .packageCache), ("var/cache/zypp", .packageCache),
    ("var/cache/tdnf", .packageCache), ("var/cache/apk", .packageLists),
    ("lib/apk/cache", .packageCache), ("var/cache/pacman/pkg", .packageCache),
    ("var/lib/pacman/sync", .packageLists), ("var/cache/ldconfig", .packageCache),
    ("root/.cache", .packageCache), ("root/.npm", .packageCache),
    ("usr/local/share/.cache", .packageCache), ("root/go/pkg/mod", .packageCache),
    ("go/pkg/mod", .packageCache), ("root/.cargo/registry", .packageCache),
    ("usr/local/cargo/registry", .packageCache), ("root/.gradle", .packageCache),
    ("root/.m2/repository", .packageCache), ("root/.composer/cache", .packageCache),
    ("root/.nuget/packages", .packageCache), ("opt/conda/pkgs", .packageCache),
    ("usr/share/doc", .documentation), ("usr/share/man", .documentation),
    ("usr/share/info", .documentation), ("usr/share/gtk-doc", .documentation),
    ("usr/local/share/doc", .documentation), ("usr/local/share/man", .documentation),
    ("tmp", .temporary), ("var/tmp", .temporary), ("var/log", .logs),
  ]

  /// Caches below the home directory of any user.
  private static let homeCaches = [
    ".cache", ".npm", ".cargo/registry", ".gradle", ".m2/repository",
  ]

  private static let repositories: Set<String> = [".git", ".svn", ".hg", ".bzr"]

  private static let buildFiles: Set<String> = [
    "Dockerfile", "Containerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml",
    "compose.yml", ".dockerignore", "Jenkinsfile", ".gitlab-ci.yml", ".env", "Vagrantfile",
  ]

  private static let archiveEndings = [
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst", ".deb", ".rpm", ".apk", ".iso",
  ]

  /// Smaller archives are data more often than what was forgotten.
  private static let archiveSize: Int64 = 1 << 20

  private let roots: [[UInt8]: Leftover.Kind]
  private let firstNames: Set<[UInt8]>

  init() {
    roots = Dictionary(
      uniqueKeysWithValues: Self.roots.map { (Array($0.path.utf8), $0.kind) }
    )
    firstNames = Set(roots.keys.map { Array($0.prefix { $0 != UInt8(ascii: "/") }) })
  }

  /// The place that a directory lies in or is, where all below it is left over.
  func place(ofDirectory directory: [UInt8]) -> (path: String, kind: Leftover.Kind)? {
    if let place = place(belowRoot: directory) { return place }
    let names = String(decoding: directory, as: UTF8.self).split(separator: "/")
    if let index = names.firstIndex(where: { Self.repositories.contains(String($0)) }) {
      return (names[...index].joined(separator: "/"), .repository)
    }
    guard names.count > 2, names[0] == "home" else { return nil }
    let below = names.dropFirst(2).joined(separator: "/")
    for cache in Self.homeCaches where below == cache || below.hasPrefix(cache + "/") {
      return ("home/\(names[1])/\(cache)", .packageCache)
    }
    return nil
  }

  private func place(belowRoot directory: [UInt8]) -> (path: String, kind: Leftover.Kind)? {
    let slash = UInt8(ascii: "/")
    guard firstNames.contains(Array(directory.prefix { $0 != slash })) else { return nil }
    var prefix = directory[...]
    while !prefix.isEmpty {
      if let kind = roots[Array(prefix)] {
        return (String(decoding: prefix, as: UTF8.self), kind)
      }
      prefix = prefix[..<(prefix.lastIndex(of: slash) ?? 0)]
    }
    return nil
  }

  /// What a single file is, by its name alone, where no package owns it.
  func kind(ofFile name: String, size: Int64) -> Leftover.Kind? {
    if Self.buildFiles.contains(name) { return .buildFiles }
    guard size >= Self.archiveSize else { return nil }
    return Self.archiveEndings.contains { name.hasSuffix($0) } ? .archives : nil
  }
}

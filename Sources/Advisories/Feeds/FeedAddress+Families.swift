import Formats

extension FeedAddress {
  /// Whether a file has something to say of a space, `debian:12`, or of one of its pack's name,
  /// `debian-12`; the family alone, `debian`, means all of its releases.
  package func speaks(of space: String) -> Bool {
    let text = space.lowercased()
    guard
      families.contains(where: {
        text == $0 || text.hasPrefix("\($0)-") || text.hasPrefix("\($0):")
      })
    else { return false }
    // Alpine has a file for each branch.
    guard let release, let end = text.firstIndex(where: { $0 == "-" || $0 == ":" }) else {
      return true
    }
    return text[text.index(after: end)...] == release
  }

  /// Whether a file speaks of flaws of every kind.
  package var isOfAll: Bool { ["epss", "kev"].contains(folder) }

  private var folder: String { path.pieces(on: "/").first.map(String.init) ?? "" }

  private var release: String? {
    let parts = path.pieces(on: "/")
    guard folder == "alpine", parts.count == 3 else { return nil }
    return String(parts[1].dropping(prefix: "v") ?? parts[1])
  }

  private var families: [String] {
    if let known = Self.familiesOfFolders[folder] { return known }
    guard folder == "osv" else { return [folder] }
    let parts = path.pieces(on: "/")
    let family = OSVEcosystem(parts.count > 1 ? String(parts[1]) : "").space.family
    // What is in an archive of another kind is known to its reader alone.
    return Self.familiesOfArchives[family] ?? [family]
  }

  /// Folders that are not called as what they speak of.
  private static let familiesOfFolders = [
    "azurelinux": ["azurelinux", "mariner"],
    "cve": [],
    "epss": [],
    "haskell": ["hackage", "ghc"],
    "kev": [],
    "nodejs": ["generic"],
    "nvd": [],
    "php": ["composer"],
    "pypa": ["pypi"],
    "r": ["cran"],
    "rubysec": ["gem", "generic"],
    "rustsec": ["cargo", "generic"],
    "suse": ["suse", "opensuse", "opensuse-leap", "opensuse-tumbleweed"],
  ]

  private static let familiesOfArchives = [
    "azurelinux": ["azurelinux", "mariner"],
    "cran": ["cran", "bioconductor"],
    "wolfi": ["wolfi", "chainguard"],
  ]
}

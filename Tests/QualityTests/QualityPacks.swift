import Advisories
import Foundation
import Model
import Packs
import TestSupport
import Trust

/// The packs that all cases are matched with: made once, from what the shared feeds say of the
/// software in the cases.
actor QualityPacks {
  static let shared = QualityPacks()

  private var made: Task<MadePacks, any Error>?

  func packs() async throws -> MadePacks {
    if let made { return try await made.value }
    let task = Task { try await MadePacks(for: QualityCase.all) }
    made = task
    return try await task.value
  }
}

/// Packs in a folder of their own.
struct MadePacks: Sendable {
  private let scratch: ScratchFolder
  private let folder: PackFolder
  private let manifest: PackManifest

  var index: PackSet { PackSet(folder, manifest) }

  /// The feeds that are read, as they lie in the folder of shared feeds.
  private static let archives = [
    "alpine", "almalinux", "amazon", "arch", "debian", "osv/AlmaLinux", "osv/Bitnami",
    "osv/Debian", "osv/Go", "osv/Maven", "osv/NuGet", "osv/Packagist", "osv/PyPI", "osv/Red Hat",
    "osv/Rocky Linux", "osv/RubyGems", "osv/Wolfi", "osv/crates.io", "osv/npm", "pypa", "redhat",
    "suse", "ubuntu/ubuntu-cve-tracker-2024-02-16.tar.zst", "wolfi",
  ]

  init(for cases: [QualityCase]) async throws {
    guard let feeds = sharedFolder("feeds") else { throw QualityError(line: "no shared feeds") }
    scratch = try ScratchFolder()
    for archive in Self.archives {
      let link = scratch.url.appending(path: "feeds/\(archive)")
      let manager = FileManager.default
      try manager.createDirectory(
        at: link.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try manager.createSymbolicLink(at: link, withDestinationURL: feeds.appending(path: archive))
    }
    folder = PackFolder(path: "\(scratch.path)/packs")
    let needles = Self.needles(of: cases)
    let summary = try await PackBuilder(feeds: allFeeds.map { $0.excerpt(needles) }, width: 2)
      .build(
        from: "\(scratch.path)/feeds",
        into: folder,
        replacing: nil,
        key: try Ed25519PrivateKey()
      )
    manifest = summary.manifest
  }

  /// What documents have to name to be read, by where they lie.
  private static func needles(of cases: [QualityCase]) -> [String: [Data]] {
    var found: [String: Set<String>] = ["debian/": []]
    for (system, line) in cases.flatMap({ each in each.software.map { (each.system, $0) } }) {
      let source = line.more["source"]?.split(separator: "@").first.map(String.init)
      let names = [line.name] + (source.map { [$0] } ?? [])
      switch line.kind {
      case "deb" where system == "debian":
        found["osv/Debian/", default: []].formUnion(names.map { "\"\($0)\"" })
      case "deb":
        found["ubuntu/", default: []].formUnion(names.map { "_\($0):" })
      case "os" where line.name == "alpine":
        let release = line.version.split(separator: ".").prefix(2).joined(separator: ".")
        found["alpine/", default: []].insert("\"v\(release)\"")
      case "os" where line.name == "amzn":
        found["amazon/updateinfo-2025-02-14.tar.zst!/\(line.version)/core/"] = []
      case "os" where line.name == "arch": found["arch/"] = []
      case "apk" where system == "wolfi":
        let own = names + [line.more["origin"] ?? line.name]
        found["osv/Wolfi/", default: []].formUnion(own.map { "\"\($0)\"" })
        found["wolfi/", default: []].formUnion(own.map { "name: \($0)\n" })
      case "rpm" where system == "rhel":
        for feed in ["osv/Red Hat/", "redhat/"] {
          found[feed, default: []].formUnion(names.map { "\"\($0)" })
        }
      case "rpm" where system == "sles" || system == "opensuse-leap":
        found["suse/", default: []].formUnion(names.map { "\"\($0)\"" })
      case "rpm" where system == "amzn": break
      case "rpm":
        for feed in ["osv/AlmaLinux/", "almalinux/", "osv/Rocky Linux/"] {
          found[feed, default: []].formUnion(names.map { "\"\($0)\"" })
        }
      case "go":
        found["osv/Go/", default: []].insert("\"stdlib\"")
        found["osv/Go/", default: []].formUnion(line.more.keys.map { "\"\($0)\"" })
      case "pypi":
        let name = line.name.lowercased()
        let dashed = String(name.map { "_.".contains($0) ? "-" : $0 })
        found["osv/PyPI/", default: []].formUnion([line.name, name, dashed].map { "\"\($0)\"" })
        found["pypa/", default: []].formUnion([line.name, name, dashed].map { "name: \($0)\n" })
      case "npm": found["osv/npm/", default: []].insert("\"\(line.name)\"")
      case "nuget": found["osv/NuGet/", default: []].insert("\"\(line.name)\"")
      case "cargo": found["osv/crates.io/", default: []].insert("\"\(line.name)\"")
      case "maven": found["osv/Maven/", default: []].insert("\"\(line.name)\"")
      case "gem": found["osv/RubyGems/", default: []].insert("\"\(line.name)\"")
      case "composer": found["osv/Packagist/", default: []].insert("\"\(line.name)\"")
      case "program": found["osv/Bitnami/", default: []].insert("\"\(line.name)\"")
      default: break
      }
    }
    return found.mapValues { $0.map { Data($0.utf8) } }
  }
}

extension Feed {
  fileprivate func excerpt(_ needles: [String: [Data]]) -> any Feed {
    FeedExcerpt(whole: self, needles: needles)
  }
}

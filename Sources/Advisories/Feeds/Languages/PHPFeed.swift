// title, link, cve: CVE-2015-8379 or ~
// branches:
//   2.0.x: {time: 2015-08-06 22:08:00, versions: ['>=2.0.0', '<2.0.99']}
// reference: composer://cakephp/cakephp

import Formats
package import Model

/// FriendsOfPHP's advisories about Composer packages.
///
/// https://github.com/FriendsOfPHP/security-advisories
package struct PHPFeed: Feed {
  package static let name = "php"
  package static let summary = "Composer packages"
  package static let publisher = "FriendsOfPHP"
  package static let license = "Unlicense"
  package static let files = ["php/security-advisories*.tar*", "php/**/*.yaml"]
  package static let addresses = [
    FeedAddress(
      "php/security-advisories.tar.gz",
      "https://github.com/FriendsOfPHP/security-advisories/archive/refs/heads/master.tar.gz"
    )
  ]

  package init() {}

  package func read(
    _ bytes: Span<UInt8>,
    path: String,
    limits: Limits,
    into sink: inout FeedSink
  ) throws(FeedError) {
    let parts = path.pieces(on: "/")
    // Beside the folders of vendors lie those of the repository's own checks.
    guard let file = parts.last, file.hasSuffix(".yaml"), !file.hasPrefix("."),
      !parts.contains(where: { $0.hasPrefix(".") })
    else { return }
    let record = try FeedYAML.parse(bytes, limits: limits)
    guard let reference = record["reference"]?.string,
      let name = reference.dropping(prefix: "composer://"), !name.isEmpty
    else { throw .malformed("no reference to a package") }
    let number = record["cve"]?.scalarText ?? ""
    let stem = file.dropping(suffix: ".yaml") ?? file
    let own = "FOP-\(name.pieces(on: "/").joined(separator: "-"))-\(stem)"
    var advisory = Advisory(id: number.hasPrefix("CVE-") ? number : own, feed: Self.name)
    advisory.summary = OneLine.text(record["title"]?.scalarText ?? "")
    advisory.references = [record["link"]?.string].compactMap(\.self)
    let space = AdvisorySpace("composer")
    var package = AffectedPackage(space, PackageNaming.normalized(String(name), in: space))
    for branch in record["branches"]?.map?.entries ?? [] {
      let time = Day.text(branch.value["time"]?.scalarText ?? "")
      if advisory.published.isEmpty || !time.isEmpty && time < advisory.published {
        advisory.published = time
      }
      do throws(VersionError) {
        try add(branch.value, isFixed: branch.value["time"]?.isNull == false, to: &package)
      } catch {
        sink.skip(path, feed: Self.name, "versions of branch \(branch.key): \(error)")
      }
    }
    guard !package.ranges.isEmpty || !package.versions.isEmpty else {
      throw .malformed("no versions")
    }
    advisory.affected = [package]
    sink.advisories.append(advisory)
  }

  /// A branch without a time has no fix: where it ends another begins.
  private func add(
    _ branch: DataNode,
    isFixed: Bool,
    to package: inout AffectedPackage
  ) throws(VersionError) {
    let texts = branch["versions"]?.texts ?? []
    guard !texts.isEmpty else { throw .invalidRange("") }
    var part = package
    part.ranges = []
    try Requirement(language: .composer).versions(allOf: texts).fill(&part)
    if isFixed {
      part.ranges = part.ranges.map { range in
        guard case .limit(let version) = range.end else { return range }
        return VersionInterval(from: range.lower, .fixed(version))
      }
    }
    package.unaffectedVersions = part.unaffectedVersions
    package.ranges += part.ranges.filter { !package.ranges.contains($0) }
    let hasFix = package.ranges.contains { if case .fixed = $0.end { true } else { false } }
    package.fixState = hasFix ? .fixed : .notFixed
  }
}

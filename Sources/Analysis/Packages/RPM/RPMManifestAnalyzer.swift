import Formats
package import Model

/// Reads the list of packages that distroless images of Azure Linux and Mariner have in place of an
/// rpm database.
///
/// Layout: a line for each package, with tabs between name, version-release, install time, build
/// time, vendor, epoch or `(none)`, size, architecture, epoch as a number, and source RPM. Its
/// sibling `container-manifest-1` says less of the same packages.
/// Source: Azure Linux, toolkit/docs/how_it_works (container manifests).
package struct RPMManifestAnalyzer: FileAnalyzer {
  package static let name = "rpm-manifest"
  package static let version = 1
  package static let summary = "RPM packages of distroless Azure Linux (rpmmanifest)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.tail("lib/rpmmanifest/container-manifest-2")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var faults = Faults()
    var lines = LineCursor()
    while let line = lines.line(in: contents) {
      if contents.trimmed(line).isEmpty { continue }
      let fields = (contents.text(in: line) ?? "").pieces(on: "\t").map(String.init)
      guard fields.count >= 8, !fields[0].isEmpty, !fields[1].isEmpty else {
        faults.note("line \(lines.number) is no package")
        continue
      }
      if fields[0] == "gpg-pubkey" { continue }
      guard facts.packages.count < limits.packagesPerFile else {
        throw .limit("more than \(limits.packagesPerFile) packages")
      }
      facts.packages.append(package(fields, of: file))
    }
    try faults.report()
    guard contents.isEmpty || contents[contents.count - 1] == UInt8(ascii: "\n") else {
      throw .truncated("the last line has no end")
    }
  }

  private func package(_ fields: [String], of file: FileEntry) -> Package {
    func field(_ index: Int) -> String? {
      fields.indices.contains(index) && fields[index] != "(none)" ? fields[index] : nil
    }
    let epoch = field(5)
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(
      .rpm,
      name: fields[0],
      version: (epoch.map { "\($0):" } ?? "") + fields[1],
      evidence: evidence
    )
    package.vendor = field(4) ?? ""
    package.architecture = field(7) ?? ""
    package.source = field(9).map { SourcePackage(sourceRPM: $0, epoch: epoch) }
    return package
  }
}

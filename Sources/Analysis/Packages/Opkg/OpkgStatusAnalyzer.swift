import Formats
package import Model

/// Reads opkg's database of installed packages, of OpenWrt and Yocto.
///
/// Layout: `lib/opkg/status`, stanzas as dpkg has them, with `Status: install user installed`; and
/// in `lib/opkg/info` for each package `NAME.control`, where licence and source stand, and
/// `NAME.list`, an absolute path a line, in newer versions with mode and link target after tabs.
/// Source: opkg, libopkg/opkg_conf.c and libopkg/pkg_parse.c.
package struct OpkgStatusAnalyzer: FileAnalyzer {
  package static let name = "opkg-status"
  package static let version = 1
  package static let summary = "OpenWrt and Yocto packages that opkg installed (lib/opkg)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] =
    [.tail("lib/opkg/status")]
    + ["usr/lib/opkg/info", "var/lib/opkg/info"].flatMap { directory in
      [FilePattern.ending(".control", under: directory), .ending(".list", under: directory)]
    }

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if let name = file.name.dropping(suffix: ".list") {
      let files = try files(contents)
      let owner = PackageOwner(ecosystem: .opkg, name: String(name))
      if !files.isEmpty { facts.claims.append(Claim(.named(owner), files: files)) }
    } else if file.name.hasSuffix(".control") {
      addLicense(contents, to: &facts)
    } else {
      try addPackages(contents, of: file, to: &facts)
    }
  }

  private func addPackages(
    _ bytes: Span<UInt8>,
    of file: FileEntry,
    to facts: inout FileFacts
  ) throws(AnalysisError) {
    var packages: [Package] = []
    var needs: [[String]] = []
    var resolver = CapabilityResolver()
    defer {
      resolver.nameDependencies(of: &packages, needs: needs)
      facts.packages += packages
    }
    var faults = Faults()
    var cursor = ControlCursor()
    while let stanza = cursor.stanza(in: bytes) {
      guard stanza.isPresent(in: bytes) else { continue }
      if let fault = stanza.fault { faults.note(fault) }
      let name = stanza.text("Package", in: bytes)
      guard !name.isEmpty else {
        faults.note("no Package in the stanza at line \(stanza.line)")
        continue
      }
      guard packages.count < limits.packagesPerFile else {
        throw .limit("more than \(limits.packagesPerFile) packages")
      }
      let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
      let version = stanza.text("Version", in: bytes)
      var package = Package(.opkg, name: name, version: version, evidence: evidence)
      package.architecture = stanza.text("Architecture", in: bytes)
      package.vendor = stanza.text("Maintainer", in: bytes)
      resolver.add(name, from: name)
      for virtual in stanza.relations(["Provides"], in: bytes) { resolver.add(virtual, from: name) }
      needs.append(stanza.relations(["Pre-Depends", "Depends"], in: bytes))
      packages.append(package)
    }
    try faults.report()
  }

  private func addLicense(_ bytes: Span<UInt8>, to facts: inout FileFacts) {
    var cursor = ControlCursor()
    guard let stanza = cursor.stanza(in: bytes) else { return }
    let name = stanza.text("Package", in: bytes)
    let license = stanza.text("License", in: bytes)
    guard !name.isEmpty, !license.isEmpty else { return }
    let owner = PackageOwner(ecosystem: .opkg, name: name)
    facts.claims.append(Claim(.named(owner), licenses: [normalizedLicense(license)]))
  }

  private func files(_ bytes: Span<UInt8>) throws(AnalysisError) -> [PathKey] {
    var keys: [PathKey] = []
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      let end = bytes.position(of: UInt8(ascii: "\t"), in: line) ?? line.upperBound
      let path = bytes.withoutRoot(line.lowerBound..<end)
      if path.isEmpty || bytes[path.upperBound - 1] == UInt8(ascii: "/") { continue }
      guard keys.count < limits.entries else { throw .limit("more than \(limits.entries) files") }
      keys.append(PathKey(bytes: bytes.extracting(path)))
    }
    return keys
  }
}

import Formats
package import Model

/// Reads dpkg's database of installed packages: `status`, or the pieces of it in `status.d` that
/// distroless images have.
///
/// Layout: stanzas of deb822(5), one for each package that dpkg knows, removed ones with
/// configuration files left included; see dpkg-query(1) and deb-src-control(5).
package struct DpkgStatusAnalyzer: FileAnalyzer {
  package static let name = "dpkg-status"
  package static let version = 1
  package static let summary = "Debian packages that dpkg installed (status, status.d)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .tail("lib/dpkg/status"),
    .directory("var/lib/dpkg/status.d"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // `status.d/base.md5sums` lists files; another analyzer reads it.
    if file.path.hasSuffix(".md5sums") { return }
    var faults = Faults()
    var packages: [Package] = []
    var needs: [[String]] = []
    var resolver = CapabilityResolver()
    defer {
      resolver.nameDependencies(of: &packages, needs: needs)
      facts.packages += packages
    }
    var cursor = ControlCursor()
    while let stanza = cursor.stanza(in: contents) {
      guard stanza.isPresent(in: contents) else { continue }
      guard let package = package(from: stanza, in: contents, of: file, faults: &faults) else {
        continue
      }
      guard packages.count < limits.packagesPerFile else {
        throw .limit("more than \(limits.packagesPerFile) packages")
      }
      resolver.add(package.name, from: package.name)
      for virtual in stanza.relations(["Provides"], in: contents) {
        resolver.add(virtual, from: package.name)
      }
      needs.append(stanza.relations(["Pre-Depends", "Depends"], in: contents))
      packages.append(package)
    }
    try faults.report()
    // dpkg ends every stanza with an empty line, so a status without a newline was cut short.
    guard contents.isEmpty || contents[contents.count - 1] == UInt8(ascii: "\n") else {
      throw .truncated("the last stanza has no end")
    }
  }

  private func package(
    from stanza: ControlStanza,
    in bytes: Span<UInt8>,
    of file: FileEntry,
    faults: inout Faults
  ) -> Package? {
    if let fault = stanza.fault { faults.note(fault) }
    let name = stanza.text("Package", in: bytes)
    let version = stanza.text("Version", in: bytes)
    guard !name.isEmpty else {
      faults.note("no Package in the stanza at line \(stanza.line)")
      return nil
    }
    if version.isEmpty { faults.note("no Version of \(name)") }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(.deb, name: name, version: version, evidence: evidence)
    package.architecture = stanza.text("Architecture", in: bytes)
    package.vendor = stanza.text("Maintainer", in: bytes)
    package.source = source(stanza.text("Source", in: bytes), of: package)
    return package
  }

  /// `Source: openssl (3.0.1-1)`; a package that names none is its own source, and one that gives
  /// no version has its source's.
  private func source(_ field: String, of package: Package) -> SourcePackage {
    guard !field.isEmpty else {
      return SourcePackage(name: package.name, version: package.version)
    }
    guard let (name, rest) = field.cut(at: "(") else {
      return SourcePackage(name: field, version: package.version)
    }
    let version = (rest.cut(at: ")")?.before ?? rest).trimmed
    return SourcePackage(
      name: String(name.trimmed),
      version: version.isEmpty ? package.version : String(version)
    )
  }
}

/// Collects what is wrong here and there in a file, to say it once.
struct Faults {
  private var first: String?
  private var count = 0

  mutating func note(_ fault: String) {
    if first == nil { first = fault }
    count += 1
  }

  /// Throws what was noted, so that it becomes one gap.
  func report() throws(AnalysisError) {
    guard let first else { return }
    throw .malformed(count == 1 ? first : "\(first), and \(count - 1) faults more")
  }
}

extension ControlStanza {
  /// Whether the package's files are on the disk.
  ///
  /// `Status: want flag state`. Of the states, `not-installed`, `config-files` and
  /// `half-installed` are those of packages that are not there, or not whole. A stanza without
  /// the field is a package's own control file, as distroless has them.
  func isPresent(in bytes: Span<UInt8>) -> Bool {
    guard value("Status", in: bytes) != nil else { return true }
    let words = text("Status", in: bytes).split(whereSeparator: \.isWhitespace)
    guard let state = words.last, words.count == 3 else { return true }
    return !["not-installed", "config-files", "half-installed"].contains(state)
  }

  /// The names in these fields.
  func relations(_ fields: [StaticString], in bytes: Span<UInt8>) -> [String] {
    fields.flatMap { field in
      value(field, in: bytes).map { relationNames($0, of: bytes) } ?? []
    }
  }
}

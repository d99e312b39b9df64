import Formats
package import Model

/// Reads apk's database of installed packages, of Alpine, Wolfi, Chainguard and OpenWrt.
///
/// Layout: one field a line, a letter, a colon and the value, and an empty line after each package:
/// `P` name, `V` version, `A` architecture, `L` licence, `o` origin (the source package), `m`
/// maintainer, `D` dependencies, `p` what it provides; then its files: `F` a directory, and `R` a
/// file in it, with attributes (`M`, `a`) and checksum (`Z`) in between.
/// Source: apk-tools, doc/apk-package.5.scd and src/database.c.
package struct ApkInstalledAnalyzer: FileAnalyzer {
  package static let name = "apk-installed"
  package static let version = 1
  package static let summary = "Alpine packages that apk installed (lib/apk/db/installed)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.tail("lib/apk/db/installed")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var reading = Reading(file: file)
    defer { reading.finish(into: &facts) }
    var lines = LineCursor()
    while let line = lines.line(in: contents) {
      if line.isEmpty {
        reading.endPackage()
        continue
      }
      guard line.count >= 2, contents[line.lowerBound + 1] == UInt8(ascii: ":") else {
        reading.faults.note("line \(lines.number) is no field")
        continue
      }
      let value = (line.lowerBound + 2)..<line.upperBound
      reading.add(contents[line.lowerBound], value, of: contents)
      guard reading.fileCount <= limits.entries else {
        throw .limit("more than \(limits.entries) files")
      }
      guard reading.count < limits.packagesPerFile else {
        throw .limit("more than \(limits.packagesPerFile) packages")
      }
    }
    reading.endPackage()
    try reading.faults.report()
    guard contents.isEmpty || contents[contents.count - 1] == UInt8(ascii: "\n") else {
      throw .truncated("the last line has no end")
    }
  }
}

/// Gathers the packages of the database, field by field.
private struct Reading {
  private let file: FileEntry
  private var current = Fields()
  private var packages: [Package] = []
  private var claims: [Claim] = []
  private var needs: [[String]] = []
  private var resolver = CapabilityResolver()
  private(set) var fileCount = 0
  var faults = Faults()

  /// What the package at hand has said so far.
  private struct Fields {
    var texts: [UInt8: String] = [:]
    var directory = 0..<0
    var files: [PathKey] = []
    var isEmpty = true
  }

  init(file: FileEntry) { self.file = file }

  var count: Int { packages.count }

  mutating func add(_ field: UInt8, _ value: Range<Int>, of bytes: Span<UInt8>) {
    current.isEmpty = false
    switch field {
    case UInt8(ascii: "F"): current.directory = value
    case UInt8(ascii: "R"):
      var path: [UInt8] = []
      path.reserveCapacity(current.directory.count + 1 + value.count)
      for index in current.directory { path.append(bytes[index]) }
      if !path.isEmpty { path.append(UInt8(ascii: "/")) }
      for index in value { path.append(bytes[index]) }
      current.files.append(PathKey(bytes: path.span))
      fileCount += 1
    case let field where "PVALomDp".utf8.contains(field):
      current.texts[field] = bytes.text(in: value)
    default: break
    }
  }

  private func text(_ field: Unicode.Scalar) -> String {
    current.texts[UInt8(ascii: field)] ?? ""
  }

  /// Makes a package of the fields since the last empty line.
  mutating func endPackage() {
    defer { current = Fields() }
    if current.isEmpty { return }
    let name = text("P")
    guard !name.isEmpty else { return faults.note("a package without a name") }
    let evidence = Evidence(
      analyzer: ApkInstalledAnalyzer.name,
      method: .installedDatabase,
      path: file.path
    )
    var package = Package(.apk, name: name, version: text("V"), evidence: evidence)
    if package.version.isEmpty { faults.note("no version of \(name)") }
    package.architecture = text("A")
    package.vendor = text("m")
    let license = text("L")
    if !license.isEmpty { package.licenses = [normalizedLicense(license)] }
    // Subpackages have the version of their origin.
    let origin = text("o")
    package.source = SourcePackage(name: origin.isEmpty ? name : origin, version: package.version)
    packages.append(package)
    needs.append(Self.names(text("D")))
    resolver.add(name, from: name)
    for capability in Self.names(text("p")) { resolver.add(capability, from: name) }
    if !current.files.isEmpty {
      claims.append(Claim(.named(PackageOwner(ecosystem: .apk, name: name)), files: current.files))
    }
  }

  /// The names of `so:libc.musl-x86_64.so.1 busybox>=1.36 !uclibc`, without versions, repository
  /// tags and conflicts.
  private static func names(_ text: String) -> [String] {
    text.words.compactMap { word in
      if word.hasPrefix("!") { return nil }
      return String(word.prefix { !"<>=~@".contains($0) })
    }
  }

  mutating func finish(into facts: inout FileFacts) {
    // Libraries, commands and files that nothing here provides name no package.
    resolver.nameDependencies(of: &packages, needs: needs) { need in
      !need.utf8.contains(UInt8(ascii: ":")) && !need.hasPrefix("/")
    }
    facts.packages += packages
    facts.claims += claims
  }
}

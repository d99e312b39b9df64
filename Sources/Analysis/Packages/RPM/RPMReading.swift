import Formats
import Model

/// Gathers the packages of one RPM database, header by header.
struct RPMReading {
  private let file: FileEntry
  private var pathBudget: Int
  private var packages: [Package] = []
  private var claims: [Claim] = []
  private var needs: [[String]] = []
  private var resolver = CapabilityResolver()

  init(file: FileEntry, paths: Int) {
    self.file = file
    pathBudget = paths
  }

  /// Adds what a header says.
  ///
  /// A fault in its files leaves the package itself known.
  mutating func add(_ bytes: Span<UInt8>) throws(RPMError) {
    let header = try RPMHeader(bytes)
    guard let name = header.string(.name, in: bytes), !name.isEmpty else {
      throw .malformed("a header without a name")
    }
    // Keys that signatures are checked with are kept as if they were packages.
    if name == "gpg-pubkey" { return }
    guard let version = header.string(.version, in: bytes) else {
      throw .malformed("no version of \(name)")
    }
    let evidence = Evidence(
      analyzer: RPMDatabaseAnalyzer.name,
      method: .installedDatabase,
      path: file.path
    )
    let full = fullVersion(version, of: header, in: bytes)
    var package = Package(.rpm, name: name, version: full, evidence: evidence)
    describe(&package, by: header, in: bytes)
    packages.append(package)
    needs.append(header.strings(.requires, in: bytes))
    resolver.add(name, from: name)
    for capability in header.strings(.provides, in: bytes) { resolver.add(capability, from: name) }
    try addFiles(of: package, header, in: bytes)
  }

  /// `[epoch:]version-release`, as rpm prints `%{EVR}`.
  private func fullVersion(
    _ version: String,
    of header: RPMHeader,
    in bytes: Span<UInt8>
  ) -> String {
    let release = header.string(.release, in: bytes).map { "-\($0)" } ?? ""
    let epoch = header.integer(.epoch, in: bytes).map { "\($0):" } ?? ""
    return epoch + version + release
  }

  private func describe(_ package: inout Package, by header: RPMHeader, in bytes: Span<UInt8>) {
    func text(_ tag: RPMTag) -> String {
      let text = header.string(tag, in: bytes) ?? ""
      return text == "(none)" ? "" : text
    }
    package.architecture = text(.architecture)
    package.vendor = text(.vendor).isEmpty ? text(.packager) : text(.vendor)
    package.modularity = text(.modularityLabel)
    let license = text(.license)
    if !license.isEmpty { package.licenses = [normalizedLicense(license)] }
    let source = text(.sourceRPM)
    if !source.isEmpty {
      let epoch = header.integer(.epoch, in: bytes).map { String($0) }
      package.source = SourcePackage(sourceRPM: source, epoch: epoch)
    }
  }

  private mutating func addFiles(
    of package: Package,
    _ header: RPMHeader,
    in bytes: Span<UInt8>
  ) throws(RPMError) {
    var keys: [PathKey] = []
    keys.reserveCapacity(header.count(.baseNames))
    var failure: RPMError?
    do throws(RPMError) {
      try header.forEachFile(in: bytes, budget: &pathBudget) { keys.append(PathKey(bytes: $0)) }
    } catch {
      failure = error
    }
    if !keys.isEmpty {
      var owner = PackageOwner(ecosystem: .rpm, name: package.name)
      if !package.architecture.isEmpty { owner.name += ":" + package.architecture }
      claims.append(Claim(.named(owner), files: keys))
    }
    if let failure { throw failure }
  }

  /// Names dependencies by package, now that all of them are known, and hands everything over.
  mutating func finish(into facts: inout FileFacts) {
    resolver.nameDependencies(of: &packages, needs: needs, keep: Self.isPackageName)
    facts.packages += packages
    facts.claims += claims
  }

  /// Conditions such as `(a if b)`, features of rpm, libraries, other capabilities in brackets and
  /// files name no package.
  private static func isPackageName(_ need: String) -> Bool {
    !need.utf8.contains(UInt8(ascii: "(")) && !need.hasPrefix("/") && !need.contains(".so.")
  }
}

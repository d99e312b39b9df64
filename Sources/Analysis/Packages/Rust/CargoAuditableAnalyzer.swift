import Formats
package import Model

/// Reads the crates that a Rust program says it was built from, in the section `.dep-v0`.
///
/// The section is JSON compressed with zlib: `{"packages": [{"name", "version", "source", "kind",
/// "dependencies": [index], "root"}]}`; `source` is `crates.io`, `git`, `local`, `registry` or
/// another, `kind` is `runtime` (also when missing) or `build`.
///
/// Source: cargo-auditable, PARSING.md and the schema of its format.
package struct CargoAuditableAnalyzer: FileAnalyzer {
  package static let name = "cargo-auditable"
  package static let version = 2
  package static let summary = "Crates that cargo-auditable recorded in Rust programs"
  package static let view = AnalysisView.both
  package static let patterns = [FilePattern.executable]

  private static let section = ".dep-v0"
  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let found: [any MappedExecutable]
    do throws(BinaryError) {
      found = try executables(in: contents)
    } catch {
      throw AnalysisError(error)
    }
    var seen: Set<Package> = []
    for executable in found {
      guard let place = executable.contents(ofSection: CargoAuditableAnalyzer.section) else {
        continue
      }
      let json = try decompress(contents.extracting(place))
      for package in try packages(in: json.span, of: file.path)
      where seen.insert(package).inserted {
        facts.packages.append(package)
      }
    }
  }

  private func decompress(_ bytes: Span<UInt8>) throws(AnalysisError) -> [UInt8] {
    var inflate = Inflate(.zlib)
    do throws(InflateError) {
      // The tool's own readers allow 8 MiB; a program of many crates has some 100 KiB.
      return try inflate.all(of: bytes, expected: 64 << 10, limit: min(limits.fileSize, 64 << 20))
    } catch {
      switch error {
      case .damaged, .checksum: throw .malformed("list of crates: \(error.text)")
      case .truncated: throw .truncated("list of crates: \(error.text)")
      case .overLimit: throw .limit("list of crates: \(error.text)")
      }
    }
  }

  private func packages(
    in json: Span<UInt8>,
    of path: String
  ) throws(AnalysisError) -> [Package] {
    let document: DataNode
    do throws(DataError) {
      document = try JSONReader.parse(json, limits: limits)
    } catch {
      throw AnalysisError(error)
    }
    guard let list = document["packages"]?.list else {
      throw .malformed("a list of crates without packages")
    }
    guard list.count <= limits.packagesPerFile else { throw .limit("packages in one file") }
    var packages: [Package] = []
    for node in list {
      guard let name = node["name"]?.string, let version = node["version"]?.string else {
        throw .malformed("a crate without name or version")
      }
      let evidence = Evidence(
        analyzer: CargoAuditableAnalyzer.name,
        method: .embedded,
        path: path
      )
      var package = Package(.cargo, name: name, version: version, evidence: evidence)
      if node["kind"]?.string == "build" { package.scope = .development }
      if node["source"]?.string == "local" { CargoSource.setLocal(&package) }
      for index in node["dependencies"]?.list ?? [] {
        guard let position = index.integer.flatMap({ Int(exactly: $0) }),
          list.indices.contains(position), let needed = list[position]["name"]?.string
        else { throw .malformed("a crate that depends on one outside the list") }
        package.dependencies.append(needed)
      }
      packages.append(package)
    }
    return packages
  }
}

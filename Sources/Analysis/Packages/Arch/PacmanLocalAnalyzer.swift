import Formats
package import Model

/// Reads pacman's database of installed packages: a directory for each, with `desc` and `files`.
///
/// Layout: sections of a line `%NAME%`, its values one a line, and an empty line. Packages name
/// what they need by package, by what a package provides, or by library (`libssl.so=3-64`).
/// Source: alpm-db-desc(7), alpm-db-files(7).
package struct PacmanLocalAnalyzer: FileAnalyzer {
  package static let name = "pacman-local"
  package static let version = 1
  package static let summary = "Arch Linux packages that pacman installed (pacman/local)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .ending("desc", under: "var/lib/pacman/local"),
    .ending("files", under: "var/lib/pacman/local"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    switch file.name {
    case "desc": facts.packages.append(try package(contents, of: file))
    case "files":
      let files = try files(contents)
      let holder = Claim.Holder.declared(inFile: file.directory + "/desc")
      if !files.isEmpty { facts.claims.append(Claim(holder, files: files)) }
    default: break
    }
  }

  private func package(
    _ bytes: Span<UInt8>,
    of file: FileEntry
  ) throws(AnalysisError) -> Package {
    var sections: [String: [String]] = [:]
    var section = ""
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      guard let text = bytes.text(in: line) else {
        throw .malformed("line \(lines.number) is not UTF-8")
      }
      if text.isEmpty {
        section = ""
      } else if section.isEmpty {
        section = text
      } else {
        sections[section, default: []].append(text)
      }
    }
    func first(_ section: String) -> String { sections[section]?.first ?? "" }
    guard !first("%NAME%").isEmpty, !first("%VERSION%").isEmpty else {
      throw .malformed("no name or no version")
    }
    let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
    var package = Package(
      .alpm,
      name: first("%NAME%"),
      version: first("%VERSION%"),
      evidence: evidence
    )
    package.architecture = first("%ARCH%")
    package.vendor = first("%PACKAGER%") == "Unknown Packager" ? "" : first("%PACKAGER%")
    package.licenses = (sections["%LICENSE%"] ?? []).map(Self.license).sorted()
    let base = first("%BASE%")
    package.source = SourcePackage(
      name: base.isEmpty ? package.name : base,
      version: package.version
    )
    package.dependencies = Set((sections["%DEPENDS%"] ?? []).compactMap(Self.dependency)).sorted()
    return package
  }

  /// `custom:Public Domain` is a licence that the distribution has no text of.
  private static func license(_ text: String) -> String {
    normalizedLicense(String(text.dropping(prefix: "custom:") ?? text[...]))
  }

  /// The name in `glibc>=2.38`; libraries are no packages.
  private static func dependency(_ text: String) -> String? {
    let name = text.prefix { !"<>=".contains($0) }
    return name.hasSuffix(".so") || name.isEmpty ? nil : String(name)
  }

  private func files(_ bytes: Span<UInt8>) throws(AnalysisError) -> [PathKey] {
    var keys: [PathKey] = []
    var isList = false
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      if line.isEmpty {
        isList = false
      } else if !isList {
        isList = bytes.holds("%FILES%", at: line.lowerBound) && line.count == 7
      } else if bytes[line.upperBound - 1] != UInt8(ascii: "/") {
        guard keys.count < limits.entries else { throw .limit("more than \(limits.entries) files") }
        keys.append(PathKey(bytes: bytes.extracting(line)))
      }
    }
    return keys
  }
}

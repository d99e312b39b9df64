import Formats
package import Model

/// Reads Portage's database of installed packages: `var/db/pkg/CATEGORY/NAME-VERSION/…`.
///
/// Layout: a directory for each package whose name gives name, version and revision, with small
/// files in it. `CONTENTS` lists what was installed, a line each: `dir PATH`, `obj PATH MD5 TIME`,
/// `sym PATH -> TARGET TIME`, `fif PATH`, `dev PATH`; it is there even for packages without files.
/// `LICENSE` has names of Gentoo's own, with `|| ( A B )` for a choice.
/// Source: PMS 8, appendix "vdb"; portage's vartree.
package struct PortageAnalyzer: FileAnalyzer {
  package static let name = "portage-vdb"
  package static let version = 1
  package static let summary = "Gentoo packages that Portage installed (var/db/pkg)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .ending("CONTENTS", under: "var/db/pkg"),
    .ending("LICENSE", under: "var/db/pkg"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let parts = file.path.split(separator: "/")
    guard parts.count == 6 else { return }
    let holder = Claim.Holder.declared(inFile: file.directory + "/CONTENTS")
    switch parts[5] {
    case "CONTENTS":
      guard let (name, version) = Self.nameAndVersion(parts[4]) else {
        throw .malformed("no version in the directory name")
      }
      let evidence = Evidence(analyzer: Self.name, method: .installedDatabase, path: file.path)
      facts.packages.append(
        Package(
          .ebuild,
          namespace: String(parts[3]),
          name: name,
          version: version,
          evidence: evidence
        )
      )
      let files = try files(contents)
      if !files.isEmpty { facts.claims.append(Claim(holder, files: files)) }
    case "LICENSE":
      let text = contents.text(in: 0..<contents.count) ?? ""
      if let license = GentooLicense.expression(text) {
        facts.claims.append(Claim(holder, licenses: [license]))
      }
    default: break
    }
  }

  /// Splits `openssl-3.0.9-r2`: the version begins at the last hyphen before a digit, the
  /// revision left aside.
  static func nameAndVersion(_ directory: Substring) -> (name: String, version: String)? {
    var end = directory.endIndex
    if let (head, tail) = directory.cut(atLast: "-"), tail.first == "r", tail.count > 1,
      tail.dropFirst().utf8.allSatisfy(\.isASCIIDigit)
    {
      end = head.endIndex
    }
    guard let (name, version) = directory[..<end].cut(atLast: "-"), !name.isEmpty,
      version.utf8.first?.isASCIIDigit == true
    else { return nil }
    return (String(name), String(directory[version.startIndex...]))
  }

  private func files(_ bytes: Span<UInt8>) throws(AnalysisError) -> [PathKey] {
    var keys: [PathKey] = []
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      guard line.count > 4, !bytes.holds("dir ", at: line.lowerBound) else { continue }
      guard let path = path(in: line, of: bytes) else {
        throw .malformed("line \(lines.number) names no file")
      }
      guard keys.count < limits.entries else { throw .limit("more than \(limits.entries) files") }
      keys.append(PathKey(bytes: bytes.extracting(path)))
    }
    return keys
  }

  /// Paths may have spaces, so what follows them is cut off from the end.
  private func path(in line: Range<Int>, of bytes: Span<UInt8>) -> Range<Int>? {
    let rest = bytes.withoutRoot((line.lowerBound + 4)..<line.upperBound)
    if bytes.holds("obj ", at: line.lowerBound) {
      return bytes.droppingWord(bytes.droppingWord(rest))
    }
    if bytes.holds("sym ", at: line.lowerBound) {
      var at = rest.lowerBound
      while at < rest.upperBound, !bytes.holds(" -> ", at: at) { at += 1 }
      return at < rest.upperBound ? rest.lowerBound..<at : nil
    }
    let isOther =
      bytes.holds("fif ", at: line.lowerBound) || bytes.holds("dev ", at: line.lowerBound)
    return isOther ? rest : nil
  }
}

extension Span<UInt8> {
  /// The range without its last space and what follows it; `nil` where there is none.
  fileprivate func droppingWord(_ range: Range<Int>?) -> Range<Int>? {
    guard let range else { return nil }
    var end = range.upperBound
    while end > range.lowerBound {
      end -= 1
      if self[end] == UInt8(ascii: " ") { return range.lowerBound..<end }
    }
    return nil
  }
}

import Formats
package import Model

/// Reads which files a Debian package brought.
///
/// Layout: `var/lib/dpkg/info/NAME.list` or `NAME:ARCH.list` (for `Multi-Arch: same`), one
/// absolute path a line, directories and configuration files included, `/.` for the root; and
/// `NAME.md5sums`, `HASH  PATH` a line, without configuration files. dpkg writes the first of any
/// package it unpacks, so the second adds nothing beside it, but some images are made slim by
/// deleting the first, and distroless has only the second, in `status.d`.
package struct DpkgFilesAnalyzer: FileAnalyzer {
  package static let name = "dpkg-files"
  package static let version = 2
  package static let summary = "Files of Debian packages (info/*.list, *.md5sums)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [
    .ending(".list", under: "var/lib/dpkg/info"),
    .ending(".md5sums", under: "var/lib/dpkg/info"),
    .ending(".md5sums", under: "var/lib/dpkg/status.d"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let isList = file.name.hasSuffix(".list")
    let name = String(file.name.dropLast(isList ? ".list".count : ".md5sums".count))
    guard !name.isEmpty else { throw .malformed("no package in the file name") }
    let owner = PackageOwner(ecosystem: .deb, name: name)
    let files = isList ? try listed(in: contents) : try hashed(in: contents)
    guard !files.isEmpty else { return }
    facts.claims.append(Claim(.named(owner), files: files))
    facts.claims.append(Claim(.named(owner), files: maintainerScripts(of: name)))
  }

  /// The package's own scripts, which dpkg keeps beside the list and names in none.
  private func maintainerScripts(of name: String) -> [PathKey] {
    ["preinst", "postinst", "prerm", "postrm", "config"].map {
      PathKey("var/lib/dpkg/info/\(name).\($0)")
    }
  }

  private func listed(in bytes: Span<UInt8>) throws(AnalysisError) -> [PathKey] {
    var keys: [PathKey] = []
    var lines = LineCursor()
    var waiting: Range<Int>?
    while let line = lines.line(in: bytes) {
      let path = bytes.withoutRoot(line)
      // A directory comes right before what lies in it; hashing it would be in vain.
      if let parent = waiting, !bytes.isParent(parent, of: path) {
        keys.append(PathKey(bytes: bytes.extracting(parent)))
      }
      waiting = path.isEmpty ? nil : path
      try check(keys.count, path)
    }
    if let last = waiting { keys.append(PathKey(bytes: bytes.extracting(last))) }
    return keys
  }

  /// 32 hexadecimal digits, two spaces, and the path without a leading slash.
  private func hashed(in bytes: Span<UInt8>) throws(AnalysisError) -> [PathKey] {
    var keys: [PathKey] = []
    var lines = LineCursor()
    while let line = lines.line(in: bytes) {
      if line.isEmpty { continue }
      guard line.count > 34, bytes[line.lowerBound + 32] == UInt8(ascii: " ") else {
        throw .malformed("line \(lines.number) is no checksum and path")
      }
      let path = bytes.withoutRoot((line.lowerBound + 34)..<line.upperBound)
      try check(keys.count, path)
      if !path.isEmpty { keys.append(PathKey(bytes: bytes.extracting(path))) }
    }
    return keys
  }

  private func check(_ count: Int, _ path: Range<Int>) throws(AnalysisError) {
    guard count < limits.entries else { throw .limit("more than \(limits.entries) files") }
    guard path.count <= limits.pathLength else {
      throw .limit("a path of \(path.count) bytes")
    }
  }
}

extension Span<UInt8> {
  /// A path's range without `/`, `./` or `/.` at its start.
  func withoutRoot(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound {
      if self[start] == UInt8(ascii: "/") {
        start += 1
      } else if self[start] == UInt8(ascii: "."),
        start + 1 == range.upperBound || self[start + 1] == UInt8(ascii: "/")
      {
        start += 1
      } else {
        break
      }
    }
    return start..<range.upperBound
  }

  /// Whether `path` lies below `parent`.
  fileprivate func isParent(_ parent: Range<Int>, of path: Range<Int>) -> Bool {
    guard path.count > parent.count, self[path.lowerBound + parent.count] == UInt8(ascii: "/")
    else { return false }
    for step in 0..<parent.count
    where self[parent.lowerBound + step] != self[path.lowerBound + step] {
      return false
    }
    return true
  }
}

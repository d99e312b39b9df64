import Formats
package import Model

/// Reads the licences of a Debian package from its copyright file.
///
/// Layout: `usr/share/doc/NAME/copyright`, either machine-readable (stanzas with `Files` and
/// `License`, whose first line is the short name) or free text, which by Debian policy 12.5 points
/// to `/usr/share/common-licenses` for the usual licences.
/// Source: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/.
package struct DpkgCopyrightAnalyzer: FileAnalyzer {
  package static let name = "dpkg-copyright"
  package static let version = 2
  package static let summary = "Licences of Debian packages (usr/share/doc/*/copyright)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] = [.ending("copyright", under: "usr/share/doc")]

  /// A short name is a few words; longer ones are texts in the wrong place.
  private static let longestName = 200

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let parts = file.path.split(separator: "/")
    guard parts.count == 5, parts[4] == "copyright" else { return }
    var licenses = statedLicenses(in: contents)
    if licenses.isEmpty { licenses = referredLicenses(in: contents) }
    guard !licenses.isEmpty else { return }
    let owner = PackageOwner(ecosystem: .deb, name: String(parts[3]))
    facts.claims.append(Claim(.named(owner), licenses: licenses.sorted()))
  }

  /// The `License` fields that are about files.
  ///
  /// Stanzas with a licence alone hold its text, and count only where nothing else says anything.
  private func statedLicenses(in bytes: Span<UInt8>) -> Set<String> {
    var ofFiles: Set<String> = []
    var alone: Set<String> = []
    var isMachineReadable = false
    var isFirst = true
    var cursor = ControlCursor()
    while let stanza = cursor.stanza(in: bytes) {
      if isFirst {
        isMachineReadable =
          stanza.value("Format", in: bytes) != nil
          || stanza.value("Format-Specification", in: bytes) != nil
      }
      if let license = license(of: stanza, in: bytes) {
        let isAboutFiles = isFirst || stanza.value("Files", in: bytes) != nil
        // In free text, a line that happens to begin with `License:` counts only where it names
        // licences that exist.
        if isMachineReadable || license.isListed {
          if isAboutFiles { ofFiles.insert(license.name) } else { alone.insert(license.name) }
        }
      }
      isFirst = false
    }
    return ofFiles.isEmpty ? alone : ofFiles
  }

  private func license(
    of stanza: ControlStanza,
    in bytes: Span<UInt8>
  ) -> (name: String, isListed: Bool)? {
    guard let value = stanza.value("License", in: bytes) else { return nil }
    // The whole text of a licence may follow.
    let end = bytes.position(of: UInt8(ascii: "\n"), in: value) ?? value.upperBound
    let text = bytes.text(in: value.lowerBound..<end) ?? ""
    let line = text.prefix { !$0.isNewline }.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    guard !line.isEmpty, line.utf8.count <= Self.longestName else { return nil }
    if let expression = DebianLicense.expression(line) { return (expression, true) }
    return (line, false)
  }

  /// The files of `common-licenses` that a free text points to.
  private func referredLicenses(in bytes: Span<UInt8>) -> Set<String> {
    var found: Set<String> = []
    var at = 0
    while let slash = bytes.position(of: UInt8(ascii: "/"), in: at..<bytes.count) {
      at = slash + 1
      guard bytes.endsWord("common-licenses", before: slash) else { continue }
      var end = at
      while end < bytes.count, bytes[end].isLicenseNameByte { end += 1 }
      while end > at, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
      guard let name = bytes.text(in: at..<end) else { continue }
      if let license = DebianLicenseTables.commonLicenses[name] { found.insert(license) }
    }
    return found
  }
}

extension Span<UInt8> {
  fileprivate func endsWord(_ word: StaticString, before end: Int) -> Bool {
    let start = end - word.utf8CodeUnitCount
    return start >= 0 && holds(word, at: start)
  }
}

extension UInt8 {
  fileprivate var isLicenseNameByte: Bool {
    isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}

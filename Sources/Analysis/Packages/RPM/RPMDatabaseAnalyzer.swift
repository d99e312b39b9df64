import Formats
package import Model

/// Reads rpm's database of installed packages, in each of its three forms.
///
/// The directory is `var/lib/rpm`, on Fedora, SUSE and Red Hat 10 `usr/lib/sysimage/rpm`, and with
/// rpm-ostree `usr/share/rpm`; see `RPMDatabase` for the forms. Ghost files are claimed, too: they
/// are the package's once they exist.
package struct RPMDatabaseAnalyzer: FileAnalyzer {
  package static let name = "rpm-database"
  package static let version = 1
  package static let summary =
    "RPM packages that rpm installed (rpmdb.sqlite, Packages.db, Packages)"
  package static let view = AnalysisView.installed
  package static let patterns: [FilePattern] =
    ["lib/rpm/", "lib/sysimage/rpm/", "share/rpm/"].flatMap { directory in
      ["rpmdb.sqlite", "rpmdb.sqlite-wal", "Packages.db", "Packages"]
        .map { FilePattern.tail(directory + $0) }
    }

  /// Bytes of file names that a database may make of its directories and names; a desktop system
  /// has some thirty million.
  private static let pathBudget = 512 << 20

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    if file.name.hasSuffix("-wal") { return try checkLog(contents) }
    var reading = RPMReading(file: file, paths: Self.pathBudget)
    var faults = Faults()
    var failure: RPMError?
    do throws(RPMError) {
      try RPMDatabase.visitHeaders(in: contents, limits: limits) { blob in
        do throws(RPMError) {
          try reading.add(blob)
        } catch {
          faults.note(error.text)
        }
      } fault: { what in
        faults.note(what)
      }
    } catch {
      failure = error
    }
    // What was read counts, even when the rest is lost.
    reading.finish(into: &facts)
    if let failure { throw AnalysisError(failure) }
    try faults.report()
  }

  /// rpm empties its write-ahead log when it closes the database.
  ///
  /// In one that is not empty there may be packages that the database has not.
  private func checkLog(_ bytes: Span<UInt8>) throws(AnalysisError) {
    let header = 32
    guard bytes.count > header else { return }
    throw .unsupported("changes that were not written to the database, in \(bytes.count) bytes")
  }
}

extension AnalysisError {
  init(_ error: RPMError) {
    switch error {
    case .malformed(let text): self = .malformed(text)
    case .truncated(let text): self = .truncated(text)
    case .limit(let text): self = .limit(text)
    case .unsupported(let text): self = .unsupported(text)
    }
  }
}

extension RPMError {
  /// What was wrong, whatever the kind.
  fileprivate var text: String {
    switch self {
    case .malformed(let text), .truncated(let text), .limit(let text), .unsupported(let text): text
    }
  }
}

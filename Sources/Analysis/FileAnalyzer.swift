package import Formats
package import Model

/// Reads whole files of one kind and records what they say.
///
/// An analyzer sees one file of one layer and opens nothing. What needs two files is said as a
/// `Claim` and joined later, when all layers are known.
package protocol FileAnalyzer: Sendable {
  /// Unique and stable: part of the layer-cache key and of the evidence.
  static var name: String { get }
  /// Raised when the same bytes would now give another result.
  static var version: Int { get }
  /// One line that says what it reads, for `plimsoll list analyzers`.
  static var summary: String { get }
  /// Whether it looks at installed software, at source trees, or at both.
  static var view: AnalysisView { get }
  /// The files it is shown.
  static var patterns: [FilePattern] { get }

  init(limits: Limits)

  /// Adds what `contents` says to `facts`.
  ///
  /// Facts added before an error is thrown are kept, and the error becomes a gap beside them.
  func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError)
}

/// The two ways to look at a tree of files.
package struct AnalysisView: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What is installed: images, root file systems, hosts.
  package static let installed = AnalysisView(rawValue: 1)
  /// What would be installed: lock files and manifests of a source tree.
  package static let source = AnalysisView(rawValue: 2)
  package static let both: AnalysisView = [.installed, .source]
}

/// Names the files an analyzer wants.
///
/// All patterns are compiled into one index, so keep to these shapes: they are looked up, not
/// tried one by one.
package enum FilePattern: Hashable, Sendable {
  /// Exactly this path from the root: `etc/os-release`.
  case path(String)
  /// This file name in any directory: `Cargo.lock`.
  case name(String)
  /// This end of a path, whole components in any directory: `.dist-info/METADATA` does not fit
  /// here, `lib/dpkg/status` does.
  case tail(String)
  /// A file name that ends like this, optionally below a directory given from the root
  /// (`var/lib/dpkg/info`).
  case ending(String, under: String = "")
  /// A file name that ends like this, in a directory whose own name ends as given: `.json` in
  /// `conda-meta`.
  case endingIn(String, directoryEnding: String)
  /// A file name that ends like this, in any directory right below one with the given end of its
  /// path, whole components: `.php` in each directory of `wp-content/plugins`.
  case endingInEach(String, of: String)
  /// Every file right in this directory, given from the root.
  case directory(String)
  /// Every file right in this directory, given from the root, whose name begins like this: those
  /// in `boot` that begin with `vmlinuz`.
  case beginning(String, in: String)
  /// Every directory right in this one, given from the root: shown by its name, with no contents.
  ///
  /// For a store whose records are the names of its directories, as Nix has one. An entry of the
  /// archive is enough: no file below need be looked at.
  case directories(of: String)
  /// This file name in a directory whose own name ends as given: `METADATA` in `.dist-info`.
  case nameIn(String, directoryEnding: String)
  /// Any ELF, PE or Mach-O file, whatever its name.
  case executable
}

/// Why an analyzer could not make sense of a file.
package enum AnalysisError: Error, Hashable {
  /// The bytes are not what the format says; what, and where.
  case malformed(String)
  case truncated(String)
  /// A limit was reached; which.
  case limit(String)
  /// A format or version we do not read.
  case unsupported(String)

  package init(_ error: DataError) {
    switch error {
    case .malformed(let what, let line, let column):
      self = .malformed("\(what) at line \(line), column \(column)")
    case .truncated(let line): self = .truncated("the document ends in line \(line)")
    case .notUTF8(let offset): self = .malformed("not UTF-8 at byte \(offset)")
    case .limit(let which): self = .limit(which)
    }
  }

  /// The gap this leaves.
  package func gap(path: String, source: String) -> CoverageGap {
    switch self {
    case .malformed(let text): CoverageGap(.malformed, path: path, source: source, detail: text)
    case .truncated(let text): CoverageGap(.truncated, path: path, source: source, detail: text)
    case .limit(let text): CoverageGap(.limit, path: path, source: source, detail: text)
    case .unsupported(let text): CoverageGap(.unsupported, path: path, source: source, detail: text)
    }
  }
}

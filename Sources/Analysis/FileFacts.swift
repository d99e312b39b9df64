package import Model

/// What the analyzers found in one file of one layer.
package struct FileFacts: Hashable, Sendable {
  /// Packages the file declares.
  ///
  /// Their evidence names this file.
  package var packages: [Package] = []
  package var system: OperatingSystem?
  package var claims: [Claim] = []
  package var gaps: [CoverageGap] = []
  package var executable: ExecutableFacts?
  /// The Maven project that the file describes, which others in the tree may have a say in.
  package var project: MavenModel?
  /// Who may log in, as this file has it.
  package var access: AccessFacts?

  /// Secrets in the file, as far as they were looked for.
  package var secrets: [SecretTrace] = []

  package init() {}

  package var isEmpty: Bool {
    packages.isEmpty && system == nil && claims.isEmpty && gaps.isEmpty && executable == nil
      && project == nil && access == nil && secrets.isEmpty
  }
}

/// A statement about a package that another file declares, joined once all layers are known.
package struct Claim: Hashable, Sendable {
  /// The package the statement is about.
  package enum Holder: Hashable, Sendable {
    /// A package by name: `deb` `libssl3`, or with its architecture `libssl3:amd64`.
    case named(PackageOwner)
    /// The packages whose evidence is the file at this path.
    case declared(inFile: String)
  }

  package var holder: Holder
  /// Files that the package owns, hashed; see `PathKey`.
  package var files: [PathKey]
  /// Directories below which the package owns every file that no package names.
  package var directories: [String]
  /// Licences that this file states for the package.
  package var licenses: [String]
  /// Whether this file declares every package that is used of those the held file lists, so that
  /// the others count for nothing: a `go.mod` with its whole graph, beside a `go.sum` that
  /// remembers more than is built.
  ///
  /// Only where the holder is a file.
  package var isComplete: Bool

  package init(
    _ holder: Holder,
    files: [PathKey] = [],
    directories: [String] = [],
    licenses: [String] = [],
    isComplete: Bool = false
  ) {
    self.holder = holder
    self.files = files
    self.directories = directories
    self.licenses = licenses
    self.isComplete = isComplete
  }
}

/// What the first bytes and the hash of an executable tell.
package struct ExecutableFacts: Hashable, Sendable {
  package var kind: UnownedFile.Kind
  package var size: Int64
  package var sha256: Digest
  /// What it needs to run.
  package var links: ProgramLinks

  package init(
    kind: UnownedFile.Kind,
    size: Int64,
    sha256: Digest,
    links: ProgramLinks = ProgramLinks()
  ) {
    self.kind = kind
    self.size = size
    self.sha256 = sha256
    self.links = links
  }
}

import Formats
package import Model

/// Reads `*.deps.json`, which lies beside every built .NET program, and beside the shared runtimes.
///
/// The files it names belong to its packages, so that an assembly is not listed once more under
/// the version that it gives itself.
package struct DotNetDepsAnalyzer: FileAnalyzer {
  package static let name = "dotnet-deps"
  package static let version = 1
  package static let summary = "Packages that .NET programs and runtimes consist of (*.deps.json)"
  package static let view = AnalysisView.both
  package static let patterns: [FilePattern] = [.ending(".deps.json")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let document = try Document.json(contents, limits)
    // Other programs use the ending for other things.
    guard document["runtimeTarget"] != nil || document["libraries"] != nil else { return }
    let evidence = Evidence(analyzer: Self.name, method: .installedMetadata, path: file.path)
    let program = DotNetProgram(file)
    let libraries = DotNetDependencies(document).libraries
    if let (name, version) = program.runtime(named: libraries.map(\.name), for: document) {
      try facts.add(
        Package(.nuget, name: name, version: version, evidence: evidence),
        within: limits
      )
    }
    var claimed = 0
    for library in libraries {
      var package = Package(
        .nuget,
        name: library.name,
        version: library.version,
        evidence: evidence
      )
      package.dependencies = library.dependencies
      package.setDigests(library.digests)
      try facts.add(package, within: limits)
      let files = library.files.compactMap { $0.normalizedPath(from: file.directory) }
      claimed += files.count
      guard claimed <= limits.packagesPerFile else { throw .limit("files in one deps.json") }
      claim(files, for: library.name, of: program, in: &facts)
    }
  }

  private func claim(
    _ files: [String],
    for name: String,
    of program: DotNetProgram,
    in facts: inout FileFacts
  ) {
    guard !files.isEmpty else { return }
    let owned = files + (files.contains(program.assembly) ? program.companions : [])
    let owner = Claim.Holder.named(PackageOwner(ecosystem: .nuget, name: name))
    // A shared runtime has a directory of its own.
    facts.claims.append(
      Claim(
        owner,
        files: owned.map { PathKey($0) } + program.hostFiles.map { PathKey($0) },
        directories: program.isSharedRuntime ? [program.directory] : []
      )
    )
    for path in files where path.hasSuffix(".dll") || path.hasSuffix(".exe") {
      facts.claims.append(Claim(.declared(inFile: path), isComplete: true))
    }
  }
}

/// The places around a `deps.json`.
private struct DotNetProgram {
  let directory: String
  /// `NAME` of `NAME.deps.json`, from the root.
  private let stem: String
  private let root: [Substring]

  init(_ file: FileEntry) {
    directory = String(file.directory)
    stem = String(file.path.dropping(suffix: ".deps.json") ?? file.path[...])
    root = file.directory.pieces(on: "/")
  }

  /// The assembly that the file is named for.
  var assembly: String { stem + ".dll" }

  /// What the build puts beside that: the program that starts it, and its settings.
  var companions: [String] {
    [stem, stem + ".exe", stem + ".pdb", stem + ".deps.json", stem + ".runtimeconfig.json"]
  }

  /// `shared/Microsoft.NETCore.App/8.0.1/Microsoft.NETCore.App.deps.json`.
  var isSharedRuntime: Bool {
    root.count >= 3 && root[root.count - 3] == "shared"
      && stem.hasSuffix("/\(root[root.count - 2])")
  }

  /// The name and version that advisories know the shared runtime by, where its own list has
  /// another: until .NET 5 that names the packages it was put together from.
  func runtime(
    named names: [String],
    for document: DataNode
  ) -> (name: String, version: String)? {
    guard isSharedRuntime, let version = root.last else { return nil }
    let prefix = "\(root[root.count - 2]).Runtime."
    let target = document["runtimeTarget"]?["name"]?.string?.cut(at: "/")
    guard let target, !names.contains(where: { $0.hasPrefix(prefix) }) else { return nil }
    return (prefix + target.after, String(version))
  }

  /// The programs that find a runtime, which come with the basic one.
  var hostFiles: [String] {
    guard isSharedRuntime, root[root.count - 2] == "Microsoft.NETCore.App" else { return [] }
    let home = root.dropLast(3).map { $0 + "/" }.joined()
    return ["dotnet", "dotnet.exe"].map { home + $0 }
      + ["libhostfxr.so", "hostfxr.dll"].map { "\(home)host/fxr/\(root[root.count - 1])/\($0)" }
  }
}

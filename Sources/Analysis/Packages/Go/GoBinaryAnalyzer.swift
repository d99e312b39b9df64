package import Formats
package import Model

/// Reads the modules and the toolchain that a Go program says it was built with.
///
/// Source: Go, debug/buildinfo; `go version -m`.
package struct GoBinaryAnalyzer: FileAnalyzer {
  package static let name = "go-binary"
  package static let version = 1
  package static let summary = "Modules and toolchain in the build information of Go programs"
  package static let view = AnalysisView.both
  package static let patterns = [FilePattern.executable]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var seen: Set<GoPackageKey> = []
    do throws(BinaryError) {
      for executable in try executables(in: contents) {
        guard let build = try GoBuildInfo(in: executable, contents) else {
          try GoBinaryAnalyzer.refuseUnreadable(executable)
          continue
        }
        guard build.dependencies.count <= limits.packagesPerFile else {
          throw .limit("packages in one file")
        }
        for package in GoBinaryPackages(file: file.path).packages(of: build)
        where seen.insert(GoPackageKey(package)).inserted {
          facts.packages.append(package)
        }
        if build.main == nil, build.dependencies.isEmpty, build.path.contains(".") {
          facts.gaps.append(GoBinaryAnalyzer.dependenciesUnknown(file.path))
        }
      }
    } catch {
      throw AnalysisError(error)
    }
  }

  /// Distributions often build with `GO111MODULE=off`, and then only the toolchain is recorded.
  private static func dependenciesUnknown(_ path: String) -> CoverageGap {
    CoverageGap(
      .missing,
      path: path,
      source: name,
      detail: "built without Go modules: its dependencies are not recorded"
    )
  }

  /// Programs from before Go 1.13, or with the record cut out, still carry Go's function table.
  private static func refuseUnreadable(_ file: any MappedExecutable) throws(BinaryError) {
    for name in [".gopclntab", "__gopclntab", ".note.go.buildid"]
    where file.contents(ofSection: name) != nil {
      throw .unsupported("a Go program without build information: its modules are not known")
    }
  }
}

/// One module of one version: universal Mach-O files repeat them for each machine.
private struct GoPackageKey: Hashable {
  let namespace: String
  let name: String
  let version: String

  init(_ package: Package) {
    (namespace, name, version) = (package.namespace, package.name, package.version)
  }
}

extension AnalysisError {
  /// An error in an executable, said of the file that holds it.
  package init(_ error: BinaryError) {
    switch error {
    case .malformed(let text): self = .malformed(text)
    case .truncated(let text): self = .truncated(text)
    case .limit(let text): self = .limit(text)
    case .unsupported(let text): self = .unsupported(text)
    }
  }
}

package import Formats
package import Model

/// Reads what Java archives say they are and hold: Maven coordinates, manifests, file names, and
/// the archives within.
///
/// Source: JAR File Specification; Maven archiver (`META-INF/maven`); Spring Boot, "The Executable
/// Jar Format" (`BOOT-INF/lib`); Servlet 4.0, 10.5 (`WEB-INF/lib`); Jakarta EE, "Application
/// Assembly" (ear).
package struct JavaArchiveAnalyzer: FileAnalyzer {
  package static let name = "java-archive"
  package static let version = 1
  package static let summary = "Java archives (jar, war, ear, …), nested and shaded ones included"
  package static let view = AnalysisView.both
  package static let patterns = JavaArchiveAnalyzer.endings.map { FilePattern.ending($0) }

  /// What an archive of Java code may be called.
  ///
  /// The last ones are other things as well.
  static let endings = [
    ".jar", ".war", ".ear", ".hpi", ".jpi", ".kar", ".lpkg", ".sar", ".par", ".nar", ".rar",
  ]
  private static let sharedEndings = [".sar", ".par", ".nar", ".rar"]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    // Empty files take the place of jars that are only in the class path.
    guard !contents.isEmpty else { return }
    let name = file.path.lowercased()
    if JavaArchiveAnalyzer.sharedEndings.contains(where: name.hasSuffix),
      !ZipReader.isZip(contents)
    {
      return
    }
    var walk = JavaArchiveWalk(file: file.path, limits: limits)
    defer {
      facts.packages += walk.packages
      facts.gaps += walk.gaps
    }
    do throws(ZipError) {
      try walk.read(contents, JavaArchivePlace(fileName: String(file.name)))
    } catch {
      throw AnalysisError(error)
    }
  }
}

extension AnalysisError {
  /// An error in a ZIP archive, said of the file that it is.
  package init(_ error: ZipError) {
    switch error {
    case .malformed(let text): self = .malformed(text)
    case .truncated(let text): self = .truncated(text)
    case .limit(let text): self = .limit(text)
    case .unsupported(let text): self = .unsupported(text)
    }
  }
}

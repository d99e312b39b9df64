import Formats
package import Model

/// Reads `conanfile.txt`, of which it takes what is asked for in one version.
///
/// Source: Conan documentation, "conanfile.txt".
package struct ConanFileAnalyzer: FileAnalyzer {
  package static let name = "conan-file"
  package static let version = 1
  package static let summary = "Exact requirements of C and C++ projects (conanfile.txt)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("conanfile.txt")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    let evidence = Evidence(analyzer: Self.name, method: .manifest, path: file.path)
    for (section, text, line) in ConanSections.lines(try Document.lines(contents)) {
      let scope: Package.Scope
      switch section {
      case "requires": scope = .runtime
      case "build_requires", "tool_requires", "test_requires": scope = .development
      default: continue
      }
      guard let reference = ConanReference(text) else {
        facts.note(.malformed, evidence, "line \(line) names no package")
        continue
      }
      guard reference.isExact else { continue }
      var package = reference.package(evidence)
      package.scope = scope
      try facts.add(package, within: limits)
    }
  }
}

/// The files of Conan that are made of `[section]` headings and lines.
enum ConanSections {
  /// Each line that says something, with the section it is in and its number.
  static func lines(_ lines: TextLines) -> [(section: String, text: Substring, number: Int)] {
    var section = ""
    var found: [(section: String, text: Substring, number: Int)] = []
    for line in lines {
      // A hash right behind a reference is its revision.
      let text = (line.text.hasPrefix("#") ? "" : line.text.withoutComment).trimmed
      if let name = text.dropping(prefix: "[")?.dropping(suffix: "]") {
        section = String(name)
      } else if !text.isEmpty {
        found.append((section, text, line.number))
      }
    }
    return found
  }
}

extension Substring {
  /// What stands before a `#` with white space before it.
  fileprivate var withoutComment: Substring {
    var last: UInt8 = 0
    for index in utf8.indices {
      if utf8[index] == UInt8(ascii: "#"), last.isASCIIWhitespace { return self[..<index] }
      last = utf8[index]
    }
    return self
  }
}

import Formats
package import Model

/// Reads Bundler's lock file, `Gemfile.lock` or `gems.locked`.
///
/// Layout: sections with a heading at the left margin. A source (`GEM`, `GIT`, `PATH`,
/// `PLUGIN SOURCE`) has options, indented by 2, and `specs:`; a gem is indented by 4, what it
/// needs by 6. `CHECKSUMS` gives hashes for `name (version-platform)`.
/// Source: Bundler, `lockfile_parser.rb` and `lockfile_generator.rb`.
package struct GemfileLockAnalyzer: FileAnalyzer {
  package static let name = "ruby-gemfile-lock"
  package static let version = 1
  package static let summary = "Ruby gems that Bundler locked (Gemfile.lock, gems.locked)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [.name("Gemfile.lock"), .name("gems.locked")]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    var reader = GemfileLockReader(
      evidence: Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    )
    for line in try Document.lines(contents) {
      for mark in ["<<<<<<<", "=======", ">>>>>>>"] where line.text.hasPrefix(mark) {
        throw .malformed("an unresolved merge conflict at line \(line.number)")
      }
      reader.add(line.text)
    }
    for package in reader.finish() { try facts.add(package, within: limits) }
  }
}

private struct GemfileLockReader {
  let evidence: Evidence
  private var packages: [Package] = []
  /// The packages by what `CHECKSUMS` calls them.
  private var numbers: [String: Int] = [:]
  private var section = ""
  private var options: [String: String] = [:]
  private var remotes: [String] = []
  private var current: Int?

  init(evidence: Evidence) { self.evidence = evidence }

  mutating func add(_ line: Substring) {
    let text = line.trimmed
    guard !text.isEmpty else { return }
    let indentation = line.indentation
    if indentation == 0 {
      section = String(text)
      (options, remotes, current) = ([:], [], nil)
      return
    }
    switch section {
    case "GEM", "GIT", "PLUGIN SOURCE": addSourceLine(text, indentation)
    case "CHECKSUMS": addChecksum(text)
    // `PATH` gems are folders of the project itself; the rest repeats or describes.
    default: break
    }
  }

  private mutating func addSourceLine(_ text: Substring, _ indentation: Int) {
    switch indentation {
    case 2:
      guard let (key, value) = text.cut(at: ":") else { return }
      options[String(key)] = String(value.trimmed)
      if key == "remote" { remotes.append(String(value.trimmed)) }
    case 4: addGem(text)
    default:
      guard let current, let name = text.words.first else { return }
      // `!` marks what is pinned to the source it comes from.
      packages[current].dependencies.append(String(name.dropping(suffix: "!") ?? name))
    }
  }

  private mutating func addGem(_ text: Substring) {
    current = nil
    guard let (name, rest) = text.cut(at: " "), let inside = rest.trimmed.dropping(prefix: "("),
      let full = inside.dropping(suffix: ")")
    else { return }
    // A gem's version has no hyphen: what follows one is the platform.
    let (version, platform) = full.cut(at: "-") ?? (full, "")
    var package = Package(.gem, name: String(name), version: String(version), evidence: evidence)
    if !platform.isEmpty { package.qualifiers["platform"] = String(platform) }
    if section == "GIT", let remote = options["remote"] {
      package.qualifiers["vcs_url"] = Self.vcsURL(remote, options["revision"])
    }
    if section == "GEM", remotes.count == 1, let only = remotes.first, !Self.isDefault(only) {
      package.qualifiers["repository_url"] = only
    }
    current = packages.count
    numbers["\(name) (\(full))"] = packages.count
    packages.append(package)
  }

  private mutating func addChecksum(_ text: Substring) {
    // `rake (13.0.6) sha256=…,sha512=…`; a gem without hashes has none yet.
    guard let close = text.cut(atLast: ")") else { return }
    guard let number = numbers["\(close.before))"] else { return }
    let hashes = close.after.trimmed.pieces(on: ",").compactMap { Digest(lockText: $0.trimmed) }
    packages[number].setDigests(hashes)
  }

  func finish() -> [Package] {
    packages.map { package in
      var package = package
      package.dependencies = Set(package.dependencies).sorted()
      return package
    }
  }

  private static func isDefault(_ remote: String) -> Bool {
    ["https://rubygems.org/", "https://rubygems.org", "http://rubygems.org/"].contains(remote)
  }

  private static func vcsURL(_ remote: String, _ revision: String?) -> String {
    let url = remote.hasPrefix("git") && remote.contains("://") ? remote : "git+\(remote)"
    return revision.map { "\(url)@\($0)" } ?? url
  }
}

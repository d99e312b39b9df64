import Formats
package import Model

/// Reads pip's requirements files, of which it takes what is pinned to one version.
///
/// Layout: a requirement a line, with options (`--hash`, `-r`, `-e`, `--index-url`), comments, and
/// lines continued by a backslash. Files named with `-r` and `-c` are not followed: those of the
/// same tree are read on their own. Requirements that leave the version open are named in a gap,
/// for what they would bring is not known.
/// Source: pip documentation, "Requirements File Format"; `pip/_internal/req/req_file.py`.
package struct PythonRequirementsAnalyzer: FileAnalyzer {
  package static let name = "python-requirements"
  package static let version = 1
  package static let summary = "Python projects that a requirements file pins (requirements*.txt)"
  package static let view = AnalysisView.source
  package static let patterns: [FilePattern] = [
    .ending("requirements.txt"),
    .ending("requirements.lock"),
    .ending(".txt"),
  ]

  private let limits: Limits

  package init(limits: Limits) { self.limits = limits }

  package func analyze(
    _ file: FileEntry,
    contents: Span<UInt8>,
    into facts: inout FileFacts
  ) throws(AnalysisError) {
    guard file.isRequirements else { return }
    let text = try PythonText.decoded(contents)
    var open: [String] = []
    var lines = LogicalLines(text)
    while let line = lines.next() {
      guard let requirement = Self.requirement(line), !requirement.name.isEmpty else { continue }
      guard let version = requirement.pinnedVersion ?? Self.commit(requirement) else {
        open.append(requirement.name)
        continue
      }
      var package = PythonLock.package(requirement.name, version, in: file, by: Self.name)
      setSource(requirement.url, of: &package)
      package.setDigests(Self.hashes(line))
      try facts.add(package, within: limits)
    }
    guard !open.isEmpty else { return }
    let evidence = Evidence(analyzer: Self.name, method: .lockFile, path: file.path)
    let shown = open.prefix(8).joined(separator: ", ") + (open.count > 8 ? ", …" : "")
    facts.note(.unsupported, evidence, "requirements without an exact version: \(shown)")
  }

  private func setSource(_ url: String, of package: inout Package) {
    guard !url.isEmpty else { return }
    let bare = String(url.cut(at: "#")?.before ?? url[...])
    package.qualifiers[bare.isVersionControl ? "vcs_url" : "download_url"] = bare
  }

  /// The requirement of a line; `nil` for options, paths and archives without a name.
  private static func requirement(_ line: Substring) -> PythonRequirement? {
    var text = line
    for option in ["-e", "--editable"] {
      if let rest = text.dropping(prefix: option), rest.first == " " || rest.first == "=" {
        text = rest.dropFirst().trimmed
      }
    }
    if text.hasPrefix("-") { return nil }
    // Options of one requirement follow it: `x==1 --hash=sha256:…`.
    for mark in [" --hash", " --global-option", " --config-settings", " --install-option"] {
      if let range = text.range(ofASCII: mark) { text = text[..<range].trimmed }
    }
    if let requirement = PythonRequirement(text) { return requirement }
    // `git+https://host/path@v1#egg=name`
    guard let url = text.words.first, let fragment = url.cut(at: "#")?.after else { return nil }
    for piece in fragment.pieces(on: "&") {
      guard let egg = piece.dropping(prefix: "egg=") else { continue }
      return PythonRequirement("\(egg) @ \(url)")
    }
    return nil
  }

  /// The commit or tag of a repository, where the URL names one.
  private static func commit(_ requirement: PythonRequirement) -> String? {
    guard requirement.url.isVersionControl else { return nil }
    let bare = requirement.url.cut(at: "#")?.before ?? requirement.url[...]
    guard let (address, reference) = bare.cut(atLast: "@"), address.contains("/"),
      !reference.contains("/"), !reference.isEmpty
    else { return nil }
    return String(reference)
  }

  private static func hashes(_ line: Substring) -> [Digest] {
    let words = line.words
    return words.enumerated().compactMap { index, word in
      if let hash = word.dropping(prefix: "--hash=") { return Digest(lockText: hash) }
      guard word == "--hash", index + 1 < words.count else { return nil }
      return Digest(lockText: words[index + 1])
    }
  }
}

/// Walks the lines of a requirements file: continued ones joined, comments and blank ones left out.
private struct LogicalLines {
  private var lines: TextLines

  init(_ text: String) { lines = TextLines(text) }

  mutating func next() -> Substring? {
    while let line = lines.next() {
      var text = String(line.text)
      while !text.trimmed.hasPrefix("#"), text.utf8.last == UInt8(ascii: "\\"),
        let more = lines.next()
      {
        // pip joins the lines with nothing between; a following comment line ends them.
        text.removeLast()
        text += more.text
      }
      let bare = text.withoutComment.trimmed
      if !bare.isEmpty { return bare }
    }
    return nil
  }
}

extension FileEntry {
  /// Whether the name says requirements, or the directory does.
  ///
  /// Constraints are none: they bring nothing by themselves.
  fileprivate var isRequirements: Bool {
    let name = self.name.lowercased()
    if name.contains("requirement") { return true }
    return name.hasSuffix(".txt")
      && (directory == "requirements" || directory.hasSuffix("/requirements"))
  }
}

extension StringProtocol where SubSequence == Substring {
  /// Whether this is the URL of a repository as pip writes it: `git+https://…`.
  fileprivate var isVersionControl: Bool {
    ["git+", "hg+", "svn+", "bzr+"].contains { hasPrefix($0) }
  }

  /// The text before a `#` that begins the line or follows white space.
  fileprivate var withoutComment: Substring {
    var before: UInt8 = 0x20
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if utf8[index] == UInt8(ascii: "#"), before.isASCIIWhitespace { return self[..<index] }
      before = utf8[index]
      index = utf8.index(after: index)
    }
    return self[...]
  }

  /// Where a text of ASCII begins.
  fileprivate func range(ofASCII wanted: String) -> Index? {
    var index = utf8.startIndex
    while index < utf8.endIndex {
      if self[index...].utf8.starts(with: wanted.utf8) { return index }
      index = utf8.index(after: index)
    }
    return nil
  }
}

/// Text as Windows shells may have written it.
enum PythonText {
  /// Decodes UTF-8, or UTF-16 with a byte order mark, which `pip freeze > file` gives there.
  static func decoded(_ bytes: Span<UInt8>) throws(AnalysisError) -> String {
    guard bytes.count >= 2 else { return try Document.text(bytes) }
    let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE
    guard isLittle || bytes[0] == 0xFE && bytes[1] == 0xFF else {
      return try Document.text(bytes)
    }
    guard bytes.count.isMultiple(of: 2) else { throw .truncated("half a UTF-16 unit at the end") }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 2, to: bytes.count, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(isLittle ? second << 8 | first : first << 8 | second)
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw .malformed("not UTF-16")
    }
    return text
  }
}

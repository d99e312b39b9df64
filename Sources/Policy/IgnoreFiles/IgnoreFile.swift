package import Formats
package import Model

/// What another tool's ignore file says, as far as it is understood.
package struct IgnoreFile: Hashable, Sendable {
  /// The tools whose files are read.
  package enum Format: String, Sendable, CaseIterable {
    /// `.trivyignore`: a line for each name.
    case trivy = ".trivyignore"
    case trivyYAML = ".trivyignore.yaml"
    case grype = ".grype.yaml"
    case osvScanner = "osv-scanner.toml"

    /// The names that files of this format are looked for under.
    package var names: [String] {
      switch self {
      case .trivy: [".trivyignore"]
      case .trivyYAML: [".trivyignore.yaml", ".trivyignore.yml"]
      case .grype: [".grype.yaml", ".grype.yml", "grype.yaml", ".grype/config.yaml"]
      case .osvScanner: ["osv-scanner.toml"]
      }
    }
  }

  package var name: String
  package var format: Format
  package var rules: [DismissalRule]
  /// What is not understood, and is therefore not followed, each with its line.
  package var warnings: [String]

  init(name: String, format: Format) {
    self.name = name
    self.format = format
    rules = []
    warnings = []
  }

  mutating func warn(_ text: String, line: Int) { warnings.append("\(name):\(line): \(text)") }

  /// Reads a file by its name, or, under a name that says nothing, by what is in it.
  package static func read(
    _ bytes: Span<UInt8>,
    name: String,
    limits: Limits
  ) throws(IgnoreFileError) -> IgnoreFile {
    do {
      let format = try Format(name: name, bytes: bytes, limits: limits)
      var file = IgnoreFile(name: name, format: format)
      switch format {
      case .trivy:
        TrivyIgnoreReader.read(try TextLines(bytes), into: &file)
      case .trivyYAML:
        for root in try YAMLReader.parse(bytes, limits: limits) {
          TrivyIgnoreReader.read(root, into: &file)
        }
      case .grype:
        for root in try YAMLReader.parse(bytes, limits: limits) {
          GrypeIgnoreReader.read(root, into: &file)
        }
      case .osvScanner:
        OSVScannerReader.read(try TOMLReader.parse(bytes, limits: limits), into: &file)
      }
      return file
    } catch {
      throw .unreadable(error)
    }
  }
}

extension IgnoreFile.Format {
  init(name: String, bytes: Span<UInt8>, limits: Limits) throws(DataError) {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if let known = Self.allCases.first(where: { $0.names.contains(last) }) {
      self = known
    } else if last.hasSuffix(".toml") {
      self = .osvScanner
    } else if last.hasSuffix(".yaml") || last.hasSuffix(".yml") {
      let root = try YAMLReader.parse(bytes, limits: limits).first
      self = root?["ignore"] != nil ? .grype : .trivyYAML
    } else {
      self = .trivy
    }
  }
}

/// Why an ignore file says nothing that can be followed.
package enum IgnoreFileError: Error, Hashable {
  case unreadable(DataError)
}

extension IgnoreFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let error): error.sentence
    }
  }
}

/// One entry of an ignore file while it is read.
struct IgnoreEntry {
  var conditions: [DismissalCondition] = []
  var labels: [String] = []
  var reason = ""
  var expires: CalendarDate?
  /// Something that would make it hold for less is not understood: following it would be worse than
  /// not.
  var isBroken = false

  /// Adds the rule to a file, unless it is broken or says nothing.
  func add(to file: inout IgnoreFile, line: Int) {
    guard !isBroken else { return }
    guard !conditions.isEmpty else {
      file.warn("the entry names nothing, and is not followed", line: line)
      return
    }
    file.rules.append(
      DismissalRule(
        by: .ignoreFile,
        origin: "\(file.name):\(line)",
        label: labels.isEmpty ? "line \(line)" : labels.joined(separator: " in "),
        reason: reason,
        expires: expires,
        conditions: conditions
      )
    )
  }

  /// Warns of what narrows the entry and is not understood.
  mutating func give(up reason: String, line: Int, in file: inout IgnoreFile) {
    file.warn("\(reason); the entry is not followed", line: line)
    isBroken = true
  }

  mutating func setEnd(_ text: String, line: Int, in file: inout IgnoreFile) {
    guard let date = CalendarDate(text) else {
      give(up: "'\(text)' is no day there is, as YYYY-MM-DD", line: line, in: &file)
      return
    }
    expires = date
  }

  mutating func addPaths(_ patterns: [String], line: Int, in file: inout IgnoreFile) {
    guard !patterns.isEmpty else { return }
    var globs: [TextPattern] = []
    for text in patterns {
      do {
        globs.append(try TextPattern(glob: text))
      } catch {
        give(up: "'\(text)' is no pattern: \(error)", line: line, in: &file)
      }
    }
    conditions.append(.path(globs))
  }
}

extension DataNode {
  /// All texts of a list, or a single one.
  var texts: [String] { elements.compactMap(\.scalarText) }

  /// A text that is there and not empty.
  var filledText: String? { scalarText.flatMap { $0.isEmpty ? nil : $0 } }
}

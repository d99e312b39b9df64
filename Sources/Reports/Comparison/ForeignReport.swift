import Advisories
package import Formats
package import Model

/// What another scanner reported of an artifact, as far as it can be compared.
package struct ForeignReport: Hashable, Sendable {
  /// Whose report it is.
  package enum Tool: String, Sendable {
    case grype
    case trivy
  }

  package var tool: Tool
  /// What it calls the artifact; empty where it does not say.
  package var artifact: String
  package var findings: [ForeignFinding]
  /// What it found and left out.
  package var ignored: [ForeignFinding]
  /// The packages it lists, with findings or without; empty where it lists none.
  package var packages: Set<ForeignPackage>

  package init(_ tool: Tool, artifact: String) {
    self.tool = tool
    self.artifact = artifact
    findings = []
    ignored = []
    packages = []
  }

  /// Reads a report of Trivy or Grype in JSON; which of them it is, its members say.
  package static func read(
    _ bytes: Span<UInt8>,
    limits: Limits
  ) throws(ForeignReportError) -> ForeignReport {
    let root: DataNode
    do {
      root = try JSONReader.parse(bytes, limits: limits)
    } catch {
      throw .unreadable(error)
    }
    if root["matches"] != nil { return try GrypeReport(root).report() }
    // A report of Trivy about nothing has no results.
    if root["Results"] != nil || root["SchemaVersion"] != nil {
      return try TrivyReport(root).report()
    }
    throw .unknownFormat
  }
}

/// One flaw in one package, as another scanner has it.
package struct ForeignFinding: Hashable, Sendable {
  /// Its identifier, then the others it names.
  package var names: [String]
  package var package: ForeignPackage
  /// In the artifact; empty where it does not say.
  package var path: String
  package var severity: Severity
  /// Versions with the fix, as it writes them.
  package var fixedVersions: [String]
  /// Whose data it names.
  package var source: String

  package var id: String { names.first ?? "" }

  /// The names to know it by: a notice covers many flaws, so that where there is a CVE that counts.
  var flawNames: [String] {
    let numbers = names.filter { FlawNames.isCVE($0) }
    return numbers.isEmpty ? names : numbers
  }
}

/// A package by its name and version, in a form in which two tools agree.
package struct ForeignPackage: Hashable, Sendable {
  /// As the tool writes it.
  package var name: String
  package var version: String
  /// The name that is compared.
  package let key: String
  /// The version that is compared.
  package let versionKey: String

  /// - Parameter purl: where there is one, it tells the whole name.
  package init(name: String, version: String, purl: String) {
    // What is no package URL says nothing, and the name is there besides.
    let parsed = purl.isEmpty ? nil : try? PackageURL(parsing: purl, conformance: .grammar)
    self.name = parsed.map(Self.fullName) ?? name
    self.version = version
    key = Self.key(of: self.name)
    versionKey = Self.plain(version)
  }

  /// A package of ours.
  package init(_ package: Package) {
    name = package.fullName
    version = package.version
    key = Self.key(of: name)
    versionKey = Self.plain(version)
  }

  private static func fullName(_ purl: PackageURL) -> String {
    let isOfDistribution = ["alpm", "apk", "deb", "rpm"].contains(purl.type)
    guard !isOfDistribution, !purl.namespace.isEmpty else { return purl.name }
    return "\(purl.namespace)\(purl.type == "maven" ? ":" : "/")\(purl.name)"
  }

  /// Small letters, and one mark for all that Python takes for one.
  private static func key(of name: String) -> String {
    String(name.lowercased().map { $0 == "_" || $0 == "." ? "-" : $0 })
  }

  /// Without an epoch, which tools write apart, and without the letters of a tag.
  private static func plain(_ version: String) -> String {
    var rest = version[...]
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy(\.isNumber) {
      rest = rest[rest.index(after: colon)...]
    }
    for mark in ["go", "v"] where rest.hasPrefix(mark) {
      let number = rest.dropFirst(mark.count)
      if number.first?.isNumber == true { return String(number) }
    }
    return String(rest)
  }
}

/// Why a report of another scanner could not be read.
package enum ForeignReportError: Error, Hashable {
  case unreadable(DataError)
  /// JSON, but of neither tool.
  case unknownFormat
  /// Something is not what the format has there; where and what.
  case malformed(String)
}

extension ForeignReportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(.malformed(let text, let line, _)): "line \(line): it is no JSON: \(text)"
    case .unreadable(.truncated(let line)): "line \(line): it ends in the middle of a value"
    case .unreadable(.notUTF8): "it is not text in UTF-8"
    case .unreadable(.limit(let limit)): "it is over a limit: \(limit)"
    case .unknownFormat:
      "it is neither a report of Trivy (trivy image --format json) "
        + "nor of Grype (grype -o json)"
    case .malformed(let text): text
    }
  }
}

extension ForeignReport {
  /// The first of many texts, and how many more there are: a report may list any number.
  static func few(_ texts: some Collection<String>) -> String {
    let shown = texts.count > 8 ? Array(texts.prefix(8)).sorted() : texts.sorted()
    let rest = texts.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}

import Formats
package import Model

/// The checks of compose files, sorted by id.
package let allComposeChecks: [TableCheck<ComposeFile>] =
  (ComposePrivilegeTables.all + ComposeHostTables.all + ComposeImageTables.all
  + ComposeResourceTables.all + ComposeSecretTables.all)
  .sorted { $0.rule.id < $1.rule.id }

/// Reads compose files and asks the chosen checks about their services.
package struct ComposeChecker: Sendable {
  private let checks: [TableCheck<ComposeFile>]
  private let limits: Limits

  package init(_ selection: CheckSelection, limits: Limits) {
    checks = allComposeChecks.filter { selection.includes($0.rule) }
    self.limits = limits
  }

  /// Names that compose files have.
  package static func recognizes(_ path: String) -> Bool {
    let name = (path.split(separator: "/").last ?? "").lowercased()
    guard let stem = name.dropping(suffix: ".yml") ?? name.dropping(suffix: ".yaml") else {
      return false
    }
    let parts = stem.split { $0 == "." || $0 == "-" || $0 == "_" }
    return parts.contains("compose")
  }

  /// What checks say of a file; `nil` where it is no compose file.
  ///
  /// - Parameter neighbour: the bytes of another file, by its path from where `path` starts.
  package func check(
    _ bytes: Span<UInt8>,
    path: String,
    neighbour: (String) -> [UInt8]? = { _ in nil }
  ) -> CheckedFile? {
    guard bytes.firstIndex(of: Array("services".utf8)) != nil else { return nil }
    var result = CheckedFile()
    do throws(DataError) {
      let documents = try YAMLReader.parse(bytes, limits: limits)
      guard let document = documents.first, ComposeFile.isOne(document) else { return nil }
      let file = ComposeFile(document, path: path, limits: limits, neighbour: neighbour)
      for fault in file.faults {
        result.gaps.append(CoverageGap(.missing, path: path, source: "compose", detail: fault))
      }
      let findings = checks.flatMap { $0.evaluate(file) }
      LineRemarks(bytes, path: path).apply(to: findings.inOrder(), into: &result)
    } catch {
      // Anything may hold that word; what is broken is told of files that are named for it.
      guard Self.recognizes(path) else { return nil }
      result.gaps.append(error.gap(path: path, source: "compose"))
    }
    return result
  }
}

/// How rows about services are written.
enum ComposeRow {
  /// A row about one service.
  ///
  /// - Parameters:
  ///   - passing: lines of a service that pass.
  ///   - failing: lines of a service that fail.
  static func service(
    _ rule: Rule,
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (ComposeService) -> [Fault]
  ) -> TableCheck<ComposeFile> {
    TableCheck(rule, Examples(passing: passing.map(wrapped), failing: failing.map(wrapped))) {
      $0.services.flatMap(faults)
    }
  }

  /// A row about one value of a service.
  static func value(
    _ rule: Rule,
    of key: String,
    passing: [String],
    failing: [String],
    title: @escaping @Sendable (DataNode) -> String?
  ) -> TableCheck<ComposeFile> {
    service(rule, passing: passing, failing: failing) { service in
      guard let value = service[key], let text = title(value) else { return [] }
      return [service.fault(text, key, at: value.position)]
    }
  }

  /// A row about each element of a list of a service.
  static func element(
    _ rule: Rule,
    of key: String,
    passing: [String],
    failing: [String],
    title: @escaping @Sendable (String) -> String?
  ) -> TableCheck<ComposeFile> {
    service(rule, passing: passing, failing: failing) { service in
      service.elements(key).compactMap { element in
        guard let text = element.scalarText, let title = title(text) else { return nil }
        return service.fault(title, "\(key)/\(text)", at: element.position)
      }
    }
  }

  private static func wrapped(_ lines: String) -> String {
    let body = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
    let image = lines.contains("image:") || lines.contains("build:") ? "" : "    image: x:1\n"
    return "services:\n  a:\n\(image)\(body)"
  }
}

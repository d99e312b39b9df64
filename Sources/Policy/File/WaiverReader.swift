import Formats
import Model

/// Reads one entry of `waivers` in `plimsoll.yaml`.
package enum WaiverReader {
  /// All keys, sorted.
  package static let keys = [
    "by", "ecosystem", "expires", "id", "image", "package", "path", "reason", "version",
  ]

  static func read(_ node: DataNode, file: String) throws(PolicyFileError) -> DismissalRule {
    let fields = try PolicyFields(node, of: "a waiver", keys: keys)
    var conditions: [DismissalCondition] = []
    let identifiers = try fields.texts("id")
    if !identifiers.isEmpty { conditions.append(.identifier(identifiers)) }
    conditions += try packageConditions(fields)
    let paths = try fields.globs("path")
    if !paths.isEmpty { conditions.append(.path(paths)) }
    guard !conditions.isEmpty else {
      throw .missing("an id, a package or a path to say what it is about", line: fields.line)
    }
    try addNarrowing(fields, to: &conditions)
    let reason = try fields.text("reason") ?? ""
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw .missing("a reason", line: fields.line)
    }
    let by = try fields.text("by") ?? ""
    return DismissalRule(
      by: .waiver,
      origin: "\(file):\(fields.line)",
      label: label(identifiers, fields: fields),
      reason: by.isEmpty ? reason : "\(reason) (\(by))",
      expires: try expiry(fields),
      conditions: conditions
    )
  }

  private static func packageConditions(
    _ fields: PolicyFields
  ) throws(PolicyFileError) -> [DismissalCondition] {
    let names = try fields.texts("package")
    guard !names.isEmpty else { return [] }
    let purls = names.filter { $0.hasPrefix("pkg:") }
    guard !purls.isEmpty else { return [.package(try fields.globs("package"))] }
    guard purls.count == names.count else {
      throw .wrongType(
        key: "package",
        line: fields.line(of: "package"),
        expected: "names or package URLs, not both in one waiver"
      )
    }
    var patterns: [PackageURL] = []
    for text in purls {
      do {
        patterns.append(try PackageURL(parsing: text, conformance: .grammar))
      } catch {
        throw .value(
          text,
          key: "package URL",
          line: fields.line(of: "package"),
          expected: "for example pkg:npm/lodash@4.17.21: \(error)"
        )
      }
    }
    return [.packageURL(patterns)]
  }

  /// What makes a waiver hold for less, and says nothing on its own.
  private static func addNarrowing(
    _ fields: PolicyFields,
    to conditions: inout [DismissalCondition]
  ) throws(PolicyFileError) {
    let versions = try fields.globs("version")
    if !versions.isEmpty { conditions.append(.version(versions)) }
    let images = try fields.globs("image")
    if !images.isEmpty { conditions.append(.image(images)) }
    var ecosystems: [EcosystemName] = []
    for text in try fields.texts("ecosystem") {
      guard let name = EcosystemName(text) else {
        throw .value(
          text,
          key: "ecosystem",
          line: fields.line(of: "ecosystem"),
          expected: "for example npm, pypi, deb, debian:12 or alpine"
        )
      }
      ecosystems.append(name)
    }
    if !ecosystems.isEmpty { conditions.append(.ecosystem(ecosystems)) }
  }

  private static func expiry(_ fields: PolicyFields) throws(PolicyFileError) -> CalendarDate? {
    guard let text = try fields.text("expires") else { return nil }
    guard text.utf8.count == 10, let date = CalendarDate(text) else {
      throw .value(
        text,
        key: "date",
        line: fields.line(of: "expires"),
        expected: "a day there is as YYYY-MM-DD, such as 2026-12-01"
      )
    }
    return date
  }

  private static func label(_ identifiers: [String], fields: PolicyFields) -> String {
    // Both were read before, so that nothing is thrown here.
    let packages = (try? fields.texts("package")) ?? []
    let paths = (try? fields.texts("path")) ?? []
    var label = identifiers.joined(separator: ", ")
    if !packages.isEmpty {
      label += (label.isEmpty ? "" : " in ") + packages.joined(separator: ", ")
    }
    if !paths.isEmpty { label += (label.isEmpty ? "" : " at ") + paths.joined(separator: ", ") }
    return label
  }
}

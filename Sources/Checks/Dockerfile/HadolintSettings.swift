package import Formats
package import Model

/// What a `.hadolint.yaml` says, as far as it is followed here.
package struct HadolintSettings: Hashable, Sendable {
  /// The names it is looked for under, in order.
  package static let names = [".hadolint.yaml", ".hadolint.yml"]

  /// Rules that shall not count.
  package private(set) var ignored: [String] = []
  package private(set) var options = CheckOptions()
  /// What is not followed, each with its line.
  package private(set) var warnings: [String] = []

  package init(_ bytes: Span<UInt8>, name: String, limits: Limits) throws(DataError) {
    for root in try YAMLReader.parse(bytes, limits: limits) {
      for entry in root.map?.entries ?? [] { read(entry.key, entry.value, name: name) }
    }
  }

  private mutating func read(_ key: String, _ value: DataNode, name: String) {
    switch key {
    case "ignored": ignored += Self.texts(value)
    case "trustedRegistries", "trusted-registries": options.trustedRegistries += Self.texts(value)
    case "strict-labels": options.hasOnlyThoseLabels = value.boolean ?? false
    case "label-schema":
      for entry in value.map?.entries ?? [] {
        options.labels[entry.key] = entry.value.string.flatMap { LabelForm(rawValue: $0) } ?? .text
      }
    // These are about how hadolint writes.
    case "format", "no-color", "no-fail": break
    default: warnings.append("\(name):\(value.position.line): '\(key)' is not followed")
    }
  }

  private static func texts(_ value: DataNode) -> [String] {
    value.string.map { [$0] } ?? value.list?.compactMap(\.scalarText) ?? []
  }

  /// Takes out what the settings say shall not count.
  package func apply(to file: inout CheckedFile, origin: String) {
    let left = file.findings.filter { finding in !ignored.contains { finding.isCalled($0) } }
    for finding in file.findings where ignored.contains(where: { finding.isCalled($0) }) {
      file.dismissed.append(DismissedFinding(finding, by: .ignoreFile, origin: origin, reason: ""))
    }
    file.findings = left
  }
}

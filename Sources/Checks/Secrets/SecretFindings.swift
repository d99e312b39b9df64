import Formats
package import Model

/// Tells of secrets that were seen as findings.
package struct SecretFindings: Sendable {
  private let rules: [String: Rule]

  package init(_ selection: CheckSelection = CheckSelection()) {
    rules = Dictionary(
      uniqueKeysWithValues: secretRules.filter(selection.includes).map { ($0.id, $0) }
    )
  }

  /// One finding for each secret of an inventory.
  package func findings(of inventory: Inventory) -> [Finding] {
    (inventory.secrets ?? []).compactMap { finding($0, in: inventory) }
  }

  /// The finding of a secret.
  ///
  /// - Parameter inventory: what it was found in, whose layers say which step brought it.
  package func finding(_ trace: SecretTrace, in inventory: Inventory? = nil) -> Finding? {
    guard let rule = rules[trace.rule] else { return nil }
    let isInFile = trace.origin == .file
    var finding = Finding(
      .secret,
      rule: rule.id,
      severity: rule.severity,
      title: title(trace, rule, inventory),
      location: Finding.Location(
        path: trace.path,
        layer: trace.layer,
        line: isInFile ? trace.line : nil,
        column: isInFile ? trace.column : nil
      )
    )
    finding.remedy = rule.remedy
    finding.references = rule.references
    finding.detail = .check(
      CheckDetail(
        aliases: rule.aliases,
        anchor: "\(trace.origin.rawValue) \(trace.name) \(trace.fingerprint)",
        why: rule.why
      )
    )
    return finding
  }

  private func title(_ trace: SecretTrace, _ rule: Rule, _ inventory: Inventory?) -> String {
    var text = rule.title
    switch trace.origin {
    case .file: if !trace.name.isEmpty { text += ", given to \(trace.name)" }
    case .environment: text += ", in the variable \(trace.name)"
    case .label: text += ", in the label \(trace.name)"
    case .history: text += ", in step \(trace.line) of the build"
    case .configuration: text += ", in the command of the image"
    }
    text += " (\(trace.masked))"
    if let hider = trace.hiddenBy, let layer = trace.layer {
      text += "; layer \(hider) deletes or replaces the file, and layer \(layer) still has it"
    }
    if let layer = trace.layer, let step = step(of: layer, inventory), trace.origin == .file {
      text += "; layer \(layer) was made by \(step)"
    }
    return text
  }

  /// The beginning of the command that made a layer, without what may be a secret itself.
  private func step(of layer: Int, _ inventory: Inventory?) -> String? {
    guard let layers = inventory?.layers, layers.indices.contains(layer) else { return nil }
    var words = layers[layer].createdBy.split(separator: " ").prefix(8).map(String.init)
    if words.first == "/bin/sh" { words = Array(words.dropFirst(2)) }
    if words.first == "#(nop)" { words = Array(words.dropFirst()) }
    // Arguments may be secrets: of them only what comes first is told, which names files.
    guard let verb = words.first, ["COPY", "ADD"].contains(verb) else {
      return words.first.map { $0 == "RUN" ? "a RUN step" : nil } ?? nil
    }
    return words.filter { !$0.contains("=") && !$0.contains(":") }.prefix(3).joined(separator: " ")
  }
}

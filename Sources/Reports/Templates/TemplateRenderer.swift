import Formats
import Model

/// Carries a template out on a document.
struct TemplateRenderer {
  private(set) var bytes: [UInt8] = []
  private var scopes: [Scope]
  private var steps = 0

  /// An item with its place in the list that is gone through.
  private struct Scope {
    var node: DataNode
    var index: Int
    var count: Int
  }

  init(_ root: DataNode) { scopes = [Scope(node: root, index: 0, count: 1)] }

  mutating func render(_ parts: [TemplatePart]) throws(TemplateError) {
    for part in parts {
      steps += 1
      guard steps <= TemplateLimits.steps else { throw .limit("too many steps") }
      guard bytes.count <= TemplateLimits.outputLength else { throw .limit("too much output") }
      switch part {
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .output(let output): write(output)
      case .loop(let operand, let parts, let otherwise):
        try loop(over: value(of: operand), parts, otherwise)
      case .choice(let condition, let parts, let otherwise):
        try render(holds(condition) ? parts : otherwise)
      }
    }
  }

  private mutating func loop(
    over node: DataNode,
    _ parts: [TemplatePart],
    _ otherwise: [TemplatePart]
  ) throws(TemplateError) {
    var items = node.list ?? []
    if let map = node.map { items = map.entries.map { Self.item($0) } }
    if items.isEmpty { try render(otherwise) }
    for (index, item) in items.enumerated() {
      scopes.append(Scope(node: item, index: index, count: items.count))
      try render(parts)
      scopes.removeLast()
    }
  }

  /// The entry of a map as an item with `key` and `value`.
  private static func item(_ entry: DataMap.Entry) -> DataNode {
    var map = DataMap()
    map.set("key", at: entry.keyPosition, to: DataNode(.string(entry.key)))
    map.set("value", at: entry.keyPosition, to: entry.value)
    return DataNode(.map(map))
  }

  private mutating func write(_ output: TemplateOutput) {
    var node = value(of: output.operand)
    for filter in output.filters { node = filter.apply(to: node) }
    let text = node.templateText
    let isEscaped = output.filters.contains(where: \.escapes)
    bytes.append(contentsOf: (isEscaped ? text : SafeText.clean(text)).utf8)
  }

  // MARK: - Values

  private func value(of operand: TemplateOperand) -> DataNode {
    switch operand {
    case .text(let text): DataNode(.string(text))
    case .number(let number): DataNode(.number(number, written: "\(number)"))
    case .boolean(let value): DataNode(.boolean(value))
    case .loop(let name): loopValue(name)
    case .path(let up, let isRoot, let keys): found(up, isRoot, keys) ?? DataNode(.null)
    }
  }

  private func loopValue(_ name: String) -> DataNode {
    guard let scope = scopes.last else { return DataNode(.null) }
    switch name {
    case "@index": return DataNode(.integer(Int64(scope.index)))
    case "@number": return DataNode(.integer(Int64(scope.index + 1)))
    case "@first": return DataNode(.boolean(scope.index == 0))
    default: return DataNode(.boolean(scope.index == scope.count - 1))
    }
  }

  /// Looks in the item itself, then in those around it, unless the path says where.
  private func found(_ up: Int, _ isRoot: Bool, _ keys: [String]) -> DataNode? {
    let last = isRoot ? 0 : scopes.count - 1 - up
    guard scopes.indices.contains(last) else { return nil }
    guard let first = keys.first else { return scopes[last].node }
    let isExact = isRoot || up > 0
    let places = isExact ? [last] : Array((0...last).reversed())
    for place in places {
      guard var node = scopes[place].node[first] else { continue }
      for key in keys.dropFirst() {
        guard let next = node[key] ?? Int(key).flatMap({ node[$0] }) else { return nil }
        node = next
      }
      return node
    }
    return nil
  }

  // MARK: - Conditions

  private func holds(_ condition: TemplateCondition) -> Bool {
    condition.alternatives.contains { comparisons in comparisons.allSatisfy(holds) }
  }

  private func holds(_ comparison: TemplateCondition.Comparison) -> Bool {
    let left = value(of: comparison.left)
    guard let right = comparison.right else { return left.isTruth != comparison.isNegated }
    let difference = Self.difference(left, value(of: right.operand))
    let isTrue =
      switch right.operation {
      case .equal: difference == 0
      case .unequal: difference != 0
      case .less: difference < 0
      case .lessOrEqual: difference <= 0
      case .greater: difference > 0
      case .greaterOrEqual: difference >= 0
      }
    return isTrue != comparison.isNegated
  }

  /// Below, at or above nought: severities by how bad they are, numbers by size, else by text.
  private static func difference(_ left: DataNode, _ right: DataNode) -> Int {
    if let first = Severity(rawValue: left.templateText),
      let second = Severity(rawValue: right.templateText)
    {
      return first.rank - second.rank
    }
    if let first = Double(left.templateText), let second = Double(right.templateText) {
      return first < second ? -1 : first > second ? 1 : 0
    }
    let (first, second) = (left.templateText, right.templateText)
    return first < second ? -1 : first > second ? 1 : 0
  }
}

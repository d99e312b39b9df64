import Model

/// The page of a rule, made of what its check holds.
package struct RulePage {
  package private(set) var lines: [String] = []

  package init?(_ name: String) {
    guard let page = allPages.first(where: { $0.rule.isCalled(name) }) else {
      return nil
    }
    let rule = page.rule
    lines = ["\(rule.id)  \(rule.title)", ""]
    lines.append("Severity    \(rule.severity.rawValue)")
    if !rule.aliases.isEmpty { lines.append("Also        \(rule.aliases.joined(separator: ", "))") }
    if rule.isOptional { lines.append("Asked       only when --only names it") }
    for mapping in rule.mappings {
      lines.append("Standard    \(mapping.standard), \(mapping.clause)")
    }
    lines += ["", rule.why, "", "What to do: \(rule.remedy)."]
    add("Fails", page.examples.failing)
    add("Passes", page.examples.passing)
    if !rule.references.isEmpty { lines += [""] + rule.references }
  }

  private mutating func add(_ title: String, _ examples: [String]) {
    guard !examples.isEmpty else { return }
    lines += ["", "\(title):"]
    for (number, example) in examples.enumerated() {
      if number > 0 { lines.append("") }
      lines += example.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { "    \($0)" }
    }
  }
}

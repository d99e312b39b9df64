/// Which checks are asked.
package struct CheckSelection: Hashable, Sendable {
  private var only: Set<String> = []
  private var skipped: Set<String> = []

  /// Names that are those of no rule, in the order they were given.
  package private(set) var unknown: [String] = []

  /// - Parameters:
  ///   - only: ids or aliases of the rules to ask, optional ones too; all others where it is empty.
  ///   - skipped: ids or aliases of rules not to ask.
  package init(only: [String] = [], skipping skipped: [String] = []) {
    self.only = ids(of: only)
    self.skipped = ids(of: skipped)
  }

  private mutating func ids(of names: [String]) -> Set<String> {
    var ids: Set<String> = []
    for name in names {
      let called = allRules.filter { $0.isCalled(name) }
      if called.isEmpty { unknown.append(name) }
      ids.formUnion(called.map(\.id))
    }
    return ids
  }

  package func includes(_ rule: Rule) -> Bool {
    if skipped.contains(rule.id) { return false }
    return only.isEmpty ? !rule.isOptional : only.contains(rule.id)
  }
}

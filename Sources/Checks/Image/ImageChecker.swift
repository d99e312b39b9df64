package import Model

/// The checks of images, sorted by id.
package let allImageChecks: [any Check<ImageSubject>] =
  (userChecks + modeChecks + accountChecks + environmentChecks + exposureChecks + surfaceChecks
  + sizeChecks)
  .sorted { $0.rule.id < $1.rule.id }

/// Asks the chosen checks about an image or an installed system.
package struct ImageChecker: Sendable {
  private let checks: [any Check<ImageSubject>]

  package init(_ selection: CheckSelection = CheckSelection()) {
    checks = allImageChecks.filter { selection.includes($0.rule) }
  }

  /// What is wrong, the worst first.
  ///
  /// - Parameters:
  ///   - inventory: with a survey of its files; without one only settings are looked at.
  ///   - kinds: the families of finding that are wanted.
  package func check(_ inventory: Inventory, kinds: Set<Finding.Kind>) -> [Finding] {
    guard inventory.settings != nil || inventory.survey != nil else { return [] }
    let subject = ImageSubject(inventory)
    return checks.flatMap { $0.evaluate(subject) }.filter { kinds.contains($0.kind) }
      .sorted { left, right in
        if left.severity != right.severity { return left.severity > right.severity }
        return (left.rule, left.location.path, left.title)
          < (right.rule, right.location.path, right.title)
      }
  }
}

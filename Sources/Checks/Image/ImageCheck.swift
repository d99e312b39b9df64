import Model

/// One thing to look for in an image; a row of a table.
struct ImageCheck: Check {
  let rule: Rule
  let kind: Finding.Kind
  /// Images in the words of `docs/how-to/add-an-image-check.md`.
  let examples: Examples
  private let faults: @Sendable (ImageSubject) -> [ImageSubject.Fault]

  /// - Parameters:
  ///   - kind: what findings are.
  ///   - rule: the page.
  ///   - passing: images without the fault.
  ///   - failing: images with it.
  ///   - faults: one for each place.
  init(
    _ kind: Finding.Kind,
    _ rule: Rule,
    passing: [String],
    failing: [String],
    faults: @escaping @Sendable (ImageSubject) -> [ImageSubject.Fault]
  ) {
    self.kind = kind
    self.rule = rule
    examples = Examples(passing: passing, failing: failing)
    self.faults = faults
  }

  func evaluate(_ image: ImageSubject) -> [Finding] {
    faults(image).map { image.finding(rule, kind, $0) }
  }
}

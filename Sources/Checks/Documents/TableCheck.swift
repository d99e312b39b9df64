import Formats
package import Model

/// A place at fault in a document.
struct Fault: Hashable, Sendable {
  /// What is wrong there, as a sentence without a full stop.
  var title: String
  /// The way to the value, in words that a moved line does not change.
  var anchor: String
  var position: DataNode.Position
  /// The file, where a subject is of several; that of the subject otherwise.
  var path: String?
}

/// What rows of tables judge.
package protocol TableSubject: Sendable {
  /// The file it stands in.
  var path: String { get }
}

/// A check that is a row of a table: its rule, its examples, and what is at fault.
package struct TableCheck<Input: TableSubject>: Check {
  package let rule: Rule
  package let examples: Examples
  private let faults: @Sendable (Input) -> [Fault]

  init(_ rule: Rule, _ examples: Examples, faults: @escaping @Sendable (Input) -> [Fault]) {
    self.rule = rule
    self.examples = examples
    self.faults = faults
  }

  package func evaluate(_ input: Input) -> [Finding] {
    faults(input).map { rule.finding($0, path: $0.path ?? input.path) }
  }
}

extension Rule {
  /// What this rule says of one place.
  func finding(_ fault: Fault, path: String) -> Finding {
    var finding = Finding(
      .misconfiguration,
      rule: id,
      severity: severity,
      title: fault.title,
      location: .init(path: path, line: fault.position.line, column: fault.position.column)
    )
    finding.remedy = remedy
    finding.references = references
    finding.detail = .check(CheckDetail(aliases: aliases, anchor: fault.anchor, why: why))
    return finding
  }
}

extension Finding {
  /// The order in which findings of one file are told.
  static func comesBefore(_ left: Finding, _ right: Finding) -> Bool {
    let (a, b) = (left.location, right.location)
    return (a.line ?? 0, a.column ?? 0, left.rule, left.title)
      < (b.line ?? 0, b.column ?? 0, right.rule, right.title)
  }
}

/// What findings are the same by.
private struct FindingPlace: Hashable {
  var rule: String
  var anchor: String
  var line: Int?
  var column: Int?

  init(_ finding: Finding) {
    rule = finding.rule
    anchor = finding.check?.anchor ?? ""
    line = finding.location.line
    column = finding.location.column
  }
}

extension [Finding] {
  /// Sorted, and of those that say one thing of one place the first.
  func inOrder() -> [Finding] {
    var seen: Set<FindingPlace> = []
    return sorted(by: Finding.comesBefore).filter { seen.insert(FindingPlace($0)).inserted }
  }
}

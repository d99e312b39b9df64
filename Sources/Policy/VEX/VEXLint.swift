package import Model

/// What each statement of some documents does to the findings of an assessment.
package struct VEXLint: Hashable, Sendable {
  /// One statement and its effect.
  package struct Line: Hashable, Sendable {
    /// What a statement came to.
    package enum Effect: Hashable, Sendable {
      /// It decides these findings, named as `CVE-2024-1 in curl`; they count no more.
      case dismisses([String])
      /// It decides these, and lets them stand.
      case annotates([String])
      /// It is about these, and later statements decide all of them.
      case superseded([String])
      case nothing(VEXMismatch)
    }

    package var document: String
    package var line: Int
    package var vulnerability: String
    package var status: VEXStatement.Status
    package var effect: Effect
  }

  /// In the order of the documents.
  package var lines: [Line]
  /// What could not be read, or breaks the rules of a format.
  package var warnings: [String]

  /// Sets documents against all findings of an assessment, dismissed ones included.
  package init(_ documents: [VEXDocument], against assessment: Assessment) {
    let judgement = VEXJudgement(documents, for: assessment.inventory)
    let findings = (assessment.findings + assessment.dismissed.map(\.finding))
      .sorted { $0.isMorePressing(than: $1) }
    var deciding: [VEXJudgement.Place: [String]] = [:]
    var matching: [VEXJudgement.Place: [String]] = [:]
    for finding in findings {
      let places = judgement.matches(for: finding)
      for place in places { matching[place, default: []].append(finding.shortName) }
      if let last = places.last { deciding[last, default: []].append(finding.shortName) }
    }
    lines = []
    warnings = documents.flatMap(\.warnings)
    for (number, document) in documents.enumerated() {
      for (place, statement) in document.statements.enumerated() {
        let place = VEXJudgement.Place(document: number, statement: place)
        let effect: Line.Effect =
          if let names = deciding[place] {
            statement.status.dismisses ? .dismisses(names) : .annotates(names)
          } else if let names = matching[place] {
            .superseded(names)
          } else {
            .nothing(judgement.mismatch(of: place, among: findings))
          }
        lines.append(
          Line(
            document: document.name,
            line: statement.line,
            vulnerability: statement.names[0],
            status: statement.status,
            effect: effect
          )
        )
      }
    }
  }

  /// How many statements matched nothing.
  package var unmatched: Int {
    lines.count { if case .nothing = $0.effect { true } else { false } }
  }
}

extension VEXLint.Line: CustomStringConvertible {
  /// One sentence without a full stop.
  package var description: String {
    let head = "\(document):\(line): \(vulnerability) \(status.rawValue): "
    return switch effect {
    case .dismisses(let names): head + "dismisses " + names.joined(separator: ", ")
    case .annotates(let names): head + "lets stand " + names.joined(separator: ", ")
    case .superseded(let names):
      head + "later statements decide " + names.joined(separator: ", ")
    case .nothing(let mismatch): head + "matches nothing: \(mismatch)"
    }
  }
}

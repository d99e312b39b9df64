import Model
import Reports

/// Judges what was looked at, and writes the report of it.
struct ScanDesk {
  let judge: Judge
  /// The report to hold it against, if any.
  let foreign: ComparedReport?
  let output: AssessmentOutput
  let environment: ProcessEnvironment
  let isOneOfSeveral: Bool

  /// Takes what came of a target; one of several that is broken is told of, and the others go on.
  func take(
    _ result: Result<LookedAt, Failure>,
    number: Int,
    target: String,
    _ outcome: inout ScanOutcome
  ) throws {
    do {
      let looked = try result.get()
      let assessment = try judge.assess(looked.inventory, looked.attached)
      if let foreign {
        try foreign.write(try judge.compare(assessment, with: foreign.report))
      } else {
        try output.write(assessment, environment, number: number, target: target)
      }
      outcome.note(assessment, target)
    } catch let failure as Failure where isOneOfSeveral {
      StandardError.tell("plimsoll: \(target): \(failure.message)")
      outcome.note(failure, target)
    }
  }
}

/// How a scan of one or several targets ended.
struct ScanOutcome {
  private(set) var summary = TargetsSummary()
  private var denied: [String] = []
  private var failed: [String] = []

  mutating func note(_ assessment: Assessment, _ target: String) {
    summary.add(target, assessment, damage: assessment.inventory.damage)
    if let damage = assessment.inventory.damage {
      StandardError.tell("plimsoll: \(target): \(damage)")
      failed.append(target)
    } else if assessment.verdict.outcome == .denied {
      denied.append(target)
    }
  }

  mutating func note(_ failure: Failure, _ target: String) {
    summary.add(target, failure: failure.message)
    failed.append(target)
  }

  /// Ends with the worst of it: what could not be looked at, then what was denied.
  func end(of count: Int) throws {
    if !failed.isEmpty {
      let which = count > 1 ? "\(failed.count) of \(count) targets" : failed[0]
      throw Failure("\(which) could not be looked at whole")
    }
    if !denied.isEmpty {
      let which = count > 1 ? "\(denied.count) of \(count) targets are" : "\(denied[0]) is"
      throw Failure("\(which) denied by what --fail-on or the policy asks", code: .denied)
    }
  }
}

extension Inventory {
  /// What of the artifact was so damaged that the answer is not whole; `nil` when nothing was.
  var damage: String? {
    if let damage = gaps.first(where: { $0.source == "layer" }) {
      let layer = damage.layer.map { "layer \($0)" } ?? "the archive"
      return "\(layer) could not be read whole: \(damage.detail)"
    }
    if let stop = gaps.first(where: { $0.source == "walk" && $0.reason == .limit }) {
      return "the walk ended at \(stop.path): over a limit: \(stop.detail)"
    }
    return nil
  }
}

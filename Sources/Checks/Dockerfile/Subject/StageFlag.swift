import Formats

/// Whether something holds at a place of a file: stages take it over from the stage they are built
/// from.
struct StageFlag {
  private var values: [Bool] = []

  /// Whether it holds in the stage that was entered last; `nil` before the first.
  var isSet: Bool? { values.last }

  /// Begins a stage where the step does.
  mutating func follow(_ step: DockerfileStep, in file: DockerfileSubject) {
    guard step.keyword == .from, !step.isDeferred else { return }
    var inherited = false
    if case .stage(let base) = file.bases[values.count].kind { inherited = values[base] }
    values.append(inherited)
  }

  /// It holds from here to the end of the stage.
  mutating func set() {
    if !values.isEmpty { values[values.count - 1] = true }
  }
}

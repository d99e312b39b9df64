import Model

/// Everything that findings are judged by, read and checked.
package struct PolicyInputs: Hashable, Sendable {
  package var options = PolicyOptions()
  /// Waivers, then the entries of ignore files; of several that cover a finding the first is named.
  package var rules: [DismissalRule] = []
  package var vex: [VEXDocument] = []
  /// Documents that came with the artifact: they count where no document of the user's decides.
  package var attachedVEX: [VEXDocument] = []
  /// Whether those are asked for.
  package var heedsArtifact = false
  /// Whether the user's own data alone is judged by.
  package var requiresPacks = false
  /// The findings of an earlier assessment; `nil` where everything counts.
  package var baseline: Baseline?
  /// The day it is, for what has an end.
  package var today: CalendarDate
  /// What was not understood in the files that these were read from.
  package var warnings: [String] = []

  package init(today: CalendarDate) { self.today = today }

  /// Adds what another tool's ignore file says, behind the rules that there are.
  package mutating func add(_ file: IgnoreFile) {
    rules += file.rules
    warnings += file.warnings
  }
}

/// The findings that were there before, by fingerprint.
package struct Baseline: Hashable, Sendable {
  /// The file, as findings are said to be dismissed by it.
  package var name: String
  package var fingerprints: Set<String>

  package init(name: String, fingerprints: Set<String>) {
    self.name = name
    self.fingerprints = fingerprints
  }
}

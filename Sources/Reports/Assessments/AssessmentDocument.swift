/// The names that the own JSON document of an assessment goes by.
package enum AssessmentDocument {
  /// Value of `format`.
  package static let format = "plimsoll-assessment"
  /// Value of `formatVersion`; the number before the dot changes when old readers would fail.
  package static let version = "1.0"
}

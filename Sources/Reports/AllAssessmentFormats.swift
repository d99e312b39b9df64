/// Every format of an assessment, one line each, sorted by name.
///
/// A format on disk that is not in this list fails a test.
package let allAssessmentFormats: [any AssessmentFormat.Type] = [
  AssessmentJSONFormat.self,
  AssessmentTableFormat.self,
]

/// Every format of an assessment, one line each, sorted by name.
///
/// A format on disk that is not in this list fails a test.
package let allAssessmentFormats: [any AssessmentFormat.Type] = [
  CycloneDXAssessmentFormat.self,
  GitLabFormat.self,
  HTMLFormat.self,
  AssessmentJSONFormat.self,
  JUnitFormat.self,
  MarkdownFormat.self,
  SARIFFormat.self,
  SPDXAssessmentFormat.self,
  AssessmentTableFormat.self,
]

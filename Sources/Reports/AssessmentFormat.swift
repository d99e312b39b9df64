package import Model

/// Writes an assessment as bytes of one format: the same assessment, the same bytes.
package protocol AssessmentFormat: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// One line for `plimsoll list formats`.
  static var summary: String { get }
  /// The usual end of a file name, without a dot.
  static var fileExtension: String { get }
  static var mediaType: String { get }

  static func render(_ assessment: Assessment, in context: ReportContext) -> [UInt8]
}

/// A part of an artifact that was not looked at, and why.
///
/// A gap is neither a finding nor an error: it says that the answer is incomplete here.
package struct CoverageGap: Hashable, Sendable, Comparable {
  /// The kinds of reason, for counting and for policy.
  package enum Reason: String, Sendable, CaseIterable {
    /// The bytes are not what the format says.
    case malformed
    /// The file ends too early.
    case truncated
    /// A limit was reached; the detail names it.
    case limit
    /// A format or version we do not read.
    case unsupported
    /// The system refused to let us read it.
    case unreadable
    /// The artifact says it is there, and it is not.
    case missing
  }

  package var reason: Reason
  /// The file, without a leading slash; empty when the gap is about the whole artifact.
  package var path: String
  /// The layer, counted from 0 at the base; `nil` outside images.
  package var layer: Int?
  /// What would have looked: an analyzer's name, or `layer`, `archive`.
  package var source: String
  /// One sentence without a full stop: what was wrong and, where it helps, at which byte.
  package var detail: String

  package init(
    _ reason: Reason,
    path: String,
    source: String,
    detail: String,
    layer: Int? = nil
  ) {
    self.reason = reason
    self.path = path
    self.source = source
    self.detail = detail
    self.layer = layer
  }

  package static func < (left: CoverageGap, right: CoverageGap) -> Bool {
    if left.path != right.path { return left.path < right.path }
    if left.layer != right.layer { return (left.layer ?? -1) < (right.layer ?? -1) }
    if left.source != right.source { return left.source < right.source }
    if left.reason != right.reason { return left.reason.rawValue < right.reason.rawValue }
    return left.detail < right.detail
  }
}

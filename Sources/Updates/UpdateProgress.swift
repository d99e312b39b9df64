/// Told how far an update is.
package struct UpdateProgress: Sendable {
  /// What is being done now, in place of what was before.
  package var tell: @Sendable (String) -> Void
  /// Something for those who asked for more.
  package var note: @Sendable (String) -> Void

  package init(
    tell: @escaping @Sendable (String) -> Void = { _ in },
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.tell = tell
    self.note = note
  }

  func moved(_ what: String, _ done: Int64, of total: Int64?) {
    let whole = total.map { " of \(Self.mebibytes($0))" } ?? ""
    tell("fetching \(what)  \(Self.mebibytes(done))\(whole) MiB")
  }

  /// With one digit after the point.
  static func mebibytes(_ bytes: Int64) -> String {
    let tenths = (bytes * 10 + (1 << 19)) >> 20
    return "\(tenths / 10).\(tenths % 10)"
  }
}

package import Formats

extension FeedError {
  /// The same fault, as a feed tells of it.
  package init(_ error: DataError) {
    self =
      switch error {
      case .malformed(let what, let line, let column):
        .malformed("\(what) in line \(line), column \(column)")
      case .truncated(let line): .malformed("ends too early, in line \(line)")
      case .notUTF8(let offset): .malformed("is not UTF-8 at byte \(offset)")
      case .limit(let name): .limit(name)
      }
  }
}

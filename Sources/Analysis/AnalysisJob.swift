package import Model

/// A file that was read and that analyzers want to see: work that any thread may do.
package struct AnalysisJob: Sendable {
  package let file: FileEntry
  /// All bytes of the file.
  package let contents: [UInt8]
  private let interest: LayerCollector.Interest
  private let index: FileIndex

  package init(
    _ file: FileEntry,
    contents: [UInt8],
    interest: LayerCollector.Interest,
    index: FileIndex
  ) {
    self.file = file
    self.contents = contents
    self.interest = interest
    self.index = index
  }

  /// What the analyzers say of the file.
  package func facts() -> FileFacts {
    interest.facts(of: file, contents: contents.span, index: index)
  }
}

/// Takes jobs off the hands of the thread that reads, and does them in order.
package protocol AnalysisQueue: AnyObject {
  /// Hands a job over; waits while too many bytes are waiting.
  func submit(_ job: AnalysisJob)

  /// An empty buffer with room for so many bytes, if possible that of a job that is done.
  func buffer(for count: Int) -> [UInt8]

  /// Waits for all jobs and gives what they found, in the order they came in.
  func finish() -> [(path: String, facts: FileFacts)]
}

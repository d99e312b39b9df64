extension RPMHeader {
  private static let typeMask: UInt32 = 0o170000
  private static let directoryType: UInt32 = 0o040000

  /// Shows the path of each file that is no directory, from the root, without a leading slash.
  ///
  /// Since rpm 4 a path is an index into the list of directories and a name; before, and in
  /// some databases that were carried along, it is written out whole.
  /// - Parameter budget: bytes of path that may still be put together, since short names can refer
  ///   to one long directory a million times.
  package func forEachFile(
    in bytes: Span<UInt8>,
    budget: inout Int,
    _ body: (Span<UInt8>) -> Void
  ) throws(RPMError) {
    var directories: [Range<Int>] = []
    forEachString(.directoryNames, in: bytes) { range in
      directories.append(range)
      return true
    }
    var path: [UInt8] = []
    var index = 0
    var failure: RPMError?
    var left = budget
    let isWhole = count(.baseNames) == 0
    forEachString(isWhole ? .oldFileNames : .baseNames, in: bytes) { name in
      defer { index += 1 }
      if isDirectory(index, in: bytes) { return true }
      path.removeAll(keepingCapacity: true)
      if !isWhole {
        let number = integer(.directoryIndexes, at: index, in: bytes).flatMap(Int.init(exactly:))
        guard let number, directories.indices.contains(number) else {
          failure = .malformed("file \(index) has no directory")
          return false
        }
        path.append(bytes, directories[number])
      }
      path.append(bytes, name)
      left -= path.count
      guard left >= 0 else {
        failure = .limit("too many bytes of file names")
        return false
      }
      body(path.span.extracting((path.first == UInt8(ascii: "/") ? 1 : 0)..<path.count))
      return true
    }
    budget = left
    if let failure { throw failure }
  }

  private func isDirectory(_ index: Int, in bytes: Span<UInt8>) -> Bool {
    integer(.fileModes, at: index, in: bytes).map { $0 & Self.typeMask == Self.directoryType }
      ?? false
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    for index in range { append(bytes[index]) }
  }
}

import Model

extension DuplicateFiles {
  /// Copies of less than this are not worth a word.
  private static let smallest: Int64 = 1 << 20

  /// Executables and libraries that are there more than once, the most wasteful first.
  ///
  /// - Parameter owned: whether a package brought the file: copies that are all of packages are as
  ///   their distribution means them.
  static func among(
    _ files: [(path: String, facts: ExecutableFacts)],
    owned: (String) -> Bool
  ) -> [DuplicateFiles] {
    var paths: [Digest: (paths: [String], bytes: Int64)] = [:]
    for (path, facts) in files where facts.size >= smallest {
      paths[facts.sha256, default: ([], facts.size)].paths.append(path)
    }
    return paths.values.filter { $0.paths.count > 1 && !$0.paths.allSatisfy(owned) }
      .map { DuplicateFiles(paths: $0.paths.sorted(), bytes: $0.bytes) }
      .sorted { left, right in
        let (a, b) = (left.wasted, right.wasted)
        return a != b ? a > b : left.paths.lexicographicallyPrecedes(right.paths)
      }
  }
}

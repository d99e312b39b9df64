import Advisories
import Artifacts
import Formats
import Glibc
import Model
import Synchronization

/// A local copy of publishers' feeds: a folder laid out as they lay theirs out.
struct FeedCopy: Sendable {
  let root: String
  /// Every regular file, from the root, sorted.
  let files: [String]

  init(root: String) throws(PackError) {
    self.root = root
    var found: [String] = []
    var seen: Set<Place> = []
    try Self.list(root, below: "", seen: &seen, into: &found)
    files = found.sorted()
  }

  private static func list(
    _ directory: String,
    below path: String,
    seen: inout Set<Place>,
    into found: inout [String]
  ) throws(PackError) {
    guard let names = directoryNames(directory) else {
      throw PackError(directory, systemMessage(errno))
    }
    for name in names where !name.hasPrefix(".") {
      let below = path.isEmpty ? name : "\(path)/\(name)"
      var status = stat()
      // Links are followed, since copies are often made of them, but no directory is read twice.
      guard unsafe stat("\(directory)/\(name)", &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where seen.insert(Place(device: status.st_dev, file: status.st_ino)).inserted:
        try list("\(directory)/\(name)", below: below, seen: &seen, into: &found)
      case S_IFREG: found.append(below)
      default: continue
      }
    }
  }

  /// What tells one directory from all others.
  private struct Place: Hashable {
    var device: UInt
    var file: UInt
  }

  /// The jobs that feeds have with this copy: the files of one feed in one folder, the latest name
  /// first, so that of two snapshots the later one counts.
  func jobs(for feeds: [any Feed]) -> [FeedJob] {
    var jobs: [FeedJob] = []
    for feed in feeds {
      let patterns = type(of: feed).files.map { GlobPattern($0) }
      let own = files.filter { file in patterns.contains { $0.matches(file) } }
      let folders = Dictionary(grouping: own) { file in
        file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
      }
      jobs += folders.map { FeedJob(feed: feed, root: root, files: $0.value.sorted(by: >)) }
    }
    // The longest first, so that the last one to end is a short one.
    return jobs.map { (job: $0, size: $0.size) }
      .sorted { ($0.size, $0.job.name) > ($1.size, $1.job.name) }
      .map(\.job)
  }
}

/// The files of one feed in one folder of a copy.
struct FeedJob: Sendable {
  let feed: any Feed
  let root: String
  let files: [String]

  var feedName: String { type(of: feed).name }

  /// Tells jobs apart: two feeds may read one file.
  var name: String { "\(feedName) \(files.first ?? "")" }

  /// Bytes as stored; a measure of the work, no more.
  var size: Int64 {
    files.reduce(0) { sum, file in
      var status = stat()
      guard unsafe stat("\(root)/\(file)", &status) == 0 else { return sum }
      return sum + Int64(status.st_size)
    }
  }
}

/// Jobs that several threads take one after another.
final class FeedQueue: Sendable {
  private let jobs: [FeedJob]
  private let taken = Mutex(0)

  init(_ jobs: [FeedJob]) { self.jobs = jobs }

  func next() -> FeedJob? {
    let index = taken.withLock { count in
      defer { count += 1 }
      return count
    }
    return index < jobs.count ? jobs[index] : nil
  }
}

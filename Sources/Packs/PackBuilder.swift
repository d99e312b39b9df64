package import Advisories
import Artifacts
import Formats
import Glibc
package import Model
package import Trust

/// Makes packs from a local copy of publishers' feeds.
package struct PackBuilder: Sendable {
  private let feeds: [any Feed]
  private let limits: Limits
  private let width: Int
  private let progress: @Sendable (String) -> Void
  /// Whether a pack stays as it is when it was made from a feed besides that the copy has no file
  /// of, and that is none of those given up.
  package var keepsFuller = false
  package var givenUp: Set<String> = []

  /// - Parameters:
  ///   - width: files that are read at once.
  ///   - progress: told of each file that is begun.
  package init(
    feeds: [any Feed] = allFeeds,
    limits: Limits = .standard,
    width: Int,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.feeds = feeds
    self.limits = limits
    self.width = max(width, 1)
    self.progress = progress
  }

  /// What was read, and what could not be.
  package struct Summary: Sendable {
    package var manifest: PackManifest
    package var documents = 0
    package var bytes: Int64 = 0
    package var gaps: [CoverageGap] = []
    /// Files of the copy that no feed knows.
    package var unknownFiles: [String] = []
    /// Packs that stayed as they were, and the feeds that were missing to make them anew.
    package var kept: [String: [String]] = [:]
  }

  /// Reads a copy and puts the packs made from it in a folder, in the place of those of the same
  /// names; others stay.
  ///
  /// - Parameter held: what is there; asked once nobody else may change it.
  package func build(
    from root: String,
    into folder: PackFolder,
    replacing held: @autoclosure () throws -> PackManifest?,
    key: Ed25519PrivateKey
  ) async throws -> Summary {
    try folder.makeDirectory()
    let copy = try FeedCopy(root: root)
    let jobs = copy.jobs(for: feeds)
    let known = Set(jobs.flatMap(\.files))
    guard !jobs.isEmpty else {
      throw PackError(
        root,
        "no feed is known among the \(copy.files.count) files there; "
          + "'plimsoll data feeds' tells what is looked for"
      )
    }
    let lock = try FolderLock(folder.path)
    defer { lock.release() }
    let old = try held()
    let making = try MakingFolder(in: folder.path)
    let desk = PackDesk(directory: making.path)
    let account = FeedAccount()
    try await run(jobs, desk, account)
    var summary = Summary(manifest: PackManifest())
    account.fill(&summary)
    summary.unknownFiles = copy.files.filter { !known.contains($0) }
    summary.kept = kept(of: old, present: Set(jobs.map(\.feedName)))
    let finished = try await finish(desk).filter { summary.kept[$0.name] == nil }
    let entries = try finished.map { (pack) throws(PackError) in
      try publish(pack, in: folder, summary.gaps)
    }
    guard !entries.isEmpty || !summary.kept.isEmpty else {
      throw PackError(root, "the feeds there hold no advisories")
    }
    let made = Set(entries.map(\.name))
    summary.manifest.packs =
      (entries + (old?.packs ?? []).filter { !made.contains($0.name) }).sorted { $0.name < $1.name }
    try folder.install(summary.manifest, key: key)
    return summary
  }

  /// The packs that would be poorer if they were made anew, and by which feeds.
  private func kept(of old: PackManifest?, present: Set<String>) -> [String: [String]] {
    guard let old, keepsFuller else { return [:] }
    let sources = old.packs.map { pack in
      (pack.name, pack.feeds.map(\.name).filter { !present.contains($0) && !givenUp.contains($0) })
    }
    return Dictionary(uniqueKeysWithValues: sources).filter { !$0.value.isEmpty }
  }

  /// Writes the packs from what was staged, several at once.
  private func finish(_ desk: PackDesk) async throws -> [PackInMaking.Finished] {
    progress("writing packs")
    let packs = desk.packs
    let width = width
    return try await withThrowingTaskGroup(of: [PackInMaking.Finished].self) { group in
      for first in 0..<min(width, packs.count) {
        group.addTask {
          try await onOwnThread {
            try stride(from: first, to: packs.count, by: width).map { try packs[$0].finish() }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }.sorted { $0.name < $1.name }
    }
  }

  private func run(_ jobs: [FeedJob], _ desk: PackDesk, _ account: FeedAccount) async throws {
    let queue = FeedQueue(jobs)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(width, jobs.count) {
        group.addTask {
          try await onOwnThread {
            while !account.isStopped, let job = queue.next() {
              do { try run(job, desk, account) } catch {
                account.stop()
                throw error
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  private func run(_ job: FeedJob, _ desk: PackDesk, _ account: FeedAccount) throws(PackError) {
    var failure: PackError?
    for file in job.files {
      progress(file)
      var documents = FeedDocuments(root: job.root, limits: limits)
      let skip = { (path: String, reason: String) in
        account.note(CoverageGap(.malformed, path: path, source: job.feedName, detail: reason))
      }
      do throws(ByteSourceError) {
        try documents.visit(file, gap: skip) { bytes, path in
          guard failure == nil, !account.isStopped else { return }
          var sink = FeedSink()
          do throws(FeedError) {
            try job.feed.read(bytes, path: path, limits: limits, into: &sink)
          } catch {
            skip(path, error.reason)
          }
          account.note(sink)
          do throws(PackError) { try desk.take(sink, feed: job.feedName) } catch { failure = error }
        }
      } catch {
        // A feed that is damaged is told of, and the others are still worth having.
        skip(file, error.text)
      }
      account.note(bytes: documents.byteCount)
    }
    if let failure { throw failure }
  }

  private func publish(
    _ pack: PackInMaking.Finished,
    in folder: PackFolder,
    _ gaps: [CoverageGap]
  ) throws(PackError) -> PackManifest.Entry {
    let (digest, size) = try fileDigest(pack.path)
    let file = "\(pack.name)-\(digest.hex.prefix(12)).pack"
    guard unsafe rename(pack.path, "\(folder.path)/\(file)") == 0 else {
      throw PackError(file, systemMessage(errno))
    }
    let sources = pack.feeds.sorted { $0.key < $1.key }.map { name, count in
      let feed = feeds.first { type(of: $0).name == name }.map { type(of: $0) }
      let own = gaps.filter { $0.source == name }
      return PackManifest.Source(
        name: name,
        publisher: feed?.publisher ?? "",
        license: feed?.license ?? "",
        date: count.date,
        documents: count.documents,
        gapCount: own.count,
        gaps: own.prefix(5).map { "\($0.path): \($0.detail)" }
      )
    }
    return PackManifest.Entry(
      name: pack.name,
      space: pack.space,
      file: file,
      digest: digest,
      size: size,
      advisories: pack.advisories,
      affected: pack.affected,
      facts: pack.facts,
      feeds: sources
    )
  }
}

extension FeedError {
  var reason: String {
    switch self {
    case .malformed(let text): text
    case .limit(let text): "over a limit: \(text)"
    }
  }
}

import Advisories
import Formats
import Model
import Synchronization

/// Where what feeds tell is sorted into packs, from several threads.
final class PackDesk: Sendable {
  private let directory: String
  private let state: Mutex<State>

  fileprivate struct State {
    /// By name, which is that of a file.
    var packs: [String: PackInMaking] = [:]
    /// By space: the name of a pack takes a while to make.
    var bySpace: [AdvisorySpace: PackInMaking] = [:]
  }

  init(directory: String) {
    self.directory = directory
    state = Mutex(State())
  }

  /// Takes in what one document gave.
  func take(_ sink: FeedSink, feed: String) throws(PackError) {
    for advisory in sink.advisories {
      let staged = StagedAdvisory(advisory)
      for (space, parts) in advisory.affectedBySpace {
        try pack(for: space).add(advisory, staged, parts, sink.date)
      }
    }
    guard !sink.facts.isEmpty else { return }
    let pack = try state.withResult { (state) throws(PackError) in
      try state.pack(named: "facts-\(feed)", space: "", in: directory)
    }
    for facts in sink.facts { try pack.add(facts, feed: feed, sink.date) }
  }

  private func pack(for space: AdvisorySpace) throws(PackError) -> PackInMaking {
    try state.withResult { (state) throws(PackError) in
      if let known = state.bySpace[space] { return known }
      let pack = try state.pack(named: space.packName, space: space.rawValue, in: directory)
      state.bySpace[space] = pack
      return pack
    }
  }

  /// The packs that there is something in, sorted by name.
  var packs: [PackInMaking] {
    state.withLock { $0.packs }.values.sorted { $0.name < $1.name }
  }
}

extension PackDesk.State {
  fileprivate mutating func pack(
    named name: String,
    space: String,
    in directory: String
  ) throws(PackError) -> PackInMaking {
    if let known = packs[name] { return known }
    let made = try PackInMaking(name: name, space: space, directory: directory)
    packs[name] = made
    return made
  }
}

extension Mutex {
  /// Works on the value with the lock held, and throws what the work throws.
  fileprivate borrowing func withResult<Result: Sendable>(
    _ body: (inout Value) throws(PackError) -> Result
  ) throws(PackError) -> Result {
    let result: Swift.Result<Result, PackError> = withLock { value in
      do throws(PackError) {
        return .success(try body(&value))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// One pack while it is being made.
final class PackInMaking: Sendable {
  let name: String
  let space: String
  let path: String
  private let state: Mutex<State>

  private struct State {
    var staging: PackStaging
    var feeds: [String: FeedCount] = [:]
  }

  /// What came from one feed.
  struct FeedCount: Sendable {
    var documents = 0
    var date = ""
  }

  /// A pack that is whole.
  struct Finished: Sendable {
    var name: String
    var space: String
    var path: String
    var advisories: Int
    var affected: Int
    var facts: Int
    var feeds: [String: FeedCount]
  }

  init(name: String, space: String, directory: String) throws(PackError) {
    self.name = name
    self.space = space
    path = "\(directory)/\(name).making"
    state = Mutex(State(staging: try PackStaging(directory: directory, name: name)))
  }

  func add(
    _ advisory: Advisory,
    _ staged: StagedAdvisory,
    _ parts: [AffectedPackage],
    _ date: String
  ) throws(PackError) {
    try state.withResult { (state) throws(PackError) in
      try state.staging.add(staged, parts)
      let latest = String(advisory.modified.prefix(10))
      state.feeds[advisory.feed, default: FeedCount()].note(max(date, latest))
    }
  }

  func add(_ facts: FlawFacts, feed: String, _ date: String) throws(PackError) {
    try state.withResult { (state) throws(PackError) in
      try state.staging.add(facts)
      state.feeds[feed, default: FeedCount()].note(max(date, facts.likelihood?.date ?? ""))
    }
  }

  func finish() throws(PackError) -> Finished {
    try state.withResult { (state) throws(PackError) in
      let records = try state.staging.finish()
      try PackWriter(records, path: path).write(["name": name, "space": space])
      return Finished(
        name: name,
        space: space,
        path: path,
        advisories: records.advisories.count,
        affected: records.advisories.reduce(0) { $0 + $1.parts.count },
        facts: records.facts.count,
        feeds: state.feeds
      )
    }
  }
}

extension PackInMaking.FeedCount {
  fileprivate mutating func note(_ date: String) {
    documents += 1
    if date > self.date { self.date = date }
  }
}

extension Advisory {
  /// What it says of packages, by the space they are in, in the order it says it.
  fileprivate var affectedBySpace: [(space: AdvisorySpace, parts: [AffectedPackage])] {
    guard let first = affected.first else { return [] }
    if affected.allSatisfy({ $0.space == first.space }) { return [(first.space, affected)] }
    return Dictionary(grouping: affected, by: \.space).map { ($0.key, $0.value) }
  }
}

extension AdvisorySpace {
  /// The name of the pack that holds it, which is a file name: `debian-12`.
  package var packName: String {
    String(
      rawValue.lowercased().map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" }
    )
  }
}

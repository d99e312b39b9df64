import Advisories
import Formats
import Model
import Synchronization

/// Where what feeds tell is sorted into packs, from several threads.
final class PackDesk: Sendable {
  private let directory: String
  private let state: Mutex<State>

  private struct State {
    var packs: [String: PackInMaking] = [:]
  }

  init(directory: String) {
    self.directory = directory
    state = Mutex(State())
  }

  /// Takes in what one document gave.
  func take(_ sink: FeedSink, feed: String) throws(PackError) {
    for advisory in sink.advisories {
      var bySpace: [AdvisorySpace: [AffectedPackage]] = [:]
      for part in advisory.affected { bySpace[part.space, default: []].append(part) }
      for (space, parts) in bySpace {
        try pack(for: space.packName, space: space.rawValue).add(advisory, parts, sink.date)
      }
    }
    guard !sink.facts.isEmpty else { return }
    let pack = try pack(for: "facts-\(feed)", space: "")
    for facts in sink.facts { try pack.add(facts, feed: feed, sink.date) }
  }

  private func pack(for name: String, space: String) throws(PackError) -> PackInMaking {
    let result: Result<PackInMaking, PackError> = state.withLock { state in
      if let known = state.packs[name] { return .success(known) }
      do throws(PackError) {
        let made = try PackInMaking(name: name, space: space, directory: directory)
        state.packs[name] = made
        return .success(made)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// The packs that there is something in, sorted by name.
  var packs: [PackInMaking] {
    state.withLock { $0.packs }.sorted { $0.key < $1.key }.map(\.value)
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
    var seen: Set<Key> = []
    var feeds: [String: FeedCount] = [:]
  }

  private struct Key: Hashable {
    var feed: String
    var id: String
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
    state = Mutex(State(staging: try PackStaging(path: "\(path).staging")))
  }

  /// Adds a record, unless a later copy of it was there before.
  func add(_ advisory: Advisory, _ parts: [AffectedPackage], _ date: String) throws(PackError) {
    try locked { (state) throws(PackError) in
      guard state.seen.insert(Key(feed: advisory.feed, id: advisory.id)).inserted else { return }
      try state.staging.add(advisory, parts)
      let latest = String(advisory.modified.prefix(10))
      state.feeds[advisory.feed, default: FeedCount()].note(max(date, latest))
    }
  }

  func add(_ facts: FlawFacts, feed: String, _ date: String) throws(PackError) {
    try locked { (state) throws(PackError) in
      guard state.seen.insert(Key(feed: feed, id: facts.id)).inserted else { return }
      try state.staging.add(facts)
      state.feeds[feed, default: FeedCount()].note(max(date, facts.likelihood?.date ?? ""))
    }
  }

  func finish() throws(PackError) -> Finished {
    var finished: Finished?
    try locked { (state) throws(PackError) in
      try state.staging.finish()
      try PackWriter(state.staging, path: path).write(["name": name, "space": space])
      finished = Finished(
        name: name,
        space: space,
        path: path,
        advisories: state.staging.advisoryCount,
        affected: state.staging.affectedCount,
        facts: state.staging.factCount,
        feeds: state.feeds
      )
    }
    guard let finished else { throw PackError(path, "not finished") }
    return finished
  }

  private func locked(_ body: (inout State) throws(PackError) -> Void) throws(PackError) {
    let failure: PackError? = state.withLock { state in
      do throws(PackError) {
        try body(&state)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }
}

extension PackInMaking.FeedCount {
  fileprivate mutating func note(_ date: String) {
    documents += 1
    if date > self.date { self.date = date }
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
